package org.watchfloor.plugin.simulator.city.tiles;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** A geometry as drawing commands (MVT 2.1, section 4.3): whole steps of a pen. Not thread-safe. */
final class GeometryCommands {
  private static final int POINT = 1;
  private static final int LINE = 2;
  private static final int POLYGON = 3;
  private static final int MOVE_TO = 1;
  private static final int LINE_TO = 2;
  private static final int CLOSE_PATH = 7;

  private final List<Integer> values = new ArrayList<>();
  private final int type;
  private int x;
  private int y;

  private GeometryCommands(int type) {
    this.type = type;
  }

  /** Parts of a collection that are of a lower dimension are left out. */
  static GeometryCommands of(Geometry geometry) {
    GeometryCommands commands = new GeometryCommands(geometry.getDimension() + 1);
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Geometry part = geometry.getGeometryN(i);
      if (part instanceof Point point && commands.type == POINT) {
        commands.path(new Coordinate[] {point.getCoordinate()}, 1);
      } else if (part instanceof LineString line && commands.type == LINE) {
        commands.path(line.getCoordinates(), 2);
      } else if (part instanceof Polygon polygon && commands.type == POLYGON) {
        commands.polygon(polygon);
      }
    }
    return commands;
  }

  int type() {
    return type;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  List<Integer> values() {
    return values;
  }

  private void polygon(Polygon polygon) {
    // Exterior rings have a positive area in a tile, where y grows downwards; holes a negative one.
    if (!ring(polygon.getExteriorRing().getCoordinates(), true)) {
      return;
    }
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      ring(polygon.getInteriorRingN(i).getCoordinates(), false);
    }
  }

  private boolean ring(Coordinate[] closed, boolean exterior) {
    List<int[]> pixels = whole(closed);
    if (pixels.size() > 1 && same(pixels.get(0), pixels.get(pixels.size() - 1))) {
      pixels.remove(pixels.size() - 1);
    }
    if (pixels.size() < 3) {
      return false;
    }
    // JTS calls clockwise positive, with y upwards: the same turn that is negative in a tile.
    boolean positive = Area.ofRingSigned(closed) < 0;
    if (positive != exterior) {
      java.util.Collections.reverse(pixels);
    }
    draw(pixels);
    command(CLOSE_PATH, 1);
    return true;
  }

  private void path(Coordinate[] coordinates, int least) {
    List<int[]> pixels = whole(coordinates);
    if (pixels.size() >= least) {
      draw(pixels);
    }
  }

  private void draw(List<int[]> pixels) {
    command(MOVE_TO, 1);
    step(pixels.get(0));
    if (pixels.size() > 1) {
      command(LINE_TO, pixels.size() - 1);
      pixels.subList(1, pixels.size()).forEach(this::step);
    }
  }

  private void command(int id, int count) {
    values.add(id | count << 3);
  }

  private void step(int[] to) {
    values.add(zigzag(to[0] - x));
    values.add(zigzag(to[1] - y));
    x = to[0];
    y = to[1];
  }

  private static int zigzag(int number) {
    return number << 1 ^ number >> 31;
  }

  private static List<int[]> whole(Coordinate[] coordinates) {
    List<int[]> pixels = new ArrayList<>();
    for (Coordinate coordinate : coordinates) {
      int[] pixel = {(int) Math.round(coordinate.x), (int) Math.round(coordinate.y)};
      if (pixels.isEmpty() || !same(pixels.get(pixels.size() - 1), pixel)) {
        pixels.add(pixel);
      }
    }
    return pixels;
  }

  private static boolean same(int[] a, int[] b) {
    return a[0] == b[0] && a[1] == b[1];
  }
}
