package org.watchfloor.plugin.plate.opencv.internal.reading;

/**
 * The four corners of a plate in pixels, from the corner of the picture: top left, top right,
 * bottom right, bottom left. Immutable; holds the array given.
 */
public record Quad(double[] at) {
  private static final double EUROPEAN = 3.3;
  private static final double AMERICAN = 2.5;

  double width() {
    return (Math.hypot(at[2] - at[0], at[3] - at[1]) + Math.hypot(at[4] - at[6], at[5] - at[7]))
        / 2;
  }

  double height() {
    return (Math.hypot(at[6] - at[0], at[7] - at[1]) + Math.hypot(at[4] - at[2], at[5] - at[3]))
        / 2;
  }

  public double centerX() {
    return (at[0] + at[2] + at[4] + at[6]) / 4;
  }

  public double centerY() {
    return (at[1] + at[3] + at[5] + at[7]) / 4;
  }

  /**
   * Where plates have this shape: {@code us} twice as wide as high (SAE J686), {@code eu} nearly
   * five times (ISO 7591), empty between, where a plate seen from the side may be either.
   */
  String region() {
    double aspect = width() / height();
    if (aspect > EUROPEAN) {
      return "eu";
    }
    return aspect < AMERICAN ? "us" : "";
  }

  Quad scaled(double factor) {
    double[] out = at.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= factor;
    }
    return new Quad(out);
  }

  /** Larger by these factors about its middle, moved up or down by a part of its height. */
  Quad grown(double across, double high, double down) {
    double[] out = new double[at.length];
    double dx = (at[6] + at[4] - at[0] - at[2]) / 2;
    double dy = (at[7] + at[5] - at[1] - at[3]) / 2;
    // along its own axes: a point is the middle and parts of the two
    double rx = (at[2] + at[4] - at[0] - at[6]) / 4;
    double ry = (at[3] + at[5] - at[1] - at[7]) / 4;
    for (int i = 0; i < 4; i++) {
      double side = i == 1 || i == 2 ? 1 : -1;
      double low = i >= 2 ? 1 : -1;
      out[2 * i] = at[2 * i] + side * rx * (across - 1) + low * dx / 2 * (high - 1) + dx * down;
      out[2 * i + 1] =
          at[2 * i + 1] + side * ry * (across - 1) + low * dy / 2 * (high - 1) + dy * down;
    }
    return new Quad(out);
  }

  /**
   * A point of the plate in pixels.
   *
   * @param u from its left, 0 to 1; {@code v} from its top
   */
  double[] at(double u, double v) {
    // Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), 2.2.3
    double dx1 = at[2] - at[4];
    double dx2 = at[6] - at[4];
    double dx3 = at[0] - at[2] + at[4] - at[6];
    double dy1 = at[3] - at[5];
    double dy2 = at[7] - at[5];
    double dy3 = at[1] - at[3] + at[5] - at[7];
    double det = dx1 * dy2 - dx2 * dy1;
    double g = (dx3 * dy2 - dx2 * dy3) / det;
    double h = (dx1 * dy3 - dx3 * dy1) / det;
    double depth = g * u + h * v + 1;
    return new double[] {
      ((at[2] - at[0] + g * at[2]) * u + (at[6] - at[0] + h * at[6]) * v + at[0]) / depth,
      ((at[3] - at[1] + g * at[3]) * u + (at[7] - at[1] + h * at[7]) * v + at[1]) / depth
    };
  }

  /** Whether the corners go around as those of a plate can. */
  boolean plausible() {
    for (int i = 0; i < 4; i++) {
      int a = 2 * i;
      int b = 2 * ((i + 1) % 4);
      int c = 2 * ((i + 2) % 4);
      double turn =
          (at[b] - at[a]) * (at[c + 1] - at[b + 1]) - (at[b + 1] - at[a + 1]) * (at[c] - at[b]);
      if (turn <= 0) {
        return false;
      }
    }
    return width() > 1.1 * height() && height() > 6;
  }
}
