package org.watchfloor.tools.platemodel;

import java.util.Arrays;
import java.util.Random;

/**
 * Trains the net that corrects the corners of a plate, as the finder gives them roughly. For one
 * thread.
 */
final class CornerTrainer {
  static final int WIDTH = 96;
  static final int HEIGHT = 48;

  /** What is cut out is larger than the rough plate by these factors. */
  static final double ACROSS = 1.35;

  static final double HIGH = 1.6;

  /** The net tells how far a corner is from that of the cut, in this part of the cut's size. */
  static final double UNIT = 0.25;

  private static final int BATCH = 32;
  private static final int NUMBERS = 8;

  final Net net;
  private final Random random;

  CornerTrainer(long seed) {
    random = new Random(seed);
    net =
        new Net(
            seed,
            Conv.Shape.of(1, 12, 3, 2, 1),
            Conv.Shape.of(12, 24, 3, 2, 1),
            Conv.Shape.of(24, 32, 3, 2, 1),
            Conv.Shape.of(32, 32, 3, 1, 1),
            new Conv.Shape(32, 64, 6, 12, 1, 1, 0, 0, 1, false),
            new Conv.Shape(64, NUMBERS, 1, 1, 1, 1, 0, 0, 1, true));
  }

  void train(StripPainter.Photo[] photos, int seen) {
    StripPainter.Photo[] some =
        Arrays.stream(photos)
            .filter(photo -> !photo.text().isEmpty())
            .toArray(StripPainter.Photo[]::new);
    int steps = seen / BATCH;
    for (int step = 0; step < steps; step++) {
      double rate =
          4e-3 * Math.min(1, step / 20.0) * (0.5 + 0.5 * Math.cos(Math.PI * step / steps));
      double loss = step(some, (float) rate);
      if (step % 50 == 0) {
        System.err.printf("corners %d loss %.4f%n", step, loss);
      }
    }
  }

  private double step(StripPainter.Photo[] photos, float rate) {
    float[] x = new float[BATCH * WIDTH * HEIGHT];
    double[][] wanted = new double[BATCH][];
    for (int b = 0; b < BATCH; b++) {
      StripPainter.Photo photo = photos[random.nextInt(photos.length)];
      double[] quad = photo.quad();
      double[] cut = rough(quad);
      float[] px = StripPainter.cut(photo.stored(), cut, WIDTH, HEIGHT);
      System.arraycopy(px, 0, x, b * px.length, px.length);
      wanted[b] = wanted(quad, cut);
    }
    float[] y = net.forward(x, BATCH, HEIGHT, WIDTH, true);
    float[] grad = new float[y.length];
    double loss = 0;
    for (int b = 0; b < BATCH; b++) {
      for (int i = 0; i < NUMBERS; i++) {
        double off = y[i * BATCH + b] - wanted[b][i];
        double bounded = Math.max(-0.1, Math.min(0.1, off));
        grad[i * BATCH + b] = (float) (bounded * 10 / BATCH);
        loss += Math.abs(off) / NUMBERS / BATCH;
      }
    }
    net.backward(grad, rate);
    return loss;
  }

  private static double[] wanted(double[] quad, double[] cut) {
    Homography inCut = Homography.toQuad(cut).inverse();
    double[] wanted = new double[NUMBERS];
    for (int i = 0; i < 4; i++) {
      double u = inCut.x(quad[2 * i], quad[2 * i + 1]);
      double v = inCut.y(quad[2 * i], quad[2 * i + 1]);
      wanted[2 * i] = bounded((u - (i == 1 || i == 2 ? 1 : 0)) / UNIT);
      wanted[2 * i + 1] = bounded((v - (i >= 2 ? 1 : 0)) / UNIT);
    }
    return wanted;
  }

  private static double bounded(double v) {
    return Math.max(-2.5, Math.min(2.5, v));
  }

  /** As the finder errs, and then larger. */
  private double[] rough(double[] quad) {
    double w = Math.hypot(quad[2] - quad[0], quad[3] - quad[1]);
    double h = Math.hypot(quad[6] - quad[0], quad[7] - quad[1]);
    double cx = (quad[0] + quad[2] + quad[4] + quad[6]) / 4 + random.nextGaussian() * 0.08 * w;
    double cy = (quad[1] + quad[3] + quad[5] + quad[7]) / 4 + random.nextGaussian() * 0.16 * h;
    // the second time it is asked, the errors are small
    double much = random.nextInt(3) == 0 ? 0.3 : 1;
    double sx = Math.exp(random.nextGaussian() * 0.21 * much) * ACROSS;
    double sy = Math.exp(random.nextGaussian() * 0.2 * much) * HIGH;
    double mx = (quad[0] + quad[2] + quad[4] + quad[6]) / 4;
    double my = (quad[1] + quad[3] + quad[5] + quad[7]) / 4;
    double ax = mx + (cx - mx) * much;
    double ay = my + (cy - my) * much;
    // along the plate and across it
    double rx = (quad[2] + quad[4] - quad[0] - quad[6]) / 4;
    double ry = (quad[3] + quad[5] - quad[1] - quad[7]) / 4;
    double dx = (quad[6] + quad[4] - quad[0] - quad[2]) / 4;
    double dy = (quad[7] + quad[5] - quad[1] - quad[3]) / 4;
    double[] out = new double[NUMBERS];
    for (int i = 0; i < 4; i++) {
      int side = i == 1 || i == 2 ? 1 : -1;
      int low = i >= 2 ? 1 : -1;
      double ex = random.nextGaussian() * 0.02 * w * much;
      double ey = random.nextGaussian() * 0.07 * h * much;
      out[2 * i] = ax + side * rx * sx + low * dx * sy + ex;
      out[2 * i + 1] = ay + side * ry * sx + low * dy * sy + ey;
    }
    return out;
  }
}
