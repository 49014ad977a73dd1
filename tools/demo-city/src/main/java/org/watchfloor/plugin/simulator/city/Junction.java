package org.watchfloor.plugin.simulator.city;

import java.util.List;

/**
 * A crossing with live cameras, each of which looks through it. Immutable.
 *
 * @param number 1 and up
 * @param heading of one of its streets, away from the first camera, degrees; the others are taken
 *     to lie at right angles to it
 * @param cameras the first looks along the heading, the second against it, the third to its left
 */
public record Junction(int number, Crossing crossing, double heading, List<CityCamera> cameras) {
  public Junction {
    cameras = List.copyOf(cameras);
  }
}
