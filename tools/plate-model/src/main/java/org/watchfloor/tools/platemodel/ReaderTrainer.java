package org.watchfloor.tools.platemodel;

import java.util.Random;

/**
 * Trains the net that reads the characters of a rectified strip, column by column. For one thread.
 */
final class ReaderTrainer {
  static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static final int CLASSES = ALPHABET.length() + 1;
  static final int COLUMNS = StripPainter.WIDTH / 4;
  private static final int BATCH = 16;
  private static final int PIXELS = StripPainter.WIDTH * StripPainter.HEIGHT;

  final Net net;

  ReaderTrainer(long seed) {
    net =
        new Net(
            seed,
            new Conv.Shape(1, 12, 3, 3, 2, 2, 1, 1, 1, false),
            new Conv.Shape(12, 24, 3, 3, 2, 1, 1, 1, 1, false),
            new Conv.Shape(24, 40, 3, 3, 2, 2, 1, 1, 1, false),
            new Conv.Shape(40, 96, 5, 3, 1, 1, 0, 1, 1, false),
            new Conv.Shape(96, 64, 1, 3, 1, 1, 0, 1, 1, false),
            new Conv.Shape(64, CLASSES, 1, 1, 1, 1, 0, 0, 1, true));
  }

  /** Learns from that many cuts; the first part of them with the places of the characters. */
  void train(StripPainter painter, StripPainter.Photo[] photos, int seen, Random random) {
    int steps = seen / BATCH;
    for (int step = 0; step < steps; step++) {
      StripPainter.Strip[] batch = new StripPainter.Strip[BATCH];
      for (int i = 0; i < BATCH; i++) {
        batch[i] = painter.strip(photos[random.nextInt(photos.length)]);
      }
      double done = (double) step / steps;
      double rate = 4e-3 * Math.min(1, step / 30.0) * (0.5 + 0.5 * Math.cos(Math.PI * done));
      double loss = step(batch, (float) rate, done < 0.35);
      if (step % 50 == 0) {
        System.err.printf("reader %d loss %.3f%n", step, loss);
      }
    }
  }

  private double step(StripPainter.Strip[] batch, float rate, boolean places) {
    float[] x = new float[BATCH * PIXELS];
    for (int b = 0; b < BATCH; b++) {
      System.arraycopy(batch[b].px(), 0, x, b * PIXELS, PIXELS);
    }
    float[] y = net.forward(x, BATCH, StripPainter.HEIGHT, StripPainter.WIDTH, true);
    float[] gradient = new float[y.length];
    double loss = 0;
    float[] one = new float[CLASSES * COLUMNS];
    float[] grad = new float[one.length];
    for (int b = 0; b < BATCH; b++) {
      for (int c = 0; c < CLASSES; c++) {
        System.arraycopy(y, (c * BATCH + b) * COLUMNS, one, c * COLUMNS, COLUMNS);
      }
      loss += places ? Columns.loss(one, grad, batch[b]) : ctc(one, grad, batch[b]);
      for (int c = 0; c < CLASSES; c++) {
        System.arraycopy(grad, c * COLUMNS, gradient, (c * BATCH + b) * COLUMNS, COLUMNS);
      }
    }
    net.backward(gradient, rate);
    return loss / BATCH;
  }

  private static double ctc(float[] one, float[] grad, StripPainter.Strip strip) {
    return Ctc.loss(one, grad, 0, CLASSES, COLUMNS, classes(strip.text()), 1f / BATCH);
  }

  static int[] classes(String text) {
    return text.chars().map(c -> ALPHABET.indexOf(c) + 1).toArray();
  }

  /** What the columns say at first sight: the best class of each, runs and nothing left out. */
  String read(float[] px) {
    float[] y = net.forward(px, 1, StripPainter.HEIGHT, StripPainter.WIDTH, false);
    StringBuilder text = new StringBuilder();
    int before = 0;
    for (int t = 0; t < COLUMNS; t++) {
      int best = 0;
      for (int c = 1; c < CLASSES; c++) {
        if (y[c * COLUMNS + t] > y[best * COLUMNS + t]) {
          best = c;
        }
      }
      if (best != 0 && best != before) {
        text.append(ALPHABET.charAt(best - 1));
      }
      before = best;
    }
    return text.toString();
  }
}
