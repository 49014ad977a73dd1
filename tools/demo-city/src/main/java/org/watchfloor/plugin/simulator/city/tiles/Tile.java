package org.watchfloor.plugin.simulator.city.tiles;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.watchfloor.plugin.simulator.city.Spot;

/**
 * One square of the web Mercator grid; rows from the north (XYZ).
 *
 * @param zoom 0 for the whole world
 * @param column from the west
 * @param row from the north
 */
record Tile(int zoom, int column, int row) {
  /** Units of a tile's own coordinates. */
  static final int EXTENT = 4096;

  /** How far features reach beyond the border, units, so that lines show no seam. */
  private static final int MARGIN = 80;

  static Tile of(int zoom, Spot spot) {
    return new Tile(zoom, (int) Math.floor(x(zoom, spot)), (int) Math.floor(y(zoom, spot)));
  }

  /** A place in this tile's units; outside of 0 to {@link #EXTENT} outside of the tile. */
  Coordinate units(Spot spot) {
    return new Coordinate((x(zoom, spot) - column) * EXTENT, (y(zoom, spot) - row) * EXTENT);
  }

  /** What belongs into the tile, in its units. */
  static Envelope reach() {
    return new Envelope(-MARGIN, EXTENT + MARGIN, -MARGIN, EXTENT + MARGIN);
  }

  /** As MBTiles counts rows: from the south (TMS). */
  int tmsRow() {
    return (1 << zoom) - 1 - row;
  }

  private static double x(int zoom, Spot spot) {
    return (spot.longitude() + 180) / 360 * (1 << zoom);
  }

  private static double y(int zoom, Spot spot) {
    double latitude = Math.toRadians(spot.latitude());
    double mercator = StrictMath.log(StrictMath.tan(Math.PI / 4 + latitude / 2));
    return (1 - mercator / Math.PI) / 2 * (1 << zoom);
  }
}
