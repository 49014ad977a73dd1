package org.watchfloor.tools.platemodel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where a convolution over pictures of one size finds what each of its taps sees. The input is laid
 * out once: where the convolution takes steps of more than a pixel, pixels that are a step apart
 * come to lie side by side (each rest of the division by the step has its planes), so that what a
 * tap sees of a row of all pictures is one run of memory. Rows that a tap sees above or below the
 * picture are left out of the sums; zeros at the sides are the gaps between pictures. For one
 * thread.
 */
final class Taps implements Rows {
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

  /** Whether each column is seen by a tap. */
  private final boolean all;

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

  /** By the same their places in the kernel. */
  private final int[] places;

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
    all = Arrays.stream(across).mapToInt(Phase::count).sum() == width;
    pitch = apart;
    reach = far;
    row = Pictures.up(count * pitch, Lanes.COUNT);
    int rows = Arrays.stream(down).mapToInt(Phase::count).max().orElse(0);
    plane = Pictures.plane(rows * row);
    channels = Pictures.up(shape.in(), Matrix.ROWS);
    start = Pictures.up(reach + row, Lanes.COUNT);
    laid = new float[2 * start + down.length * across.length * channels * plane];
    offsets = new int[shape.taps()];
    places = new int[shape.taps()];
    number();
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

  private void number() {
    int k = 0;
    for (int ky = 0; ky < shape.kh(); ky++) {
      int y = ky * shape.dilation();
      for (int c = 0; c < shape.in(); c++) {
        for (int kx = 0; kx < shape.kw(); kx++) {
          int x = kx * shape.dilation();
          int py = y % down.length;
          int px = x % across.length;
          int up = y / down.length - down[py].before;
          offsets[k] = plane(py, px, c) + up * row + x / across.length;
          places[k++] = (c * shape.kh() + ky) * shape.kw() + kx;
        }
      }
    }
  }

  private int plane(int py, int px, int channel) {
    return start + ((py * across.length + px) * channels + channel) * plane;
  }

  boolean fits(int count, int height, int width) {
    return this.count == count && this.height == height && this.width == width;
  }

  /** Room for what comes out, or for its gradient. */
  Pictures room() {
    return Pictures.gapped(shape.out(), count, outHeight, outWidth, pitch, reach);
  }

  @Override
  public void take(int channel, int y, float[] px, int at, int pitch) {
    int py = (y + shape.ph()) % down.length;
    int r = (y + shape.ph()) / down.length - down[py].before;
    for (int i = 0; i < across.length && r < down[py].count(); i++) {
      Phase p = across[i];
      int from = at + p.first + p.before * p.step;
      int to = plane(py, i, channel) + r * row + p.before;
      for (int b = 0; b < count; b++) {
        Lanes.each(px, from + b * pitch, p.step, laid, to + b * this.pitch, p.count());
      }
    }
  }

  /** Of the gradient; zeros where no tap sees anything. */
  @Override
  public void give(int channel, int y, float[] px, int at, int pitch) {
    int py = (y + shape.ph()) % down.length;
    int r = (y + shape.ph()) / down.length - down[py].before;
    boolean seen = r < down[py].count();
    for (int b = 0; b < count && !(seen && all); b++) {
      Arrays.fill(px, at + b * pitch, at + b * pitch + width, 0);
    }
    for (int i = 0; i < across.length && seen; i++) {
      Phase p = across[i];
      int to = at + p.first + p.before * p.step;
      int from = plane(py, i, channel) + r * row + p.before;
      for (int b = 0; b < count; b++) {
        Lanes.apart(slopes, from + b * this.pitch, px, to + b * pitch, p.step, p.count());
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
        of[to + i * Matrix.ROWS] = kernel[o * k + places[i]];
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
    float[] lanes = new float[Matrix.DOTS];
    for (int j = 0; j < outHeight * row; j += Matrix.BLOCK) {
      for (int o = 0; o < shape.out(); o += Matrix.ROWS) {
        for (int ky = 0; ky < shape.kh(); ky++) {
          int above = shape.ph() - ky * shape.dilation();
          int first = Math.max(0, (above + shape.sh() - 1) / shape.sh());
          int last = Math.min(outHeight, Math.floorDiv(height - 1 + above, shape.sh()) + 1);
          int from = Math.max(j, first * row);
          int end = Math.min(j + Matrix.BLOCK, last * row);
          if (from < end) {
            int tap = ky * each;
            Matrix.addDots(sums, k, o, tap, tap + each, dy, from, end, laid, offsets, lanes);
          }
        }
      }
    }
    for (int o = 0; o < shape.out(); o++) {
      for (int i = 0; i < k; i++) {
        gradient[o * k + places[i]] += sums[o * k + i];
      }
    }
  }

  /** The gradient of the input, which is then given out. */
  void back(float[] kernel, Pictures dy) {
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
    return IntStream.range(0, taps).filter(k -> k * shape.dilation() % step == phase).toArray();
  }
}
