package org.watchfloor.rtcc.video.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.cameras.CameraView;
import org.watchfloor.rtcc.api.cameras.Cameras;

/** An inventory of domes, so that range alone says what a camera sees. */
final class FakeCameras implements Cameras {
  private final List<Camera> all = new ArrayList<>();

  /** A live dome so many metres north of a place. */
  void add(String id, GeoPoint place, double metres, double range) {
    GeoPoint at = GeoPoint.of(place.latitude() + metres / 111_195, place.longitude());
    all.add(
        new Camera(
            id,
            id,
            Camera.Ownership.OWNED,
            "",
            at,
            0,
            360,
            range,
            Optional.of("camera-mjpeg~" + id)));
  }

  void addDark(String id, GeoPoint place) {
    all.add(
        new Camera(id, id, Camera.Ownership.REGISTERED, "", place, 0, 360, 100, Optional.empty()));
  }

  @Override
  public int put(List<Camera> cameras, Actor by) {
    throw new AssertionError("video changes no cameras");
  }

  @Override
  public Optional<Camera> camera(String id) {
    return all.stream().filter(camera -> camera.id().equals(id)).findFirst();
  }

  @Override
  public List<Camera> all() {
    return List.copyOf(all);
  }

  @Override
  public List<CameraView> near(GeoPoint place, double withinMetres, int limit, boolean live) {
    return all.stream()
        .filter(camera -> !live || camera.sourceId().isPresent())
        .map(
            camera -> {
              double metres = camera.position().metresTo(place);
              return new CameraView(camera, metres, metres <= camera.rangeMetres());
            })
        .filter(view -> view.metres() <= withinMetres)
        .sorted(
            Comparator.comparing((CameraView view) -> !view.sees())
                .thenComparing(CameraView::metres))
        .limit(limit)
        .toList();
  }
}
