package org.watchfloor.rtcc.cameras.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.cameras.CameraView;

/**
 * All cameras at one moment, found by id and by place. Immutable and thread-safe: a change makes a
 * new one.
 */
final class CameraIndex {
  static final CameraIndex EMPTY = new CameraIndex(List.of());

  /** Mean earth radius, metres (IUGG), as in {@link GeoPoint}. */
  private static final double EARTH_RADIUS_METRES = 6_371_008.8;

  /** Widens each box by about a metre, so that rounding never loses a camera on its edge. */
  private static final double MARGIN_DEGREES = 1e-5;

  private static final Comparator<CameraView> BEST_FIRST =
      Comparator.comparing((CameraView view) -> !view.sees())
          .thenComparingDouble(CameraView::metres)
          .thenComparing(view -> view.camera().id());

  private final Map<String, Camera> byId;
  private final List<Camera> all;

  /** Of positions, longitude as x and latitude as y; safe to share once it is built. */
  private final STRtree tree = new STRtree();

  CameraIndex(Collection<Camera> cameras) {
    Map<String, Camera> sorted = new TreeMap<>();
    for (Camera camera : cameras) {
      sorted.put(camera.id(), camera);
    }
    this.byId = Collections.unmodifiableMap(sorted);
    this.all = List.copyOf(sorted.values());
    for (Camera camera : all) {
      GeoPoint at = camera.position();
      tree.insert(new Envelope(new Coordinate(at.longitude(), at.latitude())), camera);
    }
    tree.build();
  }

  Optional<Camera> camera(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  List<Camera> all() {
    return all;
  }

  List<CameraView> near(GeoPoint place, double withinMetres, int limit, boolean live) {
    List<CameraView> found = new ArrayList<>();
    for (Envelope box : boxes(place, withinMetres)) {
      for (Object item : tree.query(box)) {
        Camera camera = (Camera) item;
        double metres = camera.position().metresTo(place);
        if (metres <= withinMetres && !(live && camera.sourceId().isEmpty())) {
          found.add(new CameraView(camera, metres, FieldOfView.holds(camera, place, metres)));
        }
      }
    }
    found.sort(BEST_FIRST);
    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
  }

  /**
   * Boxes of degrees that hold a circle on the globe and do not overlap: one, two where it crosses
   * the antimeridian, one of all longitudes where it holds a pole.
   */
  private static List<Envelope> boxes(GeoPoint place, double metres) {
    double angle = Math.min(Math.PI, metres / EARTH_RADIUS_METRES);
    double degrees = Math.toDegrees(angle) + MARGIN_DEGREES;
    double south = place.latitude() - degrees;
    double north = place.latitude() + degrees;
    if (south <= -90 || north >= 90) {
      return List.of(new Envelope(-180, 180, south, north));
    }
    double sine = Math.sin(angle) / Math.cos(Math.toRadians(place.latitude()));
    double wide =
        Math.toDegrees(Math.asin(Math.min(1, sine)))
            + MARGIN_DEGREES / Math.cos(Math.toRadians(place.latitude()));
    double west = place.longitude() - wide;
    double east = place.longitude() + wide;
    if (wide >= 180) {
      return List.of(new Envelope(-180, 180, south, north));
    }
    if (west < -180) {
      return List.of(
          new Envelope(-180, east, south, north), new Envelope(west + 360, 180, south, north));
    }
    if (east > 180) {
      return List.of(
          new Envelope(west, 180, south, north), new Envelope(-180, east - 360, south, north));
    }
    return List.of(new Envelope(west, east, south, north));
  }
}
