package org.watchfloor.plugin.simulator.city;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The demo city: everything that stands still in it. Immutable; the same at every call. */
public final class City {
  public static final String NAME = "Demo City";

  /** So many junctions have a plate reader, the first ones. */
  private static final int READERS = 6;

  private final Grid grid = new Grid();
  private final StreetNet net;
  private final List<StreetNet.ParkPlan> parkPlans;
  private final List<CityCamera> cameras;
  private final List<Junction> junctions;
  private final List<PlateReader> readers;

  public City() {
    int m = grid.middle();
    parkPlans =
        List.of(
            new StreetNet.ParkPlan("Central Green", m + 4, m + 4, m + 8, m + 8),
            new StreetNet.ParkPlan("Founders Park", m - 12, m - 4, m - 8, m),
            new StreetNet.ParkPlan("Lakeside Park", m - 16, m + 8, m - 12, m + 12),
            new StreetNet.ParkPlan("South Meadow", m - 4, m - 20, m + 4, m - 16),
            new StreetNet.ParkPlan("Eastside Park", m + 16, m, m + 20, m + 4));
    net = new StreetNet(grid, parkPlans);
    CameraPlan plan = new CameraPlan(net);
    cameras = plan.cameras();
    junctions = plan.junctions();
    readers =
        junctions.stream()
            .limit(READERS)
            .map(junction -> new PlateReader(junction.number(), junction))
            .toList();
  }

  /** All 2,200; the live ones first. */
  public List<CityCamera> cameras() {
    return cameras;
  }

  public List<CityCamera> liveCameras() {
    return cameras.stream().filter(CityCamera::live).toList();
  }

  /** By id, in any case of letters. */
  public Optional<CityCamera> camera(String id) {
    return cameras.stream().filter(camera -> camera.id().equalsIgnoreCase(id)).findFirst();
  }

  public List<PlateReader> readers() {
    return readers;
  }

  /** The crossings with live cameras. */
  public List<Junction> junctions() {
    return junctions;
  }

  /** The junction of a live camera; empty for others. */
  public Optional<Junction> junction(CityCamera camera) {
    return junctions.stream().filter(one -> one.cameras().contains(camera)).findFirst();
  }

  /** Streets and the freeway, in pieces without a gap. */
  public List<Street> streets() {
    List<Street> streets = new ArrayList<>(net.streets());
    streets.add(new Street("Freeway 9", Street.RoadClass.FREEWAY, Terrain.freeway()));
    return streets;
  }

  /** Whether a street leads straight from one crossing to the other. */
  public boolean joined(Crossing from, Crossing to) {
    return net.joined(from, to);
  }

  /**
   * A way that passes plate readers one after the other, beginning and ending one crossing outside.
   *
   * @throws IllegalArgumentException if there is no such reader or no street leads there
   */
  public Route route(List<Integer> readerNumbers) {
    List<Crossing> way = new ArrayList<>();
    for (int number : readerNumbers) {
      if (number < 1 || number > readers.size()) {
        throw new IllegalArgumentException("there is no plate reader " + number);
      }
      Crossing to = readers.get(number - 1).crossing();
      if (way.isEmpty()) {
        way.add(net.neighbours(to).get(0));
      }
      List<Crossing> leg = net.way(way.get(way.size() - 1), to);
      if (leg.isEmpty()) {
        throw new IllegalArgumentException("no street leads to plate reader " + number);
      }
      way.addAll(leg.subList(1, leg.size()));
    }
    Crossing last = way.get(way.size() - 1);
    Crossing before = way.get(way.size() - 2);
    net.neighbours(last).stream().filter(n -> !n.equals(before)).findFirst().ifPresent(way::add);
    return new Route(way);
  }

  public List<Spot> river() {
    return Terrain.river();
  }

  /** Metres. */
  public double riverWidth() {
    return Terrain.RIVER_WIDTH;
  }

  public Area lake() {
    return Terrain.lake();
  }

  public List<Area> parks() {
    return parkPlans.stream()
        .map(
            plan ->
                new Area(
                    plan.name(), ring(plan.west(), plan.south(), plan.east(), plan.north(), 16)))
        .toList();
  }

  /** Built-up land between streets; it may reach into water and under the freeway. */
  public List<Area> blocks() {
    List<Area> blocks = new ArrayList<>();
    for (int column = 0; column + 1 < grid.size(); column++) {
      for (int row = 0; row + 1 < grid.size(); row++) {
        if (grid.inside(column, row)
            && grid.inside(column + 1, row + 1)
            && grid.inside(column, row + 1)
            && grid.inside(column + 1, row)
            && !net.inPark(column + 0.5, row + 0.5)) {
          blocks.add(new Area("", ring(column, row, column + 1, row + 1, 11)));
        }
      }
    }
    return blocks;
  }

  public List<Landmark> landmarks() {
    List<Landmark> landmarks = new ArrayList<>();
    int m = grid.middle();
    landmarks.add(new Landmark("Downtown", "district", grid.spot(m, m + 1.5)));
    landmarks.add(new Landmark("Northside", "district", grid.spot(m - 1.5, m + 15.5)));
    landmarks.add(new Landmark("Eastbank", "district", grid.spot(m + 18.5, m - 5.5)));
    landmarks.add(new Landmark("Westend", "district", grid.spot(m - 17.5, m - 2.5)));
    landmarks.add(new Landmark("Southgate", "district", grid.spot(m - 2.5, m - 14.5)));
    landmarks.add(new Landmark("Lakeview", "district", grid.spot(m - 11.5, m + 17.5)));
    landmarks.add(new Landmark("City Hall", "building", grid.spot(m - 0.5, m + 0.5)));
    landmarks.add(new Landmark("Demo City Police", "building", grid.spot(m + 1.5, m - 1.5)));
    landmarks.add(new Landmark("Central Station", "building", grid.spot(m - 4.5, m - 3.5)));
    landmarks.add(new Landmark("Mirror Lake", "water", new Spot(-2_450, 2_350)));
    landmarks.add(new Landmark("Demo River", "water", Terrain.river().get(52)));
    for (Area park : parks()) {
      landmarks.add(new Landmark(park.name(), "park", middle(park)));
    }
    return landmarks;
  }

  private static Spot middle(Area area) {
    double east = area.ring().stream().mapToDouble(Spot::east).average().orElse(0);
    double north = area.ring().stream().mapToDouble(Spot::north).average().orElse(0);
    return new Spot(east, north);
  }

  /** The border between four lines, drawn in by so many metres, with a corner at each crossing. */
  private List<Spot> ring(int west, int south, int east, int north, double inset) {
    List<Spot> ring = new ArrayList<>();
    for (int row = south; row < north; row++) {
      ring.add(grid.spot(west, row));
    }
    for (int column = west; column < east; column++) {
      ring.add(grid.spot(column, north));
    }
    for (int row = north; row > south; row--) {
      ring.add(grid.spot(east, row));
    }
    for (int column = east; column > west; column--) {
      ring.add(grid.spot(column, south));
    }
    double middleEast = ring.stream().mapToDouble(Spot::east).average().orElse(0);
    double middleNorth = ring.stream().mapToDouble(Spot::north).average().orElse(0);
    Spot middle = new Spot(middleEast, middleNorth);
    return ring.stream()
        .map(corner -> corner.towards(middle, Math.min(0.4, inset * 1.4 / corner.to(middle))))
        .toList();
  }
}
