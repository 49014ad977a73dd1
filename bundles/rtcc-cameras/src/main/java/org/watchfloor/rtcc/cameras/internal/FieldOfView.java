package org.watchfloor.rtcc.cameras.internal;

import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;

/** The ground that a camera looks at: a sector of a circle, or all of it for a dome. */
final class FieldOfView {
  /** Nearer than this, a bearing is rounding noise: the place is at the camera itself. */
  private static final double AT_CAMERA_METRES = 0.5;

  private FieldOfView() {}

  /**
   * Whether a place lies within angle and range.
   *
   * @param metres from the camera to the place
   */
  static boolean holds(Camera camera, GeoPoint place, double metres) {
    if (metres > camera.rangeMetres()) {
      return false;
    }
    if (camera.fieldOfView() >= 360 || metres < AT_CAMERA_METRES) {
      return true;
    }
    return between(camera.position().bearingTo(place), camera.heading())
        <= camera.fieldOfView() / 2;
  }

  /** The smaller angle between two headings, degrees, 0 to 180. */
  static double between(double heading, double other) {
    double turn = Math.abs(heading - other) % 360;
    return turn > 180 ? 360 - turn : turn;
  }
}
