package org.watchfloor.plugin.simulator.city;

import java.util.List;

/**
 * A piece of road without a gap. Immutable.
 *
 * @param name on the signs
 * @param roadClass how large it is
 * @param line its middle, at least two places
 */
public record Street(String name, RoadClass roadClass, List<Spot> line) {
  /** How large a road is. */
  public enum RoadClass {
    FREEWAY,
    ARTERIAL,
    STREET;

    /** As it stands in the map tiles. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Street {
    line = List.copyOf(line);
  }
}
