package org.watchfloor.plugin.plate.opencv.internal.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;
import org.opencv.imgproc.Imgproc;

/**
 * Looks for plates with a net that says of every eighth pixel each way whether it is the middle of
 * one, and where the corners are. For one thread.
 */
final class Finder {
  private static final int STEP = 8;
  private static final int RADIUS = 12;
  private static final double FLOOR = 0.03;
  private static final double UNIT = 32;

  private static final int CELL_NUMBERS = 9;
  private static final double LEAST_CELL = 0.25;

  private final Net net;

  Finder(byte[] model) {
    MatOfByte bytes = new MatOfByte(model);
    net = Dnn.readNetFromONNX(bytes);
    bytes.release();
  }

  /** Best first, at most that many; no two at the same place. */
  List<Region> find(Pyramid pyramid, int most) {
    List<Region> cells = new ArrayList<>();
    for (Pyramid.Level level : pyramid.levels()) {
      look(level.picture(), level.scale(), cells);
    }
    cells.sort(Comparator.comparingDouble(Region::score).reversed());
    List<Region> found = new ArrayList<>();
    boolean[] used = new boolean[cells.size()];
    for (int i = 0; i < cells.size() && found.size() < most; i++) {
      if (!used[i]) {
        Region region = merged(cells, used, i);
        if (region.quad().plausible()) {
          found.add(region);
        }
      }
    }
    return found;
  }

  private void look(Mat picture, double scale, List<Region> cells) {
    Mat even = flattened(picture);
    Mat blob = Dnn.blobFromImage(even);
    even.release();
    net.setInput(blob);
    Mat out = net.forward();
    int rows = out.size(2);
    int columns = out.size(3);
    int count = rows * columns;
    float[] y = new float[CELL_NUMBERS * count];
    Mat flat = out.reshape(1, 1);
    flat.get(0, 0, y);
    flat.release();
    out.release();
    blob.release();
    for (int i = 0; i < count; i++) {
      double score = 1 / (1 + Math.exp(-y[i]));
      if (score >= LEAST_CELL) {
        double cx = i % columns * STEP + STEP / 2.0;
        double cy = (double) (i / columns * STEP) + STEP / 2.0;
        double[] quad = new double[8];
        for (int k = 0; k < 8; k++) {
          double at = y[(k + 1) * count + i] * UNIT + (k % 2 == 0 ? cx : cy);
          quad[k] = at / scale;
        }
        cells.add(new Region(new Quad(quad), score));
      }
    }
  }

  /** With light taken out, as the net was trained: against mean and deviation around each pixel. */
  private static Mat flattened(Mat picture) {
    Size window = new Size(2 * RADIUS + 1, 2 * RADIUS + 1);
    Point middle = new Point(-1, -1);
    Mat mean = new Mat();
    Mat deviation = new Mat();
    Imgproc.boxFilter(picture, mean, CvType.CV_32F, window, middle, true, Core.BORDER_REPLICATE);
    Imgproc.sqrBoxFilter(
        picture, deviation, CvType.CV_32F, window, middle, true, Core.BORDER_REPLICATE);
    Mat square = mean.mul(mean);
    Core.subtract(deviation, square, deviation);
    Core.max(deviation, Scalar.all(0), deviation);
    Core.sqrt(deviation, deviation);
    Core.add(deviation, Scalar.all(FLOOR), deviation);
    Mat flat = new Mat();
    Core.subtract(picture, mean, flat);
    Core.divide(flat, deviation, flat);
    mean.release();
    deviation.release();
    square.release();
    return flat;
  }

  /**
   * The mean of the cells that mean the same plate; those that overlap it otherwise are used up.
   */
  private static Region merged(List<Region> cells, boolean[] used, int first) {
    Quad best = cells.get(first).quad();
    double[] sum = new double[8];
    double weight = 0;
    for (int i = first; i < cells.size(); i++) {
      Region cell = cells.get(i);
      double dx = Math.abs(cell.quad().centerX() - best.centerX());
      double dy = Math.abs(cell.quad().centerY() - best.centerY());
      if (used[i] || dx > best.width() * 0.6 || dy > best.height() * 0.8) {
        continue;
      }
      used[i] = true;
      double ratio = cell.quad().width() / best.width();
      if (dx < best.width() * 0.25 && dy < best.height() * 0.3 && ratio > 0.7 && ratio < 1.4) {
        double w = cell.score() * cell.score();
        for (int k = 0; k < 8; k++) {
          sum[k] += cell.quad().at()[k] * w;
        }
        weight += w;
      }
    }
    for (int k = 0; k < 8; k++) {
      sum[k] /= weight;
    }
    return new Region(new Quad(sum), cells.get(first).score());
  }
}
