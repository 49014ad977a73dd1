package org.watchfloor.plugin.simulator.city;

/**
 * A plate reader, on the pole of a junction's first camera.
 *
 * @param number 1 and up
 * @param junction where it reads
 */
public record PlateReader(int number, Junction junction) {
  /** The name of its configuration. */
  public String key() {
    return "demo-" + number;
  }

  public String sourceId() {
    return "plate-openalpr~" + key();
  }

  /** Whose pole it shares. */
  public CityCamera camera() {
    return junction.cameras().get(0);
  }

  public Crossing crossing() {
    return junction.crossing();
  }

  /** What the agent calls its camera. */
  public long agentCamera() {
    return 1_000L + number;
  }
}
