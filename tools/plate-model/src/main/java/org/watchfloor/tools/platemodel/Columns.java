package org.watchfloor.tools.platemodel;

import java.util.Arrays;

/**
 * The loss of columns against the places of the characters: a column at a character's middle is
 * that character, one between two is nothing, those at the rim count for neither. Stateless.
 */
final class Columns {
  private static final int UNKNOWN = -1;

  private Columns() {}

  static double loss(float[] logits, float[] grad, StripPainter.Strip strip) {
    int columns = ReaderTrainer.COLUMNS;
    int classes = ReaderTrainer.CLASSES;
    int[] wanted = wanted(strip, columns);
    double loss = 0;
    for (int t = 0; t < columns; t++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        max = Math.max(max, logits[c * columns + t]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(logits[c * columns + t] - max);
      }
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(logits[c * columns + t] - max) / sum;
        boolean right = wanted[t] == c;
        grad[c * columns + t] =
            wanted[t] == UNKNOWN ? 0 : (float) (p - (right ? 1 : 0)) / ReaderTrainer.CLASSES;
        loss -= right ? Math.log(Math.max(1e-9, p)) : 0;
      }
    }
    return loss;
  }

  private static int[] wanted(StripPainter.Strip strip, int columns) {
    int[] wanted = new int[columns];
    int[] text = ReaderTrainer.classes(strip.text());
    double[] at = strip.centers();
    for (int i = 0; i < text.length; i++) {
      double center = at[i] * columns - 0.5;
      double pitch =
          Math.min(
              i > 0 ? (at[i] - at[i - 1]) * columns : 4,
              i + 1 < at.length ? (at[i + 1] - at[i]) * columns : 4);
      int low = Math.max(0, (int) Math.ceil(center - pitch * 0.42));
      int high = Math.min(columns - 1, (int) Math.floor(center + pitch * 0.42));
      if (low <= high) {
        Arrays.fill(wanted, low, high + 1, UNKNOWN);
      }
      int middle = (int) Math.round(center);
      for (int t = middle - 1; t <= middle + 1; t++) {
        if (t >= 0 && t < columns && (t == middle || Math.abs(t - center) < pitch * 0.25)) {
          wanted[t] = text[i];
        }
      }
    }
    return wanted;
  }
}
