package org.watchfloor.tools.platemodel;

/**
 * A batch of pictures of several channels, such that a convolution sees what each of its taps sees
 * as one run of memory: channel by channel, within one row by row, within one picture beside
 * picture, with a gap after each picture's part of a row. Mutable; for one thread.
 */
final class Pictures implements Rows {
  /** Zeros before the first value and after the last one, as reads go beyond. */
  private static final int LINE = 16;

  final float[] px;
  final int channels;
  final int count;
  final int height;
  final int width;

  /** Distance of a picture's first pixel to that of the picture beside. */
  final int pitch;

  /** Distance of rows, a multiple of the lanes. */
  final int row;

  /** Distance of channels. */
  final int plane;

  /** Where the first pixel is. */
  final int start;

  private Pictures(
      float[] px, int channels, int[] shape, int pitch, int row, int plane, int start) {
    this.px = px;
    this.channels = channels;
    this.count = shape[0];
    this.height = shape[1];
    this.width = shape[2];
    this.pitch = pitch;
    this.row = row;
    this.plane = plane;
    this.start = start;
  }

  /** Nothing between the pixels: channel by channel, within one picture by picture. */
  static Pictures of(float[] px, int channels, int count, int height, int width) {
    int[] shape = {count, height, width};
    // a picture is not beside the other, but below
    return new Pictures(px, channels, shape, height * width, width, count * height * width, 0);
  }

  /**
   * Zeros.
   *
   * @param pitch at least {@code width}
   * @param reach so many values before the first and after the last one may be read
   */
  static Pictures gapped(int channels, int count, int height, int width, int pitch, int reach) {
    int row = up(count * pitch, Lanes.COUNT);
    int plane = plane(height * row);
    int start = up(reach, LINE);
    // the products work on four channels at once
    float[] px = new float[2 * start + up(channels, Matrix.ROWS) * plane];
    return new Pictures(px, channels, new int[] {count, height, width}, pitch, row, plane, start);
  }

  /** Planes an odd number of cache lines apart do not push each other out of the cache. */
  static int plane(int values) {
    return (up(values, LINE) / LINE | 1) * LINE;
  }

  static int up(int value, int step) {
    return (value + step - 1) / step * step;
  }

  int at(int channel, int picture, int y) {
    return start + channel * plane + y * row + picture * pitch;
  }

  @Override
  public void take(int channel, int y, float[] from, int at, int pitch) {
    for (int b = 0; b < count; b++) {
      System.arraycopy(from, at + b * pitch, px, at(channel, b, y), width);
    }
  }

  @Override
  public void give(int channel, int y, float[] to, int at, int pitch) {
    for (int b = 0; b < count; b++) {
      System.arraycopy(px, at(channel, b, y), to, at + b * pitch, width);
    }
  }

  /** Zero between the pictures. */
  void clearGaps(int channel) {
    int tail = row - count * pitch;
    for (int y = 0; y < height; y++) {
      for (int b = 0; b < count && pitch > width; b++) {
        int gap = at(channel, b, y) + width;
        for (int i = gap; i < gap + pitch - width; i++) {
          px[i] = 0;
        }
      }
      int end = at(channel, count, y);
      for (int i = end; i < end + tail; i++) {
        px[i] = 0;
      }
    }
  }
}
