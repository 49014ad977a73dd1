package org.watchfloor.rtcc.cameras.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;

class FieldOfViewTest {
  private static final GeoPoint HERE = GeoPoint.of(35.78, -78.64);

  @Test
  void seesWhatLiesWithinItsAngleAndRange() {
    Camera camera = camera(HERE, 90, 60, 100);
    assertThat(sees(camera, 90, 50)).isTrue();
    assertThat(sees(camera, 61, 50)).isTrue();
    assertThat(sees(camera, 119, 50)).isTrue();
    assertThat(sees(camera, 59, 50)).isFalse();
    assertThat(sees(camera, 121, 50)).isFalse();
    assertThat(sees(camera, 270, 50)).isFalse();
    assertThat(sees(camera, 90, 99.9)).isTrue();
    assertThat(sees(camera, 90, 100.1)).isFalse();
  }

  @Test
  void anglesAcrossNorthAreOneAngle() {
    Camera west = camera(HERE, 350, 40, 100);
    assertThat(sees(west, 5, 50)).isTrue();
    assertThat(sees(west, 331, 50)).isTrue();
    assertThat(sees(west, 15, 50)).isFalse();
    assertThat(sees(camera(HERE, 360, 20, 100), 5, 50)).isTrue();
    assertThat(sees(camera(HERE, 0, 20, 100), 355, 50)).isTrue();
  }

  @Test
  void aDomeSeesAllAround() {
    Camera dome = camera(HERE, 17, 360, 100);
    for (int bearing = 0; bearing < 360; bearing++) {
      assertThat(sees(dome, bearing, 99)).isTrue();
      assertThat(sees(dome, bearing, 101)).isFalse();
    }
  }

  @Test
  void thePlaceOfTheCameraItselfHasNoBearingAndIsSeen() {
    assertThat(FieldOfView.holds(camera(HERE, 200, 10, 100), HERE, 0)).isTrue();
  }

  @Test
  void everywhereOnTheGlobeTheAngleIsTheSame() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      GeoPoint at = GeoPoint.of(random.nextDouble() * 170 - 85, random.nextDouble() * 360 - 180);
      double heading = random.nextDouble() * 360;
      double fov = 1 + random.nextDouble() * 350;
      double offset = random.nextDouble() * 360 - 180;
      if (Math.abs(Math.abs(offset) - fov / 2) < 0.01) {
        continue; // too near the edge for a double
      }
      Camera camera = camera(at, heading, fov, 2_000);
      assertThat(sees(camera, heading + offset, 1_500))
          .as("%s, heading %s, fov %s, offset %s", at, heading, fov, offset)
          .isEqualTo(Math.abs(offset) < fov / 2);
    }
  }

  private static boolean sees(Camera camera, double bearing, double metres) {
    GeoPoint place = from(camera.position(), bearing, metres);
    return FieldOfView.holds(camera, place, camera.position().metresTo(place));
  }

  /** The direct problem on a sphere: an independent way to the same geometry. */
  private static GeoPoint from(GeoPoint start, double bearing, double metres) {
    double angle = metres / 6_371_008.8;
    double phi = Math.toRadians(start.latitude());
    double theta = Math.toRadians(bearing);
    double sinPhi =
        Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(theta);
    double lambda =
        Math.atan2(
            Math.sin(theta) * Math.sin(angle) * Math.cos(phi),
            Math.cos(angle) - Math.sin(phi) * sinPhi);
    double longitude = start.longitude() + Math.toDegrees(lambda);
    return GeoPoint.of(Math.toDegrees(Math.asin(sinPhi)), Math.IEEEremainder(longitude, 360));
  }

  private static Camera camera(GeoPoint at, double heading, double fov, double range) {
    return new Camera(
        "c", "C", Camera.Ownership.OWNED, "", at, heading, fov, range, Optional.empty());
  }
}
