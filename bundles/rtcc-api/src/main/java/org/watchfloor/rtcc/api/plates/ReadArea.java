package org.watchfloor.rtcc.api.plates;

import java.util.List;
import org.watchfloor.plugin.api.signal.GeoPoint;

/**
 * Where reads are looked for: a circle or a polygon.
 *
 * @param points one, the middle of a circle; or 3 to 200, the corners of a polygon in order, which
 *     closes by itself and does not reach over the 180th meridian
 * @param metres of the circle, 1 to 100,000; 0 for a polygon
 */
public record ReadArea(List<GeoPoint> points, double metres) {
  private static final int MAX_POINTS = 200;
  private static final double MAX_METRES = 100_000;

  public ReadArea {
    points = List.copyOf(points);
    if (points.size() == 1 ? !(metres >= 1 && metres <= MAX_METRES) : metres != 0) {
      throw new IllegalArgumentException(
          "area: a circle has one point and 1 to 100000 metres, a polygon has none");
    }
    if (points.size() != 1 && (points.size() < 3 || points.size() > MAX_POINTS)) {
      throw new IllegalArgumentException(
          "area: " + points.size() + " points; a polygon has 3 to " + MAX_POINTS);
    }
  }

  /** Whether a place is within; the edge may count either way. */
  public boolean contains(double latitude, double longitude) {
    return points.size() == 1
        ? points.get(0).metresTo(GeoPoint.of(latitude, longitude)) <= metres
        : within(latitude, longitude);
  }

  /** Counts the edges that a ray to the east crosses. */
  private boolean within(double latitude, double longitude) {
    boolean inside = false;
    GeoPoint before = points.get(points.size() - 1);
    for (GeoPoint corner : points) {
      if (corner.latitude() > latitude != before.latitude() > latitude) {
        double share = (latitude - before.latitude()) / (corner.latitude() - before.latitude());
        double at = before.longitude() + share * (corner.longitude() - before.longitude());
        inside ^= longitude < at;
      }
      before = corner;
    }
    return inside;
  }
}
