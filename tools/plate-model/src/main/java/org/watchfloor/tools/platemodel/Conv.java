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
  private @Nullable Pictures output;
  private @Nullable Pictures gradient;
  private float[] normal = {};

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

  /** The output is the same object from one batch to the next as long as they are alike. */
  Pictures forward(Pictures x, boolean train) {
    Taps at = taps;
    Pictures y = output;
    if (at == null || y == null || !at.fits(x)) {
      // once: to clear memory costs as much as to compute
      at = new Taps(shape, x.count, x.height, x.width);
      y = at.room();
      taps = at;
      output = y;
      gradient = at.room();
      normal = new float[y.px.length];
    }
    at.take(x);
    at.product(kernel.value, y);
    if (shape.last) {
      for (int c = 0; c < shape.out; c++) {
        Lanes.add(y.px, y.at(c, 0, 0), y.at(c, 0, y.height), shift.value[c]);
      }
    } else {
      y.clearGaps();
      normalize(y, train);
    }
    return y;
  }

  private void normalize(Pictures y, boolean train) {
    int n = y.count * y.height * y.width;
    for (int c = 0; c < shape.out; c++) {
      int from = y.at(c, 0, 0);
      int end = y.at(c, 0, y.height);
      float m = mean[c];
      float v = variance[c];
      if (train) {
        m = Lanes.sum(y.px, from, end) / n;
        v = Math.max(0, Lanes.dot(y.px, y.px, from, end) / n - m * m);
        mean[c] += 0.05f * (m - mean[c]);
        variance[c] += 0.05f * (v - variance[c]);
      }
      float d = (float) (1 / Math.sqrt(v + EPSILON));
      deviation[c] = d;
      Lanes.normalize(y.px, normal, from, end, m, d, scale.value[c], shift.value[c]);
    }
  }

  /** Where the gradient of the last output belongs, zero between the pictures. */
  Pictures gradient() {
    return Objects.requireNonNull(gradient, "there was no output yet");
  }

  /**
   * Learns from the gradient of the output, which it spoils.
   *
   * @param dx gets the gradient of the input, none where nobody wants it
   */
  void backward(@Nullable Pictures dx) {
    Taps at = Objects.requireNonNull(taps, "there was no output yet");
    Pictures dy = gradient();
    if (shape.last) {
      for (int c = 0; c < shape.out; c++) {
        shift.gradient[c] += Lanes.sum(dy.px, dy.at(c, 0, 0), dy.at(c, 0, dy.height));
      }
    } else {
      denormalize(dy);
      dy.clearGaps();
    }
    at.addSlopes(kernel.gradient, dy);
    if (dx != null) {
      at.back(kernel.value, dy, dx);
    }
  }

  private void denormalize(Pictures dy) {
    int n = dy.count * dy.height * dy.width;
    float[] y = Objects.requireNonNull(output, "there was no output yet").px;
    for (int c = 0; c < shape.out; c++) {
      int from = dy.at(c, 0, 0);
      int end = dy.at(c, 0, dy.height);
      Lanes.shut(dy.px, y, from, end);
      float sum = Lanes.sum(dy.px, from, end);
      float along = Lanes.dot(dy.px, normal, from, end);
      shift.gradient[c] += sum;
      scale.gradient[c] += along;
      float g = scale.value[c] * deviation[c];
      Lanes.denormalize(dy.px, normal, from, end, g, sum / n, along / n);
    }
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
