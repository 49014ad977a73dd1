package org.watchfloor.plugin.simulator.city;

/**
 * A plate reader, on the pole of a live camera.
 *
 * @param number 1 and up
 * @param camera whose pole it shares
 * @param crossing where it reads
 */
public record PlateReader(int number, CityCamera camera, Crossing crossing) {
  /** The name of its configuration. */
  public String key() {
    return "demo-" + number;
  }

  public String sourceId() {
    return "plate-openalpr~" + key();
  }

  /** What the agent calls its camera. */
  public long agentCamera() {
    return 1_000L + number;
  }
}
