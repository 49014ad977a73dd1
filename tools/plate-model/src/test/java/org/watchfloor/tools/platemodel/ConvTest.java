package org.watchfloor.tools.platemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConvTest {
  private static final int HEIGHT = 9;
  private static final int WIDTH = 11;
  private static final int BATCH = 3;

  /** The loss is the sum of the outputs, each by a weight of its own. */
  private static double loss(Conv conv, float[] x, float[] weights) {
    float[] y = conv.forward(x, BATCH, HEIGHT, WIDTH, true);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * weights[i % weights.length];
    }
    return sum;
  }

  @Test
  void theGradientIsTheSlope() {
    for (boolean last : new boolean[] {false, true}) {
      Random random = new Random(5);
      Conv conv = new Conv(new Conv.Shape(2, 5, 3, 3, 2, 1, 1, 2, 2, last), random);
      float[] x = numbers(2 * BATCH * HEIGHT * WIDTH, random);
      int count = conv.forward(x, BATCH, HEIGHT, WIDTH, true).length;
      float[] weights = numbers(count, random);
      float[] dx = conv.backward(weights.clone(), false);
      // where an output is just about zero, the slope from both sides is of two slopes
      int wrong = 0;
      for (int i = 0; i < 20; i++) {
        int at = random.nextInt(x.length);
        wrong += Math.abs(dx[at] - slope(conv, x, weights, x, at)) > 0.05 ? 1 : 0;
        int k = random.nextInt(conv.kernel.value.length);
        double slope = slope(conv, x, weights, conv.kernel.value, k);
        wrong += Math.abs(conv.kernel.gradient[k] - slope) > 0.2 ? 1 : 0;
      }
      assertThat(wrong).isLessThanOrEqualTo(3);
    }
  }

  private static double slope(Conv conv, float[] x, float[] weights, float[] of, int at) {
    float was = of[at];
    float step = 5e-4f;
    of[at] = was + step;
    double high = loss(conv, x, weights);
    of[at] = was - step;
    double low = loss(conv, x, weights);
    of[at] = was;
    return (high - low) / (2 * step);
  }

  private static float[] numbers(int count, Random random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void productsAreRightAlsoWhereNothingDividesEvenly() {
    Random random = new Random(1);
    int m = 7;
    int k = 13;
    int n = 21;
    float[] a = numbers(m * k, random);
    float[] b = numbers(k * n, random);
    float[] c = new float[m * n];
    Matrix.product(c, a, b, m, k, n);
    float[] back = new float[m * k];
    Matrix.addProductOfRows(back, c, b, m, k, n);
    for (int row = 0; row < m; row++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int r = 0; r < k; r++) {
          sum += a[row * k + r] * b[r * n + j];
        }
        assertThat((double) c[row * n + j]).isCloseTo(sum, within(1e-4));
      }
      for (int r = 0; r < k; r++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += c[row * n + j] * b[r * n + j];
        }
        assertThat((double) back[row * k + r]).isCloseTo(sum, within(1e-3));
      }
    }
  }
}
