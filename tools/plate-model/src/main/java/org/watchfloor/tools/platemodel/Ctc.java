package org.watchfloor.tools.platemodel;

import java.util.Arrays;

/**
 * The loss of a sequence of columns against a text, and its gradient: connectionist temporal
 * classification (Graves and others, ICML 2006), in the logarithmic domain. Class 0 is "nothing".
 * Stateless.
 */
final class Ctc {
  private static final double NEVER = -1e30;

  private Ctc() {}

  /**
   * @param logits class by column: {@code logits[offset + c * columns + t]}
   * @param grad at the same places, gets the gradient times {@code scale}
   * @return the loss, unscaled
   */
  static double loss(
      float[] logits, float[] grad, int offset, int classes, int columns, int[] text, float scale) {
    double[][] log = logSoftmax(logits, offset, classes, columns);
    int states = 2 * text.length + 1;
    int[] label = new int[states];
    for (int i = 0; i < text.length; i++) {
      label[2 * i + 1] = text[i];
    }
    double[][] alpha = forward(log, label);
    double[][] beta = backward(log, label);
    double total = alpha[columns - 1][states - 1];
    if (states > 1) {
      total = add(total, alpha[columns - 1][states - 2]);
    }
    for (int t = 0; t < columns; t++) {
      double[] seen = new double[classes];
      Arrays.fill(seen, NEVER);
      for (int s = 0; s < states; s++) {
        seen[label[s]] = add(seen[label[s]], alpha[t][s] + beta[t][s] - log[t][label[s]]);
      }
      for (int c = 0; c < classes; c++) {
        double should = Math.exp(seen[c] - total);
        grad[offset + c * columns + t] = (float) ((Math.exp(log[t][c]) - should) * scale);
      }
    }
    return -total;
  }

  private static double[][] logSoftmax(float[] logits, int offset, int classes, int columns) {
    double[][] log = new double[columns][classes];
    for (int t = 0; t < columns; t++) {
      double max = NEVER;
      for (int c = 0; c < classes; c++) {
        max = Math.max(max, logits[offset + c * columns + t]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(logits[offset + c * columns + t] - max);
      }
      for (int c = 0; c < classes; c++) {
        log[t][c] = logits[offset + c * columns + t] - max - Math.log(sum);
      }
    }
    return log;
  }

  private static double[][] forward(double[][] log, int[] label) {
    double[][] a = new double[log.length][label.length];
    for (double[] row : a) {
      Arrays.fill(row, NEVER);
    }
    a[0][0] = log[0][0];
    if (label.length > 1) {
      a[0][1] = log[0][label[1]];
    }
    for (int t = 1; t < log.length; t++) {
      for (int s = 0; s < label.length; s++) {
        double v = a[t - 1][s];
        if (s > 0) {
          v = add(v, a[t - 1][s - 1]);
        }
        if (s > 1 && label[s] != 0 && label[s] != label[s - 2]) {
          v = add(v, a[t - 1][s - 2]);
        }
        a[t][s] = v + log[t][label[s]];
      }
    }
    return a;
  }

  private static double[][] backward(double[][] log, int[] label) {
    int last = log.length - 1;
    int n = label.length;
    double[][] b = new double[log.length][n];
    for (double[] row : b) {
      Arrays.fill(row, NEVER);
    }
    b[last][n - 1] = log[last][label[n - 1]];
    if (n > 1) {
      b[last][n - 2] = log[last][label[n - 2]];
    }
    for (int t = last - 1; t >= 0; t--) {
      for (int s = 0; s < n; s++) {
        double v = b[t + 1][s];
        if (s + 1 < n) {
          v = add(v, b[t + 1][s + 1]);
        }
        if (s + 2 < n && label[s] != 0 && label[s] != label[s + 2]) {
          v = add(v, b[t + 1][s + 2]);
        }
        b[t][s] = v + log[t][label[s]];
      }
    }
    return b;
  }

  private static double add(double a, double b) {
    double high = Math.max(a, b);
    double low = Math.min(a, b);
    return low <= NEVER / 2 ? high : high + Math.log1p(Math.exp(low - high));
  }
}
