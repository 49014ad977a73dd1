package org.watchfloor.tools.platemodel;

/**
 * Maps the unit square to four corners (top left, top right, bottom right, bottom left) and back.
 * Immutable. Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), 2.2.3.
 */
public final class Homography {
  private final double[] m;

  private Homography(double[] m) {
    this.m = m;
  }

  /**
   * @param q x and y of each corner, eight numbers
   */
  public static Homography toQuad(double[] q) {
    double dx1 = q[2] - q[4];
    double dx2 = q[6] - q[4];
    double dx3 = q[0] - q[2] + q[4] - q[6];
    double dy1 = q[3] - q[5];
    double dy2 = q[7] - q[5];
    double dy3 = q[1] - q[3] + q[5] - q[7];
    double det = dx1 * dy2 - dx2 * dy1;
    double g = (dx3 * dy2 - dx2 * dy3) / det;
    double h = (dx1 * dy3 - dx3 * dy1) / det;
    return new Homography(
        new double[] {
          q[2] - q[0] + g * q[2],
          q[6] - q[0] + h * q[6],
          q[0],
          q[3] - q[1] + g * q[3],
          q[7] - q[1] + h * q[7],
          q[1],
          g,
          h,
          1
        });
  }

  public Homography inverse() {
    double[] a = m;
    return new Homography(
        new double[] {
          a[4] * a[8] - a[5] * a[7],
          a[2] * a[7] - a[1] * a[8],
          a[1] * a[5] - a[2] * a[4],
          a[5] * a[6] - a[3] * a[8],
          a[0] * a[8] - a[2] * a[6],
          a[2] * a[3] - a[0] * a[5],
          a[3] * a[7] - a[4] * a[6],
          a[1] * a[6] - a[0] * a[7],
          a[0] * a[4] - a[1] * a[3]
        });
  }

  public double x(double u, double v) {
    return (m[0] * u + m[1] * v + m[2]) / (m[6] * u + m[7] * v + m[8]);
  }

  public double y(double u, double v) {
    return (m[3] * u + m[4] * v + m[5]) / (m[6] * u + m[7] * v + m[8]);
  }

  /**
   * {@link #x} and {@link #y} of points in a row at the same height.
   *
   * @param us of each point
   * @param xs gets as many, {@code ys} too
   */
  void row(double[] us, double v, double[] xs, double[] ys) {
    double x = m[1] * v + m[2];
    double y = m[4] * v + m[5];
    double d = m[7] * v + m[8];
    for (int i = 0; i < us.length; i++) {
      double u = us[i];
      double by = 1 / (m[6] * u + d);
      xs[i] = (m[0] * u + x) * by;
      ys[i] = (m[3] * u + y) * by;
    }
  }
}
