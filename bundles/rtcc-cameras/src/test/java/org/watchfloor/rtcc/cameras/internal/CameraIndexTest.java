package org.watchfloor.rtcc.cameras.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.cameras.Camera.Ownership;
import org.watchfloor.rtcc.api.cameras.CameraView;

class CameraIndexTest {
  private final Random random = new Random(2_200);

  @Test
  void findsWhatALookAtEveryCameraFinds() {
    check(cameras(2_200, 35.6, 35.9, -78.8, -78.5), 400, 8_000);
  }

  @Test
  void findsAcrossTheAntimeridian() {
    List<Camera> cameras = cameras(800, 51, 52, 179.5, 180);
    cameras.addAll(cameras(800, 51, 52, -180, -179.5, "west"));
    int both = check(cameras, 300, 60_000);
    assertThat(both).as("queries that found cameras on both sides").isGreaterThan(25);
  }

  @Test
  void findsAroundThePoles() {
    List<Camera> cameras = cameras(600, 89.5, 90, -180, 180);
    cameras.addAll(cameras(600, -90, -89.5, -180, 180, "south"));
    check(cameras, 300, 70_000);
  }

  @Test
  void findsOverTheWholeGlobe() {
    check(cameras(1_000, -90, 90, -180, 180), 300, 20_100_000);
  }

  @Test
  void anEmptyInventoryHasNothingNear() {
    assertThat(CameraIndex.EMPTY.near(GeoPoint.of(0, 0), 1e9, 10, false)).isEmpty();
    assertThat(CameraIndex.EMPTY.all()).isEmpty();
  }

  @Test
  void thoseThatSeeComeBeforeNearerOnesThatDoNot() {
    GeoPoint place = GeoPoint.of(35.78, -78.64);
    Camera near = camera("near", GeoPoint.of(35.7801, -78.64), 0, 60, Optional.of("a~1"));
    Camera seeing = camera("seeing", GeoPoint.of(35.7805, -78.64), 180, 60, Optional.of("a~2"));
    Camera dome = camera("dome", GeoPoint.of(35.7807, -78.64), 0, 360, Optional.empty());
    CameraIndex index = new CameraIndex(List.of(near, seeing, dome));
    assertThat(index.near(place, 500, 10, false))
        .extracting(view -> view.camera().id())
        .containsExactly("seeing", "dome", "near");
    assertThat(index.near(place, 500, 10, true))
        .extracting(view -> view.camera().id())
        .containsExactly("seeing", "near");
    assertThat(index.near(place, 500, 1, false)).hasSize(1);
    assertThat(index.near(place, 500, 0, false)).isEmpty();
    assertThat(index.near(place, 60, 9, false))
        .extracting(view -> view.camera().id())
        .containsExactly("seeing", "near");
  }

  @Test
  void aRegisteredCameraIsNeverLive() {
    Camera doorbell =
        new Camera(
            "doorbell",
            "Doorbell",
            Ownership.REGISTERED,
            "resident",
            GeoPoint.of(1, 1),
            0,
            360,
            50,
            Optional.empty());
    CameraIndex index = new CameraIndex(List.of(doorbell));
    assertThat(index.near(GeoPoint.of(1, 1), 10, 5, true)).isEmpty();
    assertThat(index.near(GeoPoint.of(1, 1), 10, 5, false)).hasSize(1);
  }

  /** Compares with brute force; how many answers had cameras of both longitudes' signs. */
  private int check(List<Camera> cameras, int queries, double maxMetres) {
    CameraIndex index = new CameraIndex(cameras);
    int both = 0;
    int found = 0;
    for (int i = 0; i < queries; i++) {
      GeoPoint anchor = cameras.get(random.nextInt(cameras.size())).position();
      GeoPoint place =
          GeoPoint.of(
              Math.max(-90, Math.min(90, anchor.latitude() + random.nextGaussian() * 0.001)),
              Math.IEEEremainder(anchor.longitude() + random.nextGaussian() * 0.1, 360));
      double within = random.nextDouble() * maxMetres;
      int limit = random.nextInt(60);
      boolean live = random.nextBoolean();
      List<CameraView> answer = index.near(place, within, limit, live);
      assertThat(answer)
          .as("near %s within %s, live %s", place, within, live)
          .isEqualTo(bruteForce(cameras, place, within, limit, live));
      found += answer.size();
      both +=
          answer.stream().map(v -> v.camera().position().longitude() > 0).distinct().count() > 1
              ? 1
              : 0;
    }
    assertThat(found).as("cameras found in all").isGreaterThan(queries);
    return both;
  }

  private static List<CameraView> bruteForce(
      List<Camera> cameras, GeoPoint place, double within, int limit, boolean live) {
    List<CameraView> seeing = new ArrayList<>();
    List<CameraView> others = new ArrayList<>();
    for (Camera camera : cameras) {
      double metres = camera.position().metresTo(place);
      if (metres > within || (live && camera.sourceId().isEmpty())) {
        continue;
      }
      boolean sees = FieldOfView.holds(camera, place, metres);
      (sees ? seeing : others).add(new CameraView(camera, metres, sees));
    }
    Comparator<CameraView> nearest =
        Comparator.comparingDouble(CameraView::metres).thenComparing(v -> v.camera().id());
    seeing.sort(nearest);
    others.sort(nearest);
    seeing.addAll(others);
    return seeing.subList(0, Math.min(limit, seeing.size()));
  }

  private List<Camera> cameras(int count, double south, double north, double west, double east) {
    return cameras(count, south, north, west, east, "c");
  }

  private List<Camera> cameras(
      int count, double south, double north, double west, double east, String prefix) {
    List<Camera> cameras = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      GeoPoint at =
          GeoPoint.of(
              south + random.nextDouble() * (north - south),
              west + random.nextDouble() * (east - west));
      double fov = random.nextInt(5) == 0 ? 360 : 1 + random.nextDouble() * 170;
      Optional<String> source =
          random.nextInt(3) == 0 ? Optional.empty() : Optional.of("camera-mjpeg~" + prefix + i);
      cameras.add(camera(prefix + i, at, random.nextDouble() * 360, fov, source));
    }
    return cameras;
  }

  private static Camera camera(
      String id, GeoPoint at, double heading, double fov, Optional<String> source) {
    return new Camera(id, id, Ownership.OWNED, "city", at, heading, fov, 150, source);
  }
}
