package org.watchfloor.plugin.plate.opencv.internal.reading;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A grey picture, 0 black to 1 white, at full size and halves of it. Holds native memory until it
 * is closed; for one thread.
 */
final class Pyramid implements AutoCloseable {
  /** Longer side of the first level; a larger picture is made smaller. */
  private static final int LARGEST = 1280;

  /** Shorter side of the last level. */
  private static final int SMALLEST = 72;

  private final List<Level> levels = new ArrayList<>();

  /**
   * @param picture 32 bit floats
   * @param scale its pixels for each of the picture given
   */
  record Level(Mat picture, double scale) {}

  /**
   * @param gray eight bits, stays the caller's
   */
  Pyramid(Mat gray) {
    Mat first = new Mat();
    gray.convertTo(first, CvType.CV_32F, 1 / 255.0);
    double scale = Math.min(1, (double) LARGEST / Math.max(gray.cols(), gray.rows()));
    if (scale < 1) {
      Mat small = new Mat();
      Imgproc.resize(first, small, new Size(), scale, scale, Imgproc.INTER_AREA);
      first.release();
      first = small;
    }
    levels.add(new Level(first, scale));
    Mat last = first;
    while (Math.min(last.cols(), last.rows()) / 2 >= SMALLEST) {
      Mat half = new Mat();
      Imgproc.resize(last, half, new Size(), 0.5, 0.5, Imgproc.INTER_AREA);
      scale /= 2;
      levels.add(new Level(half, scale));
      last = half;
    }
  }

  List<Level> levels() {
    return levels;
  }

  /** The smallest level at which something of that width still has so many pixels. */
  Level levelFor(double width, double pixels) {
    Level best = levels.get(0);
    for (Level level : levels) {
      if (width * level.scale >= pixels) {
        best = level;
      }
    }
    return best;
  }

  @Override
  public void close() {
    levels.forEach(level -> level.picture.release());
  }
}
