package org.watchfloor.plugin.simulator.internal;

import java.awt.geom.Path2D;

/** A pinhole camera on a pole that looks level along its street: metres in, pixels out. */
final class Perspective {
  static final int WIDTH = 640;
  static final int HEIGHT = 360;

  /** Where the horizon is, pixels from the top. */
  static final double HORIZON = 122;

  /** Height of the lens above the street, metres. */
  static final double LENS = 6.2;

  /** Focal length in pixels: 64 degrees over 640 pixels. */
  static final double FOCAL = WIDTH / 2.0 / Math.tan(Math.toRadians(32));

  private Perspective() {}

  static double x(double aside, double ahead) {
    return WIDTH / 2.0 + FOCAL * aside / ahead;
  }

  static double y(double height, double ahead) {
    return HORIZON + FOCAL * (LENS - height) / ahead;
  }

  /** Pixels for so many metres at a distance. */
  static double size(double metres, double ahead) {
    return FOCAL * metres / ahead;
  }

  /** A polygon through places given as aside, height, ahead, aside, height, ahead… */
  static Path2D.Double face(double... places) {
    Path2D.Double path = new Path2D.Double();
    for (int i = 0; i < places.length; i += 3) {
      double ahead = Math.max(2, places[i + 2]);
      double x = x(places[i], ahead);
      double y = y(places[i + 1], ahead);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  /** A rectangle on the street. */
  static Path2D.Double ground(double left, double right, double near, double far) {
    return face(left, 0, near, right, 0, near, right, 0, far, left, 0, far);
  }

  /** A rectangle along the street, upright. */
  static Path2D.Double side(double aside, double low, double high, double near, double far) {
    return face(aside, low, near, aside, low, far, aside, high, far, aside, high, near);
  }

  /** A rectangle that faces the lens, upright. */
  static Path2D.Double front(double left, double right, double low, double high, double ahead) {
    return face(left, low, ahead, right, low, ahead, right, high, ahead, left, high, ahead);
  }
}
