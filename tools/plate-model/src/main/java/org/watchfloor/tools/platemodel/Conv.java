package org.watchfloor.tools.platemodel;

import java.util.Arrays;
import java.util.Random;

/**
 * A convolution that learns: kernel, normalisation over the batch (Ioffe and Szegedy, ICML 2015)
 * and rectifier, with Adam (Kingma and Ba, ICLR 2015). Values lie channel by channel, within one
 * picture by picture. For one thread.
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

  private float[] patches = {};
  private float[] normal = {};
  private float[] output = {};
  private float[] deviation = {};
  private float[] patchGradient = {};
  private int batch;
  private int height;
  private int width;

  Conv(Shape shape, Random random) {
    this.shape = shape;
    kernel = new Parameters(shape.out * shape.taps());
    scale = new Parameters(shape.out);
    shift = new Parameters(shape.out);
    mean = new float[shape.out];
    variance = new float[shape.out];
    float spread = (float) Math.sqrt((shape.last ? 1.0 : 2.0) / shape.taps());
    for (int i = 0; i < kernel.value.length; i++) {
      kernel.value[i] = (float) random.nextGaussian() * spread;
    }
    Arrays.fill(scale.value, 1);
    Arrays.fill(variance, 1);
  }

  float[] forward(float[] x, int pictures, int h, int w, boolean train) {
    batch = pictures;
    height = h;
    width = w;
    int n = batch * shape.outHeight(h) * shape.outWidth(w);
    // what the padding gives stays zero from one batch to the next
    patches = sized(patches, shape.taps() * n);
    eachTap(x, patches, true);
    float[] y = sized(output, shape.out * n);
    Matrix.product(y, kernel.value, patches, shape.out, shape.taps(), n);
    if (shape.last) {
      for (int c = 0; c < shape.out; c++) {
        for (int i = 0; i < n; i++) {
          y[c * n + i] += shift.value[c];
        }
      }
    } else {
      normalize(y, n, train);
    }
    output = y;
    return y;
  }

  /** Memory is used again: to clear it costs as much as to compute. */
  private static float[] sized(float[] had, int length) {
    return had.length == length ? had : new float[length];
  }

  private void normalize(float[] y, int n, boolean train) {
    normal = sized(normal, y.length);
    deviation = new float[shape.out];
    for (int c = 0; c < shape.out; c++) {
      float m = mean[c];
      float v = variance[c];
      if (train) {
        m = Lanes.sum(y, c * n, (c + 1) * n) / n;
        v = Math.max(0, Lanes.dot(y, c * n, y, c * n, 0, n) / n - m * m);
        mean[c] += 0.05f * (m - mean[c]);
        variance[c] += 0.05f * (v - variance[c]);
      }
      float d = (float) (1 / Math.sqrt(v + EPSILON));
      deviation[c] = d;
      float g = scale.value[c];
      float b = shift.value[c];
      for (int i = c * n; i < (c + 1) * n; i++) {
        normal[i] = (y[i] - m) * d;
        y[i] = Math.max(0, normal[i] * g + b);
      }
    }
  }

  /** Takes the gradient of the output, which it spoils, and gives that of the input. */
  float[] backward(float[] dy, boolean first) {
    int n = dy.length / shape.out;
    if (shape.last) {
      for (int c = 0; c < shape.out; c++) {
        for (int i = 0; i < n; i++) {
          shift.gradient[c] += dy[c * n + i];
        }
      }
    } else {
      denormalize(dy, n);
    }
    Matrix.addProductOfRows(kernel.gradient, dy, patches, shape.out, shape.taps(), n);
    if (first) {
      return new float[0];
    }
    float[] dp = sized(patchGradient, patches.length);
    patchGradient = dp;
    float[] turned = Matrix.transposed(kernel.value, shape.out, shape.taps());
    Matrix.product(dp, turned, dy, shape.taps(), shape.out, n);
    float[] dx = new float[shape.in * batch * height * width];
    eachTap(dx, dp, false);
    return dx;
  }

  private void denormalize(float[] dy, int n) {
    for (int c = 0; c < shape.out; c++) {
      Lanes.shut(dy, output, c * n, (c + 1) * n);
      float sum = Lanes.sum(dy, c * n, (c + 1) * n);
      float along = Lanes.dot(dy, c * n, normal, c * n, 0, n);
      shift.gradient[c] += sum;
      scale.gradient[c] += along;
      float g = scale.value[c] * deviation[c];
      float a = sum / n;
      float b = along / n;
      for (int i = c * n; i < (c + 1) * n; i++) {
        dy[i] = g * (dy[i] - a - normal[i] * b);
      }
    }
  }

  /** Copies each tap's view of the input into its row, or adds the rows back. */
  private void eachTap(float[] x, float[] rows, boolean gather) {
    int oh = shape.outHeight(height);
    int ow = shape.outWidth(width);
    int n = batch * oh * ow;
    int row = 0;
    for (int c = 0; c < shape.in; c++) {
      for (int ky = 0; ky < shape.kh; ky++) {
        for (int kx = 0; kx < shape.kw; kx++) {
          for (int b = 0; b < batch; b++) {
            for (int y = 0; y < oh; y++) {
              int iy = y * shape.sh - shape.ph + ky * shape.dilation;
              if (iy >= 0 && iy < height) {
                int at = ((c * batch + b) * height + iy) * width;
                line(x, at, rows, row * n + (b * oh + y) * ow, ow, kx, gather);
              }
            }
          }
          row++;
        }
      }
    }
  }

  private void line(float[] x, int at, float[] rows, int to, int ow, int kx, boolean gather) {
    int shift = kx * shape.dilation - shape.pw;
    int from = Math.max(0, (-shift + shape.sw - 1) / shape.sw);
    int end = Math.min(ow, (width - 1 - shift) / shape.sw + 1);
    int step = shape.sw;
    int first = at + shift;
    if (gather && step == 1) {
      System.arraycopy(x, first + from, rows, to + from, Math.max(0, end - from));
    } else if (gather) {
      for (int i = from; i < end; i++) {
        rows[to + i] = x[first + i * step];
      }
    } else if (step == 1) {
      for (int i = from; i < end; i++) {
        x[first + i] += rows[to + i];
      }
    } else {
      for (int i = from; i < end; i++) {
        x[first + i * step] += rows[to + i];
      }
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
