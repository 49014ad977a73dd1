package org.watchfloor.plugin.simulator.city;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streets that exist: crossings, the pieces between them, and ways along them. Immutable. */
final class StreetNet {
  private final Grid grid;
  private final List<ParkPlan> parks;
  private final Map<Long, Crossing> crossings = new HashMap<>();
  private final List<Crossing> ordered = new ArrayList<>();

  /** A park, from column and row to column and row; streets end at it. */
  record ParkPlan(String name, int west, int south, int east, int north) {
    boolean holds(double column, double row) {
      return column > west && column < east && row > south && row < north;
    }
  }

  StreetNet(Grid grid, List<ParkPlan> parks) {
    this.grid = grid;
    this.parks = List.copyOf(parks);
    for (int column = 0; column < grid.size(); column++) {
      for (int row = 0; row < grid.size(); row++) {
        Spot spot = grid.spot(column, row);
        if (grid.inside(column, row) && !inPark(column, row)) {
          Crossing crossing =
              new Crossing(column, row, spot, grid.avenue(column), grid.street(row));
          crossings.put(key(column, row), crossing);
          ordered.add(crossing);
        }
      }
    }
  }

  /** Crossings on dry land, from west to east and south to north. */
  List<Crossing> dry() {
    return ordered.stream().filter(crossing -> !Terrain.wet(crossing.spot())).toList();
  }

  Optional<Crossing> crossing(int column, int row) {
    return Optional.ofNullable(crossings.get(key(column, row)));
  }

  boolean inPark(double column, double row) {
    return parks.stream().anyMatch(park -> park.holds(column, row));
  }

  boolean arterial(Crossing crossing) {
    return grid.arterial(crossing.column()) && grid.arterial(crossing.row());
  }

  /** Every street as pieces without a gap, avenues first. */
  List<Street> streets() {
    List<Street> streets = new ArrayList<>();
    for (int column = 0; column < grid.size(); column++) {
      pieces(streets, column, true);
    }
    for (int row = 0; row < grid.size(); row++) {
      pieces(streets, row, false);
    }
    return streets;
  }

  private void pieces(List<Street> streets, int line, boolean avenue) {
    String name = avenue ? grid.avenue(line) : grid.street(line);
    Street.RoadClass roadClass =
        grid.arterial(line) ? Street.RoadClass.ARTERIAL : Street.RoadClass.STREET;
    List<Spot> piece = new ArrayList<>();
    for (int i = 0; i < grid.size(); i++) {
      Optional<Crossing> here = avenue ? crossing(line, i) : crossing(i, line);
      Optional<Crossing> next = avenue ? crossing(line, i + 1) : crossing(i + 1, line);
      if (here.isPresent() && next.isPresent() && joined(here.get(), next.get())) {
        if (piece.isEmpty()) {
          piece.add(here.get().spot());
        }
        piece.add(next.get().spot());
      } else if (!piece.isEmpty()) {
        streets.add(new Street(name, roadClass, piece));
        piece = new ArrayList<>();
      }
    }
  }

  /** Whether a street leads from one crossing to its neighbour; bridges carry arterials only. */
  boolean joined(Crossing from, Crossing to) {
    boolean avenue = from.column() == to.column();
    if (Math.abs(from.column() - to.column()) + Math.abs(from.row() - to.row()) != 1) {
      return false;
    }
    if (grid.arterial(avenue ? from.column() : from.row())) {
      return !lake(from.spot(), to.spot());
    }
    return !Terrain.wet(from.spot())
        && !Terrain.wet(to.spot())
        && !Terrain.crossesRiver(from.spot(), to.spot())
        && !Terrain.crossesFreeway(from.spot(), to.spot());
  }

  private static boolean lake(Spot from, Spot to) {
    return from.east() < -1_000 && (Terrain.wet(from) || Terrain.wet(to));
  }

  /** The neighbours that a street leads to: north, east, south, west. */
  List<Crossing> neighbours(Crossing from) {
    int[][] steps = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};
    List<Crossing> found = new ArrayList<>();
    for (int[] step : steps) {
      crossing(from.column() + step[0], from.row() + step[1])
          .filter(to -> joined(from, to))
          .ifPresent(found::add);
    }
    return found;
  }

  /** A way with as few crossings as can be; empty where no street leads. */
  List<Crossing> way(Crossing from, Crossing to) {
    Map<Crossing, Crossing> cameFrom = new HashMap<>();
    Deque<Crossing> open = new ArrayDeque<>(List.of(from));
    cameFrom.put(from, from);
    while (!open.isEmpty() && !cameFrom.containsKey(to)) {
      Crossing here = open.removeFirst();
      for (Crossing next : neighbours(here)) {
        if (cameFrom.putIfAbsent(next, here) == null) {
          open.addLast(next);
        }
      }
    }
    List<Crossing> way = new ArrayList<>();
    Crossing at = cameFrom.containsKey(to) ? to : null;
    while (at != null && !at.equals(from)) {
      way.add(at);
      at = cameFrom.get(at);
    }
    if (at != null) {
      way.add(from);
    }
    Collections.reverse(way);
    return way;
  }

  private static long key(int column, int row) {
    return column * 1_000L + row;
  }
}
