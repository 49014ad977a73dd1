package org.watchfloor.tools.platemodel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of row-major matrices. Always eight lanes, added in the same order and multiplied and
 * added at once, so that every machine gets the same bits. Stateless.
 */
final class Matrix {
  private static final VectorSpecies<Float> LANES = Lanes.OF;
  private static final int LANE = Lanes.COUNT;

  /** Columns that are worked on together: two vectors. */
  private static final int WIDE = 2 * LANE;

  private static final int ROWS = 4;

  /** Columns of a product of rows that stay in the processor's cache. */
  private static final int BLOCK = 1024;

  private Matrix() {}

  /** {@code c[m x n] = a[m x k] * b[k x n]}. */
  static void product(float[] c, float[] a, float[] b, int m, int k, int n) {
    float[] strip = new float[k * WIDE];
    int whole = n - n % WIDE;
    for (int j = 0; j < whole; j += WIDE) {
      for (int r = 0; r < k; r++) {
        FloatVector.fromArray(LANES, b, r * n + j).intoArray(strip, r * WIDE);
        FloatVector.fromArray(LANES, b, r * n + j + LANE).intoArray(strip, r * WIDE + LANE);
      }
      int row = 0;
      for (; row + ROWS <= m; row += ROWS) {
        fourRows(c, row * n + j, a, row * k, strip, k, n);
      }
      for (; row < m; row++) {
        oneRow(c, row * n + j, a, row * k, strip, k);
      }
    }
    for (int row = 0; row < m && whole < n; row++) {
      for (int j = whole; j < n; j++) {
        float sum = 0;
        for (int r = 0; r < k; r++) {
          sum = Math.fma(a[row * k + r], b[r * n + j], sum);
        }
        c[row * n + j] = sum;
      }
    }
  }

  private static void fourRows(float[] c, int co, float[] a, int ao, float[] b, int k, int n) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    for (int r = 0; r < k; r++) {
      FloatVector v = FloatVector.fromArray(LANES, b, r * WIDE);
      FloatVector w = FloatVector.fromArray(LANES, b, r * WIDE + LANE);
      FloatVector a0 = FloatVector.broadcast(LANES, a[ao + r]);
      s0 = a0.fma(v, s0);
      t0 = a0.fma(w, t0);
      FloatVector a1 = FloatVector.broadcast(LANES, a[ao + k + r]);
      s1 = a1.fma(v, s1);
      t1 = a1.fma(w, t1);
      FloatVector a2 = FloatVector.broadcast(LANES, a[ao + 2 * k + r]);
      s2 = a2.fma(v, s2);
      t2 = a2.fma(w, t2);
      FloatVector a3 = FloatVector.broadcast(LANES, a[ao + 3 * k + r]);
      s3 = a3.fma(v, s3);
      t3 = a3.fma(w, t3);
    }
    s0.intoArray(c, co);
    s1.intoArray(c, co + n);
    s2.intoArray(c, co + 2 * n);
    s3.intoArray(c, co + 3 * n);
    t0.intoArray(c, co + LANE);
    t1.intoArray(c, co + n + LANE);
    t2.intoArray(c, co + 2 * n + LANE);
    t3.intoArray(c, co + 3 * n + LANE);
  }

  private static void oneRow(float[] c, int co, float[] a, int ao, float[] b, int k) {
    FloatVector s = FloatVector.zero(LANES);
    FloatVector t = s;
    for (int r = 0; r < k; r++) {
      FloatVector all = FloatVector.broadcast(LANES, a[ao + r]);
      s = all.fma(FloatVector.fromArray(LANES, b, r * WIDE), s);
      t = all.fma(FloatVector.fromArray(LANES, b, r * WIDE + LANE), t);
    }
    s.intoArray(c, co);
    t.intoArray(c, co + LANE);
  }

  /** {@code c[m x k] += a[m x n] * transposed b[k x n]}. */
  static void addProductOfRows(float[] c, float[] a, float[] b, int m, int k, int n) {
    for (int from = 0; from < n; from += BLOCK) {
      int end = Math.min(n, from + BLOCK);
      int row = 0;
      for (; row + 2 <= m; row += 2) {
        int r = 0;
        for (; r + ROWS <= k; r += ROWS) {
          eightDots(c, row * k + r, k, a, row * n, b, r * n, n, from, end);
        }
        for (; r < k; r++) {
          c[row * k + r] += Lanes.dot(a, row * n, b, r * n, from, end);
          c[(row + 1) * k + r] += Lanes.dot(a, (row + 1) * n, b, r * n, from, end);
        }
      }
      for (; row < m; row++) {
        for (int r = 0; r < k; r++) {
          c[row * k + r] += Lanes.dot(a, row * n, b, r * n, from, end);
        }
      }
    }
  }

  private static void eightDots(
      float[] c, int co, int k, float[] a, int ao, float[] b, int bo, int n, int from, int end) {
    float[] lanes = new float[LANE];
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    int whole = end - (end - from) % LANE;
    for (int j = from; j < whole; j += LANE) {
      FloatVector v = FloatVector.fromArray(LANES, a, ao + j);
      FloatVector w = FloatVector.fromArray(LANES, a, ao + n + j);
      FloatVector b0 = FloatVector.fromArray(LANES, b, bo + j);
      s0 = v.fma(b0, s0);
      t0 = w.fma(b0, t0);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bo + n + j);
      s1 = v.fma(b1, s1);
      t1 = w.fma(b1, t1);
      FloatVector b2 = FloatVector.fromArray(LANES, b, bo + 2 * n + j);
      s2 = v.fma(b2, s2);
      t2 = w.fma(b2, t2);
      FloatVector b3 = FloatVector.fromArray(LANES, b, bo + 3 * n + j);
      s3 = v.fma(b3, s3);
      t3 = w.fma(b3, t3);
    }
    c[co] += Lanes.across(s0, lanes);
    c[co + 1] += Lanes.across(s1, lanes);
    c[co + 2] += Lanes.across(s2, lanes);
    c[co + 3] += Lanes.across(s3, lanes);
    c[co + k] += Lanes.across(t0, lanes);
    c[co + k + 1] += Lanes.across(t1, lanes);
    c[co + k + 2] += Lanes.across(t2, lanes);
    c[co + k + 3] += Lanes.across(t3, lanes);
    for (int i = 0; i < ROWS; i++) {
      c[co + i] += Lanes.rest(a, ao, b, bo + i * n, whole, end);
      c[co + k + i] += Lanes.rest(a, ao + n, b, bo + i * n, whole, end);
    }
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
