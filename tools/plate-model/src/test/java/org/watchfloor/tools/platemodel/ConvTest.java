package org.watchfloor.tools.platemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConvTest {
  private static final int HEIGHT = 9;
  private static final int WIDTH = 35;
  private static final int BATCH = 3;

  /** The loss is the sum of the outputs, each by a weight of its own. */
  private static double loss(Conv conv, float[] x, float[] weights) {
    float[] y = forward(conv, x);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * weights[i % weights.length];
    }
    return sum;
  }

  private static Pictures pictures(float[] px, int channels, int height, int width) {
    return Pictures.of(px, channels, BATCH, height, width);
  }

  private static float[] forward(Conv conv, float[] x) {
    Conv.Shape s = conv.shape;
    Pictures in = pictures(x, s.in(), HEIGHT, WIDTH);
    Rows first = conv.input(BATCH, HEIGHT, WIDTH);
    for (int i = 0; i < s.in() * HEIGHT; i++) {
      first.take(i / HEIGHT, i % HEIGHT, x, in.at(i / HEIGHT, 0, i % HEIGHT), in.pitch);
    }
    int h = s.outHeight(HEIGHT);
    int w = s.outWidth(WIDTH);
    Pictures y = pictures(new float[s.out() * BATCH * h * w], s.out(), h, w);
    conv.forward(y, true);
    return y.px;
  }

  private static float[] backward(Conv conv, float[] dy) {
    Conv.Shape s = conv.shape;
    Rows last = conv.backward(pictures(dy, s.out(), s.outHeight(HEIGHT), s.outWidth(WIDTH)), true);
    float[] dx = new float[s.in() * BATCH * HEIGHT * WIDTH];
    Arrays.fill(dx, 7);
    Pictures to = pictures(dx, s.in(), HEIGHT, WIDTH);
    for (int i = 0; i < s.in() * HEIGHT; i++) {
      last.give(i / HEIGHT, i % HEIGHT, dx, to.at(i / HEIGHT, 0, i % HEIGHT), to.pitch);
    }
    return dx;
  }

  @Test
  void theGradientIsTheSlope() {
    for (boolean last : new boolean[] {false, true}) {
      Random random = new Random(5);
      Conv conv = new Conv(new Conv.Shape(2, 5, 3, 3, 2, 1, 1, 2, 2, last), random);
      float[] x = numbers(2 * BATCH * HEIGHT * WIDTH, random);
      int count = forward(conv, x).length;
      float[] weights = numbers(count, random);
      float[] dx = backward(conv, weights);
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

  /** Steps, padding and dilation that divide evenly and that do not, all of the nets among them. */
  private static final Conv.Shape[] SHAPES = {
    new Conv.Shape(1, 8, 3, 3, 2, 2, 1, 1, 1, true),
    new Conv.Shape(5, 9, 3, 3, 1, 1, 1, 1, 1, true),
    new Conv.Shape(4, 4, 3, 3, 1, 1, 2, 2, 2, true),
    new Conv.Shape(4, 8, 3, 3, 1, 1, 4, 4, 4, true),
    new Conv.Shape(3, 7, 3, 3, 2, 1, 1, 1, 1, true),
    new Conv.Shape(2, 5, 3, 3, 2, 1, 1, 2, 2, true),
    new Conv.Shape(2, 3, 9, 3, 1, 1, 0, 1, 1, true),
    new Conv.Shape(3, 6, 9, WIDTH, 1, 1, 0, 0, 1, true),
    new Conv.Shape(6, 37, 1, 1, 1, 1, 0, 0, 1, true),
    new Conv.Shape(2, 4, 2, 5, 3, 4, 0, 3, 1, true),
    new Conv.Shape(2, 4, 1, 2, 2, 3, 1, 0, 1, true),
  };

  /** Twice: what the first batch left in the gaps is not seen by the second. */
  @Test
  void isTheSumOverEachTapAndSoAreItsGradients() {
    for (Conv.Shape shape : SHAPES) {
      Random random = new Random(2);
      Conv conv = new Conv(shape, random);
      int oh = shape.outHeight(HEIGHT);
      int ow = shape.outWidth(WIDTH);
      for (int batch = 0; batch < 2; batch++) {
        float[] x = numbers(shape.in() * BATCH * HEIGHT * WIDTH, random);
        float[] dy = numbers(shape.out() * BATCH * oh * ow, random);
        Arrays.fill(conv.kernel.gradient, 0);
        float[] y = forward(conv, x);
        float[] dx = backward(conv, dy);
        float[] wantedY = new float[y.length];
        float[] wantedX = new float[dx.length];
        float[] wantedKernel = new float[conv.kernel.value.length];
        for (int i = 0; i < y.length * shape.taps(); i++) {
          int at = i / shape.taps();
          int tap = i % shape.taps();
          int b = at / (oh * ow) % BATCH;
          int kx = tap % shape.kw();
          int ky = tap / shape.kw() % shape.kh();
          int iy = at / ow % oh * shape.sh() - shape.ph() + ky * shape.dilation();
          int ix = at % ow * shape.sw() - shape.pw() + kx * shape.dilation();
          if (iy >= 0 && iy < HEIGHT && ix >= 0 && ix < WIDTH) {
            int c = tap / (shape.kw() * shape.kh());
            int from = ((c * BATCH + b) * HEIGHT + iy) * WIDTH + ix;
            int weight = at / (BATCH * oh * ow) * shape.taps() + tap;
            wantedY[at] += x[from] * conv.kernel.value[weight];
            wantedX[from] += dy[at] * conv.kernel.value[weight];
            wantedKernel[weight] += dy[at] * x[from];
          }
        }
        assertThat(y).as("output of %s", shape).containsExactly(wantedY, within(1e-4f));
        assertThat(dx).as("input's gradient of %s", shape).containsExactly(wantedX, within(1e-4f));
        assertThat(conv.kernel.gradient)
            .as("kernel's gradient of %s", shape)
            .containsExactly(wantedKernel, within(1e-3f));
      }
    }
  }
}
