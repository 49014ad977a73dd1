package org.watchfloor.plugin.simulator.city;

import java.util.ArrayList;
import java.util.List;

/** What the streets have to go round: river, lake, freeway. All curves are made up. */
final class Terrain {
  static final double RIVER_WIDTH = 110;
  private static final Spot LAKE = new Spot(-2_450, 2_350);

  private Terrain() {}

  static List<Spot> river() {
    List<Spot> line = new ArrayList<>();
    for (double north = -4_600; north <= 4_600; north += 100) {
      line.add(new Spot(riverEast(north), north));
    }
    return line;
  }

  static List<Spot> freeway() {
    List<Spot> line = new ArrayList<>();
    for (double east = -4_600; east <= 4_600; east += 100) {
      line.add(new Spot(east, freewayNorth(east)));
    }
    return line;
  }

  static Area lake() {
    List<Spot> ring = new ArrayList<>();
    for (int degrees = 0; degrees < 360; degrees += 10) {
      double wobble = 1 + 0.12 * Math.sin(Math.toRadians(3 * degrees + 40));
      double radians = Math.toRadians(degrees);
      ring.add(
          new Spot(
              LAKE.east() + 560 * wobble * Math.sin(radians),
              LAKE.north() + 380 * wobble * Math.cos(radians)));
    }
    return new Area("Mirror Lake", ring);
  }

  static boolean wet(Spot spot) {
    double east = (spot.east() - LAKE.east()) / 660;
    double north = (spot.north() - LAKE.north()) / 460;
    return Math.abs(fromRiver(spot)) < RIVER_WIDTH / 2 + 25 || east * east + north * north < 1;
  }

  static boolean crossesRiver(Spot from, Spot to) {
    return fromRiver(from) * fromRiver(to) < 0;
  }

  static boolean crossesFreeway(Spot from, Spot to) {
    return fromFreeway(from) * fromFreeway(to) < 0;
  }

  static double fromFreeway(Spot spot) {
    return spot.north() - freewayNorth(spot.east());
  }

  private static double fromRiver(Spot spot) {
    return spot.east() - riverEast(spot.north());
  }

  private static double riverEast(double north) {
    return 1_650 + 360 * Math.sin(north / 1_300) + 140 * Math.sin(north / 470 + 1);
  }

  private static double freewayNorth(double east) {
    return -1_750 + 520 * Math.sin(east / 2_100) + 90 * Math.sin(east / 700);
  }
}
