package org.watchfloor.tools.platemodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Trains the net that finds plates: for every eighth pixel each way whether it is the middle of a
 * plate, and where the plate's corners are. For one thread.
 */
final class FinderTrainer {
  static final int STEP = 8;

  /** Corners are told in these pixels from the cell's middle. */
  static final double UNIT = 32;

  /** Of the square that light is measured in. */
  private static final int RADIUS = 12;

  static final int WIDTH = 192;
  static final int HEIGHT = 128;
  static final double NARROW = 34;
  static final double WIDE = 84;
  private static final int BATCH = 8;
  private static final int ACROSS = WIDTH / STEP;
  private static final int CELLS = ACROSS * (HEIGHT / STEP);
  private static final int OUT = 9;

  final Net net;

  FinderTrainer(long seed) {
    net =
        new Net(
            seed,
            Conv.Shape.of(1, 8, 3, 2, 1),
            Conv.Shape.of(8, 16, 3, 2, 1),
            Conv.Shape.of(16, 24, 3, 2, 1),
            Conv.Shape.of(24, 24, 3, 1, 1),
            Conv.Shape.of(24, 24, 3, 1, 2),
            Conv.Shape.of(24, 24, 3, 1, 4),
            new Conv.Shape(24, OUT, 1, 1, 1, 1, 0, 0, 1, true));
  }

  void train(ScenePainter.Scene[] scenes, int seen, Random random) {
    float[][] flat = new float[scenes.length][];
    for (int i = 0; i < scenes.length; i++) {
      flat[i] = scenes[i].image().flattened(RADIUS).px;
    }
    int steps = seen / BATCH;
    for (int step = 0; step < steps; step++) {
      ScenePainter.Scene[] batch = new ScenePainter.Scene[BATCH];
      float[] x = new float[BATCH * WIDTH * HEIGHT];
      for (int b = 0; b < BATCH; b++) {
        int which = random.nextInt(scenes.length);
        boolean mirrored = random.nextBoolean();
        batch[b] = mirrored ? mirrored(scenes[which]) : scenes[which];
        copy(flat[which], x, b * WIDTH * HEIGHT, mirrored);
      }
      double rate =
          4e-3 * Math.min(1, step / 30.0) * (0.5 + 0.5 * Math.cos(Math.PI * step / steps));
      double loss = step(x, batch, (float) rate);
      if (step % 50 == 0) {
        System.err.printf("finder %d loss %.3f%n", step, loss);
      }
    }
  }

  private static void copy(float[] from, float[] to, int at, boolean mirrored) {
    if (!mirrored) {
      System.arraycopy(from, 0, to, at, from.length);
      return;
    }
    for (int row = 0; row < from.length; row += WIDTH) {
      for (int i = 0; i < WIDTH; i++) {
        to[at + row + i] = from[row + WIDTH - 1 - i];
      }
    }
  }

  /** A plate in a mirror is as easy to find, and another one to learn from. */
  private static ScenePainter.Scene mirrored(ScenePainter.Scene scene) {
    List<ScenePainter.Placed> plates = new ArrayList<>();
    for (ScenePainter.Placed placed : scene.plates()) {
      double[] q = placed.quad();
      double[] quad = {
        WIDTH - q[2], q[3], WIDTH - q[0], q[1], WIDTH - q[6], q[7], WIDTH - q[4], q[5]
      };
      plates.add(new ScenePainter.Placed(quad, placed.text(), placed.region()));
    }
    return new ScenePainter.Scene(scene.image(), plates);
  }

  private double step(float[] x, ScenePainter.Scene[] batch, float rate) {
    float[] y = net.forward(x, BATCH, HEIGHT, WIDTH, true);
    float[] grad = new float[y.length];
    int positive = 1;
    double loss = 0;
    for (int b = 0; b < BATCH; b++) {
      for (int cell = 0; cell < CELLS; cell++) {
        double cx = cell % ACROSS * STEP + STEP / 2.0;
        double cy = cell / ACROSS * STEP + STEP / 2.0;
        int label = 0;
        double[] quad = null;
        for (ScenePainter.Placed placed : batch[b].plates()) {
          int is = Label.of(placed.quad(), cx, cy);
          if (is != 0) {
            label = is;
            quad = placed.quad();
          }
        }
        int at = b * CELLS + cell;
        if (label >= 0) {
          loss += judge(y, grad, at, label);
        }
        if (label > 0 && quad != null) {
          positive++;
          loss += corners(y, grad, at, quad, cx, cy);
        }
      }
    }
    float scale = 1f / positive;
    for (int i = 0; i < grad.length; i++) {
      grad[i] *= scale;
    }
    net.backward(grad, rate);
    return loss * scale;
  }

  /** The easy ones count little (Lin and others, focal loss, ICCV 2017). */
  private static double judge(float[] y, float[] grad, int at, int label) {
    double p = 1 / (1 + Math.exp(-y[at]));
    double wrong = label == 1 ? 1 - p : p;
    double weight = wrong * wrong * (label == 1 ? 1 : 2);
    grad[at] = (float) (weight * (p - label));
    return -weight * Math.log(Math.max(1e-9, 1 - wrong));
  }

  private static double corners(
      float[] y, float[] grad, int at, double[] quad, double cx, double cy) {
    double loss = 0;
    for (int i = 0; i < 8; i++) {
      int o = (i + 1) * BATCH * CELLS + at;
      double off = y[o] - (quad[i] - (i % 2 == 0 ? cx : cy)) / UNIT;
      double bounded = Math.max(-0.2, Math.min(0.2, off));
      grad[o] = (float) (bounded * 2);
      loss += Math.abs(bounded) * Math.abs(off);
    }
    return loss;
  }

  /** Whether a point is in the middle of a plate. */
  private static final class Label {
    static int of(double[] quad, double x, double y) {
      double w = Math.max(quad[2], quad[4]) - Math.min(quad[0], quad[6]);
      double h = Math.max(quad[5], quad[7]) - Math.min(quad[1], quad[3]);
      double mx = (quad[0] + quad[2] + quad[4] + quad[6]) / 4;
      double my = (quad[1] + quad[3] + quad[5] + quad[7]) / 4;
      if (Math.abs(x - mx) <= STEP / 2.0 && Math.abs(y - my) <= STEP / 2.0) {
        return 1;
      }
      if (Math.abs(x - mx) > w || Math.abs(y - my) > h) {
        return 0;
      }
      Homography at = Homography.toQuad(quad).inverse();
      double u = Math.abs(at.x(x, y) - 0.5);
      double v = Math.abs(at.y(x, y) - 0.5);
      if (u < 0.2 && v < 0.25) {
        return 1;
      }
      return u < 0.55 && v < 0.7 ? -1 : 0;
    }
  }
}
