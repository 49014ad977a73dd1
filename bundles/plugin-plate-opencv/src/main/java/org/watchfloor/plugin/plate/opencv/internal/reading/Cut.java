package org.watchfloor.plugin.plate.opencv.internal.reading;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Makes a part of a picture flat and upright. Stateless. */
final class Cut {
  private Cut() {}

  /** As the nets were trained: even samples within the corners, mean 0, deviation 1. */
  static Mat of(Pyramid pyramid, Quad quad, int width, int height) {
    Pyramid.Level level = pyramid.levelFor(quad.width(), width);
    double[] at = quad.scaled(level.scale()).at();
    Point[] from = new Point[4];
    for (int i = 0; i < 4; i++) {
      from[i] = new Point(at[2 * i] - 0.5, at[2 * i + 1] - 0.5);
    }
    double right = width - 0.5;
    double low = height - 0.5;
    MatOfPoint2f corners = new MatOfPoint2f(from);
    MatOfPoint2f flat =
        new MatOfPoint2f(
            new Point(-0.5, -0.5),
            new Point(right, -0.5),
            new Point(right, low),
            new Point(-0.5, low));
    Mat transform = Imgproc.getPerspectiveTransform(corners, flat);
    Mat strip = new Mat();
    Imgproc.warpPerspective(
        level.picture(),
        strip,
        transform,
        new Size(width, height),
        Imgproc.INTER_LINEAR,
        Core.BORDER_REPLICATE,
        Scalar.all(0));
    transform.release();
    corners.release();
    flat.release();
    normalize(strip);
    return strip;
  }

  private static void normalize(Mat strip) {
    MatOfDouble mean = new MatOfDouble();
    MatOfDouble deviation = new MatOfDouble();
    Core.meanStdDev(strip, mean, deviation);
    double m = mean.get(0, 0)[0];
    double d = deviation.get(0, 0)[0] + 0.01;
    strip.convertTo(strip, CvType.CV_32F, 1 / d, -m / d);
    mean.release();
    deviation.release();
  }
}
