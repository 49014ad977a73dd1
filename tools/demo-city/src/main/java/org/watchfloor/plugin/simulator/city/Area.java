package org.watchfloor.plugin.simulator.city;

import java.util.List;

/**
 * A surface on the map. Immutable.
 *
 * @param name may be empty
 * @param ring its border, not closed, without the first place again
 */
public record Area(String name, List<Spot> ring) {
  public Area {
    ring = List.copyOf(ring);
  }
}
