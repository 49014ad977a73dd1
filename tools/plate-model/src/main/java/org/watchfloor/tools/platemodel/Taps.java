package org.watchfloor.tools.platemodel;

import java.util.Arrays;

/**
 * Where a convolution over pictures of one size finds what each of its taps sees. The input is laid
 * out once: where the convolution takes steps of more than a pixel, pixels that are a step apart
 * come to lie side by side (each rest of the division by the step has its planes), so that what a
 * tap sees of a row of all pictures is one run of memory. Rows that a tap sees above or below the
 * picture are left out of the sums; zeros at the sides are the gaps between pictures. For one
 * thread.
 */
final class Taps {
  /** The pixels of an axis that are a step apart, beginning with one of the padding. */
  private record Phase(int first, int step, int before, int end, int reach) {
    /** Those that the picture has and a tap sees. */
    int count() {
      return end - before;
    }
  }

  final Conv.Shape shape;
  final int count;
  final int height;
  final int width;
  final int outHeight;
  final int outWidth;
  final int pitch;

  /** Largest distance to the right of a tap. */
  final int reach;

  private final Phase[] down;
  private final Phase[] across;
  private final int row;
  private final int plane;
  private final int channels;
  private final int start;
  private final float[] laid;
  private float[] slopes = {};

  /** By height of the tap, channel and place across: where each begins. */
  private final int[] offsets;

  private float[] panel = {};

  Taps(Conv.Shape shape, int count, int height, int width) {
    this.shape = shape;
    this.count = count;
    this.height = height;
    this.width = width;
    outHeight = shape.outHeight(height);
    outWidth = shape.outWidth(width);
    // who does not step may be said to step as far as one likes, and then nothing lies between
    int stepAcross = outWidth == 1 ? shape.dilation() * (shape.kw() - 1) + 1 : shape.sw();
    down = phases(shape.sh(), shape.ph(), shape.kh(), height, outHeight);
    across = phases(stepAcross, shape.pw(), shape.kw(), width, outWidth);
    int apart = outWidth;
    int far = 0;
    for (Phase p : across) {
      if (p.reach >= 0) {
        // the zeros after a picture are also those before the next one
        apart = Math.max(apart, Math.max(p.end, outWidth + p.reach - p.before));
        far = Math.max(far, p.reach);
      }
    }
    pitch = apart;
    reach = far;
    row = Pictures.up(count * pitch, Lanes.COUNT);
    int rows = Arrays.stream(down).mapToInt(Phase::count).max().orElse(0);
    plane = Pictures.plane(rows * row);
    channels = Pictures.up(shape.in(), Matrix.ROWS);
    start = Pictures.up(reach + row, Lanes.COUNT);
    laid = new float[2 * start + down.length * across.length * channels * plane];
    offsets = offsets();
  }

  private Phase[] phases(int step, int pad, int taps, int size, int out) {
    Phase[] phases = new Phase[step];
    for (int first = 0; first < step; first++) {
      int reach = -1;
      for (int k = 0; k < taps; k++) {
        int at = k * shape.dilation();
        reach = at % step == first ? at / step : reach;
      }
      int before = Math.max(0, (pad - first + step - 1) / step);
      int end = Math.min((size + pad - first + step - 1) / step, out + reach);
      phases[first] =
          new Phase(first - pad, step, before, reach < 0 ? before : Math.max(before, end), reach);
    }
    return phases;
  }

  private int[] offsets() {
    int[] at = new int[shape.taps()];
    int k = 0;
    for (int ky = 0; ky < shape.kh(); ky++) {
      int y = ky * shape.dilation();
      for (int c = 0; c < shape.in(); c++) {
        for (int kx = 0; kx < shape.kw(); kx++) {
          int x = kx * shape.dilation();
          int py = y % down.length;
          int px = x % across.length;
          int up = y / down.length - down[py].before;
          at[k++] = plane(py, px, c) + up * row + x / across.length;
        }
      }
    }
    return at;
  }

  private int plane(int py, int px, int channel) {
    return start + ((py * across.length + px) * channels + channel) * plane;
  }

  boolean fits(Pictures x) {
    return x.count == count && x.height == height && x.width == width;
  }

  /** Room for what comes out, or for its gradient. */
  Pictures room() {
    return Pictures.gapped(shape.out(), count, outHeight, outWidth, pitch, reach);
  }

  /** Lays the input out. */
  void take(Pictures x) {
    each(laid, x, true);
  }

  private void each(float[] planes, Pictures x, boolean in) {
    for (int py = 0; py < down.length; py++) {
      for (int px = 0; px < across.length; px++) {
        Phase p = across[px];
        int left = p.first + p.before * p.step;
        for (int c = 0; c < shape.in(); c++) {
          for (int r = 0; r < down[py].count(); r++) {
            int y = down[py].first + (r + down[py].before) * down[py].step;
            int to = plane(py, px, c) + r * row + p.before;
            for (int b = 0; b < count; b++) {
              int from = x.at(c, b, y) + left;
              if (p.step == 1 && in) {
                System.arraycopy(x.px, from, planes, to + b * pitch, p.count());
              } else if (p.step == 1) {
                System.arraycopy(planes, to + b * pitch, x.px, from, p.count());
              } else {
                stepping(planes, to + b * pitch, x.px, from, p, in);
              }
            }
          }
        }
      }
    }
  }

  private static void stepping(float[] planes, int to, float[] px, int from, Phase p, boolean in) {
    int n = p.count();
    if (in) {
      for (int i = 0; i < n; i++) {
        planes[to + i] = px[from + i * p.step];
      }
    } else {
      for (int i = 0; i < n; i++) {
        px[from + i * p.step] = planes[to + i];
      }
    }
  }

  /** The convolution of what was laid out; leaves anything in the gaps. */
  void product(float[] kernel, Pictures y) {
    int k = shape.taps();
    int each = shape.in() * shape.kw();
    float[] of = panel(Pictures.up(shape.out(), Matrix.ROWS) * k);
    for (int o = 0; o < shape.out(); o++) {
      int to = o / Matrix.ROWS * Matrix.ROWS * k + o % Matrix.ROWS;
      for (int i = 0; i < k; i++) {
        of[to + i * Matrix.ROWS] = kernel[o * k + index(i)];
      }
    }
    for (int r = 0; r < outHeight; r++) {
      int above = shape.ph() - r * shape.sh();
      int first = Math.max(0, (above + shape.dilation() - 1) / shape.dilation());
      int end = Math.min(shape.kh(), Math.floorDiv(height - 1 + above, shape.dilation()) + 1);
      Matrix.Sum sum = new Matrix.Sum(of, k, first * each, Math.max(first, end) * each, offsets);
      Matrix.product(y.px, y.at(0, 0, r), y.plane, shape.out(), sum, laid, r * row, row);
    }
  }

  /** Of a tap in our order (height, channel, across) its place in the kernel. */
  private int index(int tap) {
    int kx = tap % shape.kw();
    int c = tap / shape.kw() % shape.in();
    int ky = tap / (shape.kw() * shape.in());
    return (c * shape.kh() + ky) * shape.kw() + kx;
  }

  private float[] panel(int length) {
    // the rows that fill up the last four stay zero
    if (panel.length != length) {
      panel = new float[length];
    }
    return panel;
  }

  /** Adds the kernel's gradient. */
  void addSlopes(float[] gradient, Pictures dy) {
    int each = shape.in() * shape.kw();
    int k = shape.taps();
    float[] sums = new float[Pictures.up(shape.out(), Matrix.ROWS) * k];
    for (int ky = 0; ky < shape.kh(); ky++) {
      int above = shape.ph() - ky * shape.dilation();
      int first = Math.max(0, (above + shape.sh() - 1) / shape.sh());
      int end = Math.min(outHeight, Math.floorDiv(height - 1 + above, shape.sh()) + 1);
      for (int tap = ky * each; tap < (ky + 1) * each; tap += Matrix.TAPS) {
        int taps = Math.min(Matrix.TAPS, (ky + 1) * each - tap);
        Matrix.addDots(
            sums, k, tap, taps, dy, first * row, Math.max(first, end) * row, laid, offsets);
      }
    }
    for (int o = 0; o < shape.out(); o++) {
      for (int i = 0; i < k; i++) {
        gradient[o * k + index(i)] += sums[o * k + i];
      }
    }
  }

  /** The gradient of the input; what no tap sees keeps its zeros. */
  void back(float[] kernel, Pictures dy, Pictures dx) {
    if (slopes.length == 0) {
      slopes = new float[laid.length];
    }
    for (int py = 0; py < down.length; py++) {
      for (int px = 0; px < across.length; px++) {
        if (down[py].count() > 0 && across[px].count() > 0) {
          back(kernel, dy, py, px);
        }
      }
    }
    each(slopes, dx, false);
  }

  private void back(float[] kernel, Pictures dy, int py, int px) {
    int[] kys = seenBy(py, down.length, shape.kh());
    int[] kxs = seenBy(px, across.length, shape.kw());
    int each = shape.out() * kxs.length;
    int k = kys.length * each;
    float[] of = new float[channels * k];
    int[] at = new int[k];
    int i = 0;
    for (int ky : kys) {
      for (int o = 0; o < shape.out(); o++) {
        for (int kx : kxs) {
          int across = kx * shape.dilation() / this.across.length;
          at[i] = o * dy.plane - ky * shape.dilation() / down.length * row - across;
          for (int c = 0; c < shape.in(); c++) {
            of[c / Matrix.ROWS * Matrix.ROWS * k + i * Matrix.ROWS + c % Matrix.ROWS] =
                kernel[o * shape.taps() + (c * shape.kh() + ky) * shape.kw() + kx];
          }
          i++;
        }
      }
    }
    for (int r = 0; r < down[py].count(); r++) {
      int y = r + down[py].before;
      int first = 0;
      int end = 0;
      for (int ky : kys) {
        int row = y - ky * shape.dilation() / down.length;
        first += row >= outHeight ? 1 : 0;
        end += row >= 0 ? 1 : 0;
      }
      Matrix.Sum sum = new Matrix.Sum(of, k, first * each, Math.max(first, end) * each, at);
      int to = plane(py, px, 0) + r * row;
      Matrix.product(slopes, to, plane, shape.in(), sum, dy.px, dy.at(0, 0, y), row);
    }
  }

  private int[] seenBy(int phase, int step, int taps) {
    return java.util.stream.IntStream.range(0, taps)
        .filter(k -> k * shape.dilation() % step == phase)
        .toArray();
  }
}
