package org.watchfloor.tools.platemodel;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A convolution that learns: kernel, normalisation over the batch (Ioffe and Szegedy, ICML 2015)
 * and rectifier, with Adam (Kingma and Ba, ICLR 2015). For one thread.
 */
final class Conv {
  private static final float EPSILON = 1e-3f;

  /**
   * Its shape.
   *
   * @param in channels
   * @param out channels
   * @param kh height of the kernel, {@code kw} its width
   * @param sh step downwards, {@code sw} to the right
   * @param ph zeros above and below, {@code pw} left and right
   * @param dilation distance of the kernel's taps
   * @param last without normalisation and rectifier
   */
  record Shape(
      int in, int out, int kh, int kw, int sh, int sw, int ph, int pw, int dilation, boolean last) {
    static Shape of(int in, int out, int k, int step, int dilation) {
      int pad = dilation * (k / 2);
      return new Shape(in, out, k, k, step, step, pad, pad, dilation, false);
    }

    int outHeight(int h) {
      return (h + 2 * ph - dilation * (kh - 1) - 1) / sh + 1;
    }

    int outWidth(int w) {
      return (w + 2 * pw - dilation * (kw - 1) - 1) / sw + 1;
    }

    int taps() {
      return in * kh * kw;
    }
  }

  final Shape shape;
  final Parameters kernel;
  final Parameters scale;
  final Parameters shift;
  private final float[] mean;
  private final float[] variance;

  private final float[] deviation;

  private @Nullable Taps taps;

  /** What came out before the rectifier, of mean 0 and deviation 1 where it is normalised. */
  private @Nullable Pictures normal;

  private @Nullable Pictures gradient;
  private float[] line = {};

  Conv(Shape shape, Random random) {
    this.shape = shape;
    kernel = new Parameters(shape.out * shape.taps());
    scale = new Parameters(shape.out);
    shift = new Parameters(shape.out);
    mean = new float[shape.out];
    variance = new float[shape.out];
    deviation = new float[shape.out];
    float spread = (float) Math.sqrt((shape.last ? 1.0 : 2.0) / shape.taps());
    for (int i = 0; i < kernel.value.length; i++) {
      kernel.value[i] = (float) random.nextGaussian() * spread;
    }
    Arrays.fill(scale.value, 1);
    Arrays.fill(variance, 1);
  }

  /** Where the input belongs, of which each row is to be given before {@link #forward}. */
  Rows input(int pictures, int height, int width) {
    Taps at = taps;
    if (at == null || !at.fits(pictures, height, width)) {
      // once: to clear memory costs as much as to compute
      at = new Taps(shape, pictures, height, width);
      taps = at;
      Pictures room = at.room();
      normal = room;
      gradient = at.room();
      line = new float[room.row];
    }
    return at;
  }

  void forward(Rows to, boolean train) {
    Pictures y = there(normal);
    there(taps).product(kernel.value, y);
    for (int c = 0; c < shape.out; c++) {
      if (shape.last) {
        Lanes.add(y.px, y.at(c, 0, 0), y.at(c, 0, y.height), shift.value[c]);
        for (int r = 0; r < y.height; r++) {
          to.take(c, r, y.px, y.at(c, 0, r), y.pitch);
        }
      } else {
        normalize(c, y, to, train);
      }
    }
  }

  private static <T> T there(@Nullable T what) {
    return Objects.requireNonNull(what, "there was no input yet");
  }

  private void normalize(int c, Pictures y, Rows to, boolean train) {
    int n = y.count * y.height * y.width;
    float m = mean[c];
    float v = variance[c];
    if (train) {
      y.clearGaps(c);
      int from = y.at(c, 0, 0);
      int end = y.at(c, 0, y.height);
      m = Lanes.sum(y.px, from, end) / n;
      v = Math.max(0, Lanes.dot(y.px, y.px, from, end) / n - m * m);
      mean[c] += 0.05f * (m - mean[c]);
      variance[c] += 0.05f * (v - variance[c]);
    }
    float d = (float) (1 / Math.sqrt(v + EPSILON));
    deviation[c] = d;
    for (int r = 0; r < y.height; r++) {
      Lanes.normalize(y.px, y.at(c, 0, r), line, m, d, scale.value[c], shift.value[c]);
      to.take(c, r, line, 0, y.pitch);
    }
  }

  /**
   * Learns from the gradient of the output.
   *
   * @param input whether the gradient of the input is wanted
   * @return who hands that out
   */
  Rows backward(Rows from, boolean input) {
    Pictures dy = there(gradient);
    for (int c = 0; c < shape.out; c++) {
      for (int r = 0; r < dy.height; r++) {
        from.give(c, r, dy.px, dy.at(c, 0, r), dy.pitch);
      }
      if (shape.last) {
        shift.gradient[c] += Lanes.sum(dy.px, dy.at(c, 0, 0), dy.at(c, 0, dy.height));
      } else {
        denormalize(c, dy);
        dy.clearGaps(c);
      }
    }
    there(taps).addSlopes(kernel.gradient, dy);
    if (input) {
      there(taps).back(kernel.value, dy);
    }
    return there(taps);
  }

  private void denormalize(int c, Pictures dy) {
    int n = dy.count * dy.height * dy.width;
    float[] y = there(normal).px;
    int from = dy.at(c, 0, 0);
    int end = dy.at(c, 0, dy.height);
    Lanes.shut(dy.px, y, from, end, scale.value[c], shift.value[c]);
    float sum = Lanes.sum(dy.px, from, end);
    float along = Lanes.dot(dy.px, y, from, end);
    shift.gradient[c] += sum;
    scale.gradient[c] += along;
    float g = scale.value[c] * deviation[c];
    Lanes.denormalize(dy.px, y, from, end, g, sum / n, along / n);
  }

  void step(float rate) {
    kernel.step(rate, shape.last ? 0 : 1e-4f);
    shift.step(rate, 0);
    if (!shape.last) {
      scale.step(rate, 0);
    }
  }

  /** The kernel with the normalisation in it. */
  float[] foldedKernel() {
    float[] k = kernel.value.clone();
    for (int c = 0; c < shape.out && !shape.last; c++) {
      float f = factor(c);
      for (int i = c * shape.taps(); i < (c + 1) * shape.taps(); i++) {
        k[i] *= f;
      }
    }
    return k;
  }

  float[] foldedShift() {
    float[] s = shift.value.clone();
    for (int c = 0; c < shape.out && !shape.last; c++) {
      s[c] -= mean[c] * factor(c);
    }
    return s;
  }

  private float factor(int c) {
    return (float) (scale.value[c] / Math.sqrt(variance[c] + EPSILON));
  }
}
