package org.watchfloor.tools.platemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CtcTest {
  private static final int CLASSES = 3;
  private static final int COLUMNS = 5;

  /** Adds up every way to write the text. */
  private static double byAllWays(float[] logits, int[] text) {
    double sum = 0;
    for (int way = 0; way < Math.pow(CLASSES, COLUMNS); way++) {
      StringBuilder written = new StringBuilder();
      double p = 1;
      int before = 0;
      for (int t = 0, rest = way; t < COLUMNS; t++, rest /= CLASSES) {
        int c = rest % CLASSES;
        double all = 0;
        for (int k = 0; k < CLASSES; k++) {
          all += Math.exp(logits[k * COLUMNS + t]);
        }
        p *= Math.exp(logits[c * COLUMNS + t]) / all;
        if (c != 0 && c != before) {
          written.append(c);
        }
        before = c;
      }
      StringBuilder wanted = new StringBuilder();
      for (int c : text) {
        wanted.append(c);
      }
      sum += written.toString().equals(wanted.toString()) ? p : 0;
    }
    return -Math.log(sum);
  }

  @Test
  void isTheSumOverAllWaysAndItsGradientTheSlope() {
    Random random = new Random(3);
    for (int[] text : new int[][] {{}, {1}, {1, 2}, {2, 2}, {1, 1, 2}}) {
      float[] logits = new float[CLASSES * COLUMNS];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) random.nextGaussian();
      }
      float[] grad = new float[logits.length];
      double loss = Ctc.loss(logits, grad, 0, CLASSES, COLUMNS, text, 1);
      assertThat(loss).isCloseTo(byAllWays(logits, text), within(1e-6));
      for (int i = 0; i < logits.length; i++) {
        float was = logits[i];
        logits[i] = was + 1e-2f;
        double high = byAllWays(logits, text);
        logits[i] = was - 1e-2f;
        double low = byAllWays(logits, text);
        logits[i] = was;
        assertThat((double) grad[i]).isCloseTo((high - low) / 2e-2, within(1e-3));
      }
    }
  }
}
