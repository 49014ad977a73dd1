package org.watchfloor.rtcc.gunshots.internal;

import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;

/** The ground in squares, so that shots of one shooting have one name. Immutable. */
final class Cells {
  /** Metres of one degree of latitude on the mean sphere (radius 6,371,008.8 m, IUGG). */
  private static final double METRES_PER_DEGREE = Math.toRadians(6_371_008.8);

  private final int metres;

  /**
   * @param metres side of a square; 0 for none
   */
  Cells(int metres) {
    this.metres = metres;
  }

  /**
   * Name of the square that a place lies in; empty without a place, and where the place is known
   * less well than a square is wide: two shootings could be taken for one.
   */
  String name(Optional<GeoPoint> place) {
    if (metres <= 0 || place.isEmpty() || place.get().accuracyMetres() > metres) {
      return "";
    }
    GeoPoint point = place.get();
    long row = (long) Math.floor(point.latitude() * METRES_PER_DEGREE / metres);
    // The width of a column is the row's, not the point's: one row has one set of columns.
    double rowLatitude = (row + 0.5) * metres / METRES_PER_DEGREE;
    double metresEast =
        point.longitude() * METRES_PER_DEGREE * Math.cos(Math.toRadians(rowLatitude));
    return row + "-" + (long) Math.floor(metresEast / metres);
  }
}
