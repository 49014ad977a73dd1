package org.watchfloor.tools.platemodel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of row-major matrices. Always eight lanes and no fused operations, so that every machine
 * adds in the same order and gets the same bits. Stateless.
 */
final class Matrix {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;
  private static final int WIDE = LANES.length();
  private static final int ROWS = 4;

  private Matrix() {}

  /** {@code c[m x n] += a[m x k] * b[k x n]}. */
  static void addProduct(float[] c, float[] a, float[] b, int m, int k, int n) {
    int whole = n - n % WIDE;
    for (int j = 0; j < whole; j += WIDE) {
      int row = 0;
      for (; row + ROWS <= m; row += ROWS) {
        fourRows(c, row * n + j, a, row * k, b, j, k, n);
      }
      for (; row < m; row++) {
        oneRow(c, row * n + j, a, row * k, b, j, k, n);
      }
    }
    for (int row = 0; row < m && whole < n; row++) {
      for (int j = whole; j < n; j++) {
        float sum = c[row * n + j];
        for (int r = 0; r < k; r++) {
          sum += a[row * k + r] * b[r * n + j];
        }
        c[row * n + j] = sum;
      }
    }
  }

  private static void fourRows(
      float[] c, int co, float[] a, int ao, float[] b, int bo, int k, int n) {
    FloatVector s0 = FloatVector.fromArray(LANES, c, co);
    FloatVector s1 = FloatVector.fromArray(LANES, c, co + n);
    FloatVector s2 = FloatVector.fromArray(LANES, c, co + 2 * n);
    FloatVector s3 = FloatVector.fromArray(LANES, c, co + 3 * n);
    for (int r = 0; r < k; r++) {
      FloatVector v = FloatVector.fromArray(LANES, b, bo + r * n);
      s0 = s0.add(v.mul(a[ao + r]));
      s1 = s1.add(v.mul(a[ao + k + r]));
      s2 = s2.add(v.mul(a[ao + 2 * k + r]));
      s3 = s3.add(v.mul(a[ao + 3 * k + r]));
    }
    s0.intoArray(c, co);
    s1.intoArray(c, co + n);
    s2.intoArray(c, co + 2 * n);
    s3.intoArray(c, co + 3 * n);
  }

  private static void oneRow(
      float[] c, int co, float[] a, int ao, float[] b, int bo, int k, int n) {
    FloatVector s = FloatVector.fromArray(LANES, c, co);
    for (int r = 0; r < k; r++) {
      s = s.add(FloatVector.fromArray(LANES, b, bo + r * n).mul(a[ao + r]));
    }
    s.intoArray(c, co);
  }

  /** {@code c[m x k] += a[m x n] * transposed b[k x n]}. */
  static void addProductOfRows(float[] c, float[] a, float[] b, int m, int k, int n) {
    int whole = n - n % WIDE;
    for (int row = 0; row < m; row++) {
      int r = 0;
      for (; r + ROWS <= k; r += ROWS) {
        fourDots(c, row * k + r, a, row * n, b, r * n, n, whole);
      }
      for (; r < k; r++) {
        c[row * k + r] += dot(a, row * n, b, r * n, n, whole);
      }
    }
  }

  private static void fourDots(
      float[] c, int co, float[] a, int ao, float[] b, int bo, int n, int whole) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int j = 0; j < whole; j += WIDE) {
      FloatVector v = FloatVector.fromArray(LANES, a, ao + j);
      s0 = s0.add(v.mul(FloatVector.fromArray(LANES, b, bo + j)));
      s1 = s1.add(v.mul(FloatVector.fromArray(LANES, b, bo + n + j)));
      s2 = s2.add(v.mul(FloatVector.fromArray(LANES, b, bo + 2 * n + j)));
      s3 = s3.add(v.mul(FloatVector.fromArray(LANES, b, bo + 3 * n + j)));
    }
    c[co] += sum(s0);
    c[co + 1] += sum(s1);
    c[co + 2] += sum(s2);
    c[co + 3] += sum(s3);
    for (int j = whole; j < n; j++) {
      for (int i = 0; i < ROWS; i++) {
        c[co + i] += a[ao + j] * b[bo + i * n + j];
      }
    }
  }

  private static float dot(float[] a, int ao, float[] b, int bo, int n, int whole) {
    FloatVector s = FloatVector.zero(LANES);
    for (int j = 0; j < whole; j += WIDE) {
      s =
          s.add(
              FloatVector.fromArray(LANES, a, ao + j).mul(FloatVector.fromArray(LANES, b, bo + j)));
    }
    float sum = sum(s);
    for (int j = whole; j < n; j++) {
      sum += a[ao + j] * b[bo + j];
    }
    return sum;
  }

  private static float sum(FloatVector v) {
    // not reduceLanes: its order is the machine's
    float sum = 0;
    for (int i = 0; i < WIDE; i++) {
      sum += v.lane(i);
    }
    return sum;
  }

  static float[] transposed(float[] a, int rows, int columns) {
    float[] t = new float[a.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        t[c * rows + r] = a[r * columns + c];
      }
    }
    return t;
  }
}
