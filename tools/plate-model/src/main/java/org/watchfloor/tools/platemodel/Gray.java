package org.watchfloor.tools.platemodel;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;

/** A grey picture, 0 black to 1 white, row by row. Mutable; for one thread. */
public final class Gray {
  /** Less deviation than this is noise. */
  private static final double FLOOR = 0.03;

  private static final float[] OF_BYTE = new float[256];

  static {
    for (int i = 0; i < OF_BYTE.length; i++) {
      OF_BYTE[i] = i / 255f;
    }
  }

  public final int width;
  public final int height;
  public final float[] px;

  public Gray(int width, int height) {
    this(width, height, new float[width * height]);
  }

  Gray(int width, int height, float[] px) {
    this.width = width;
    this.height = height;
    this.px = px;
  }

  static Gray of(BufferedImage image) {
    byte[] bytes = ((java.awt.image.DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return new Stored(image.getWidth(), image.getHeight(), bytes).picture();
  }

  public BufferedImage toImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    byte[] bytes = ((java.awt.image.DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(stored().px(), 0, bytes, 0, bytes.length);
    return image;
  }

  /**
   * A picture in a quarter of the memory, as a camera hands it out; two pixels each way or more.
   */
  record Stored(int width, int height, byte[] px) {
    Gray picture() {
      Gray gray = new Gray(width, height);
      for (int i = 0; i < px.length; i++) {
        gray.px[i] = OF_BYTE[px[i] & 255];
      }
      return gray;
    }

    /** The unit square at that place, evenly, as {@link Gray#sample} has it. */
    void sample(Homography at, float[] to, int across, int down) {
      double[] us = new double[across];
      for (int x = 0; x < across; x++) {
        us[x] = (x + 0.5) / across;
      }
      double[] xs = new double[across];
      double[] ys = new double[across];
      double right = width - 1.001;
      double low = height - 1.001;
      for (int y = 0; y < down; y++) {
        at.row(us, (y + 0.5) / down, xs, ys);
        for (int x = 0; x < across; x++) {
          // not Math.min and max: what they do for -0 and NaN costs more than the sampling
          double cx = xs[x] - 0.5 < right ? xs[x] - 0.5 : right;
          double cy = ys[x] - 0.5 < low ? ys[x] - 0.5 : low;
          cx = cx > 0 ? cx : 0;
          cy = cy > 0 ? cy : 0;
          int x0 = (int) cx;
          int y0 = (int) cy;
          float fx = (float) (cx - x0);
          float fy = (float) (cy - y0);
          int i = y0 * width + x0;
          int k = i + width;
          float a = (px[i] & 255) * (1 - fx) + (px[i + 1] & 255) * fx;
          float b = (px[k] & 255) * (1 - fx) + (px[k + 1] & 255) * fx;
          to[y * across + x] = (a * (1 - fy) + b * fy) / 255;
        }
      }
    }
  }

  Stored stored() {
    byte[] bytes = new byte[px.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(Math.max(0, Math.min(1, px[i])) * 255);
    }
    return new Stored(width, height, bytes);
  }

  Gray copy() {
    return new Gray(width, height, px.clone());
  }

  /** Between the four pixels around; the edge goes on for ever. */
  float sample(double x, double y) {
    double cx = Math.max(0, Math.min(width - 1.001, x));
    double cy = Math.max(0, Math.min(height - 1.001, y));
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(x0 + 1, width - 1);
    int y1 = Math.min(y0 + 1, height - 1);
    float fx = (float) (cx - x0);
    float fy = (float) (cy - y0);
    float top = px[y0 * width + x0] * (1 - fx) + px[y0 * width + x1] * fx;
    float low = px[y1 * width + x0] * (1 - fx) + px[y1 * width + x1] * fx;
    return top * (1 - fy) + low * fy;
  }

  /** A running mean of that many pixels each way, twice; halves of pixels count in part. */
  void blur(double rx, double ry) {
    for (int i = 0; i < 2; i++) {
      if (rx > 0.05) {
        blurAcross(rx);
      }
      if (ry > 0.05) {
        blurDown(ry);
      }
    }
  }

  private void blurAcross(double radius) {
    int reach = (int) radius + 1;
    int[] at = new int[2 * reach + 1];
    for (int i = 0; i < at.length; i++) {
      at[i] = i;
    }
    float[] line = new float[width + 2 * reach];
    for (int y = 0; y < height; y++) {
      System.arraycopy(px, y * width, line, reach, width);
      Arrays.fill(line, 0, reach, px[y * width]);
      Arrays.fill(line, reach + width, line.length, px[y * width + width - 1]);
      mean(line, at, y * width, radius, width);
    }
  }

  /** By rows, not by columns: a column's pixels are far from each other in memory. */
  private void blurDown(double radius) {
    int reach = (int) radius + 1;
    int[] at = new int[2 * reach + 1];
    float[] before = px.clone();
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < at.length; i++) {
        at[i] = Math.max(0, Math.min(height - 1, y + i - reach)) * width;
      }
      mean(before, at, y * width, radius, height);
    }
  }

  /** A row of the picture is the mean of the lines that begin at each of these places. */
  private void mean(float[] from, int[] at, int to, double radius, int count) {
    int whole = (int) radius;
    float part = (float) (radius - whole);
    float norm = 1 / (2 * whole + 1 + 2 * part);
    int last = at.length - 1;
    if (whole == 0 && count > 2) {
      int before = at[0];
      int middle = at[1];
      int after = at[2];
      for (int x = 0; x < width; x++) {
        px[to + x] = (from[middle + x] + part * (from[before + x] + from[after + x])) * norm;
      }
      return;
    }
    System.arraycopy(from, at[1], px, to, width);
    for (int i = 2; i < last; i++) {
      add(from, at[i], to, 1);
    }
    add(from, at[0], to, part);
    add(from, at[last], to, part);
    for (int x = to; x < to + width; x++) {
      px[x] *= norm;
    }
  }

  private void add(float[] from, int at, int to, float part) {
    for (int x = 0; x < width; x++) {
      px[to + x] += part * from[at + x];
    }
  }

  /** Brightness as a camera would have it: gain, offset, gamma. */
  void tone(double gain, double offset, double gamma) {
    float[] curve = new float[1025];
    for (int i = 0; i < curve.length; i++) {
      curve[i] = (float) StrictMath.pow(i / 1024.0, gamma);
    }
    for (int i = 0; i < px.length; i++) {
      double v = px[i] * gain + offset;
      px[i] = curve[v > 0 ? v < 1 ? (int) (v * 1024) : 1024 : 0];
    }
  }

  /**
   * The same with light taken out: each pixel against the mean and the deviation of the square of
   * {@code 2 * radius + 1} pixels around it; the edge goes on for ever.
   */
  Gray flattened(int radius) {
    Gray mean = new Gray(width, height, px.clone());
    Gray squares = new Gray(width, height, px.clone());
    for (int i = 0; i < px.length; i++) {
      squares.px[i] *= squares.px[i];
    }
    mean.squareMean(radius);
    squares.squareMean(radius);
    Gray flat = new Gray(width, height);
    for (int i = 0; i < px.length; i++) {
      double variance = Math.max(0, squares.px[i] - mean.px[i] * mean.px[i]);
      flat.px[i] = (float) ((px[i] - mean.px[i]) / (Math.sqrt(variance) + FLOOR));
    }
    return flat;
  }

  private void squareMean(int radius) {
    for (int y = 0; y < height; y++) {
      running(y * width, 1, width, radius);
    }
    for (int x = 0; x < width; x++) {
      running(x, width, height, radius);
    }
  }

  private void running(int start, int step, int count, int radius) {
    float[] line = new float[count];
    for (int i = 0; i < count; i++) {
      line[i] = px[start + i * step];
    }
    double sum = 0;
    for (int i = -radius; i < radius; i++) {
      sum += line[Math.max(0, Math.min(count - 1, i))];
    }
    for (int i = 0; i < count; i++) {
      sum += line[Math.min(count - 1, i + radius)];
      px[start + i * step] = (float) (sum / (2 * radius + 1));
      sum -= line[Math.max(0, i - radius)];
    }
  }

  void noise(Random random, double sigma) {
    // gaussian numbers from a small table: the real ones cost more than all the rest
    float[] table = new float[1021];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) (random.nextGaussian() * sigma);
    }
    int at = random.nextInt(table.length);
    for (int i = 0; i < px.length; i++) {
      at += 1 + (i * 7 + at) % 5;
      if (at >= table.length) {
        at -= table.length;
      }
      px[i] += table[at];
    }
  }
}
