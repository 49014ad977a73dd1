package org.watchfloor.tools.platemodel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of a convolution. Always eight lanes, added in the same order and multiplied and
 * added at once, so that every machine gets the same bits. Stateless. The sums stand there one by
 * one because vectors stay in registers only as local variables, not in an array or over a loop.
 */
final class Matrix {
  private static final VectorSpecies<Float> LANES = Lanes.OF;
  private static final int LANE = Lanes.COUNT;

  /** Rows that are worked on together: with three vectors of each, all of AVX2's registers. */
  static final int ROWS = 4;

  /** Taps of a gradient that are worked on together. */
  static final int TAPS = 3;

  /** What the lanes of so many dots take. */
  static final int DOTS = ROWS * TAPS * LANE;

  /** Values of a sum whose four rows stay in the processor's nearest cache. */
  static final int BLOCK = 1536;

  private Matrix() {}

  /**
   * What is added up.
   *
   * @param factors four rows beside each other: {@code factors[(row / 4 * all + k) * 4 + row % 4]}
   * @param all factors of a row
   * @param from the first that counts
   * @param end after the last
   * @param at where the values of each begin
   */
  record Sum(float[] factors, int all, int from, int end, int[] at) {}

  /**
   * {@code c[co + row * apart + j] = sum over k of factor[row][k] * b[bo + at[k] + j]}.
   *
   * @param m rows; {@code c} has room for a multiple of four
   * @param n a multiple of the lanes
   */
  static void product(float[] c, int co, int apart, int m, Sum sum, float[] b, int bo, int n) {
    int j = 0;
    while (j < n) {
      // four vectors are twice two: one alone would wait for itself
      int left = (n - j) / LANE;
      int wide = left >= 3 && left != 4 ? 3 : Math.min(left, 2);
      for (int row = 0; row < m; row += ROWS) {
        int to = co + row * apart + j;
        int first = row * sum.all;
        if (wide == 3) {
          three(c, to, apart, sum.factors, first, sum.from, sum.end, b, bo + j, sum.at);
        } else if (wide == 2) {
          two(c, to, apart, sum.factors, first, sum.from, sum.end, b, bo + j, sum.at);
        } else {
          one(c, to, apart, sum.factors, first, sum.from, sum.end, b, bo + j, sum.at);
        }
      }
      j += wide * LANE;
    }
  }

  private static void three(
      float[] c,
      int to,
      int apart,
      float[] a,
      int ao,
      int from,
      int end,
      float[] b,
      int bo,
      int[] at) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    FloatVector u0 = s0;
    FloatVector u1 = s0;
    FloatVector u2 = s0;
    FloatVector u3 = s0;
    for (int k = from; k < end; k++) {
      int o = bo + at[k];
      FloatVector v = FloatVector.fromArray(LANES, b, o);
      FloatVector w = FloatVector.fromArray(LANES, b, o + LANE);
      FloatVector x = FloatVector.fromArray(LANES, b, o + 2 * LANE);
      FloatVector f = FloatVector.broadcast(LANES, a[ao + ROWS * k]);
      s0 = f.fma(v, s0);
      t0 = f.fma(w, t0);
      u0 = f.fma(x, u0);
      f = FloatVector.broadcast(LANES, a[ao + ROWS * k + 1]);
      s1 = f.fma(v, s1);
      t1 = f.fma(w, t1);
      u1 = f.fma(x, u1);
      f = FloatVector.broadcast(LANES, a[ao + ROWS * k + 2]);
      s2 = f.fma(v, s2);
      t2 = f.fma(w, t2);
      u2 = f.fma(x, u2);
      f = FloatVector.broadcast(LANES, a[ao + ROWS * k + 3]);
      s3 = f.fma(v, s3);
      t3 = f.fma(w, t3);
      u3 = f.fma(x, u3);
    }
    s0.intoArray(c, to);
    t0.intoArray(c, to + LANE);
    u0.intoArray(c, to + 2 * LANE);
    s1.intoArray(c, to + apart);
    t1.intoArray(c, to + apart + LANE);
    u1.intoArray(c, to + apart + 2 * LANE);
    s2.intoArray(c, to + 2 * apart);
    t2.intoArray(c, to + 2 * apart + LANE);
    u2.intoArray(c, to + 2 * apart + 2 * LANE);
    s3.intoArray(c, to + 3 * apart);
    t3.intoArray(c, to + 3 * apart + LANE);
    u3.intoArray(c, to + 3 * apart + 2 * LANE);
  }

  private static void two(
      float[] c,
      int to,
      int apart,
      float[] a,
      int ao,
      int from,
      int end,
      float[] b,
      int bo,
      int[] at) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    for (int k = from; k < end; k++) {
      int o = bo + at[k];
      FloatVector v = FloatVector.fromArray(LANES, b, o);
      FloatVector w = FloatVector.fromArray(LANES, b, o + LANE);
      FloatVector f = FloatVector.broadcast(LANES, a[ao + ROWS * k]);
      s0 = f.fma(v, s0);
      t0 = f.fma(w, t0);
      f = FloatVector.broadcast(LANES, a[ao + ROWS * k + 1]);
      s1 = f.fma(v, s1);
      t1 = f.fma(w, t1);
      f = FloatVector.broadcast(LANES, a[ao + ROWS * k + 2]);
      s2 = f.fma(v, s2);
      t2 = f.fma(w, t2);
      f = FloatVector.broadcast(LANES, a[ao + ROWS * k + 3]);
      s3 = f.fma(v, s3);
      t3 = f.fma(w, t3);
    }
    s0.intoArray(c, to);
    t0.intoArray(c, to + LANE);
    s1.intoArray(c, to + apart);
    t1.intoArray(c, to + apart + LANE);
    s2.intoArray(c, to + 2 * apart);
    t2.intoArray(c, to + 2 * apart + LANE);
    s3.intoArray(c, to + 3 * apart);
    t3.intoArray(c, to + 3 * apart + LANE);
  }

  private static void one(
      float[] c,
      int to,
      int apart,
      float[] a,
      int ao,
      int from,
      int end,
      float[] b,
      int bo,
      int[] at) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = from; k < end; k++) {
      FloatVector v = FloatVector.fromArray(LANES, b, bo + at[k]);
      s0 = FloatVector.broadcast(LANES, a[ao + ROWS * k]).fma(v, s0);
      s1 = FloatVector.broadcast(LANES, a[ao + ROWS * k + 1]).fma(v, s1);
      s2 = FloatVector.broadcast(LANES, a[ao + ROWS * k + 2]).fma(v, s2);
      s3 = FloatVector.broadcast(LANES, a[ao + ROWS * k + 3]).fma(v, s3);
    }
    s0.intoArray(c, to);
    s1.intoArray(c, to + apart);
    s2.intoArray(c, to + 2 * apart);
    s3.intoArray(c, to + 3 * apart);
  }

  /**
   * {@code c[(row + r) * all + k] += sum over j of dy[row + r][j] * b[at[k] + j]} for four rows.
   *
   * @param tap the first k
   * @param last after the last one
   * @param from the first place of a plane of {@code dy}
   * @param end after the last; from there a multiple of the lanes
   * @param lanes room for {@link #DOTS}
   */
  static void addDots(
      float[] c,
      int all,
      int row,
      int tap,
      int last,
      Pictures dy,
      int from,
      int end,
      float[] b,
      int[] at,
      float[] lanes) {
    int ao = dy.start + row * dy.plane;
    for (int k = tap; k < last; k += TAPS) {
      // what is missing of three taps is a tap done again, for nobody
      int taps = Math.min(TAPS, last - k);
      int second = at[k + Math.min(1, taps - 1)];
      dots(lanes, dy.px, ao, dy.plane, b, at[k], second, at[k + taps - 1], from, end);
      for (int r = 0; r < ROWS; r++) {
        for (int t = 0; t < taps; t++) {
          c[(row + r) * all + k + t] += Lanes.across(lanes, (r * TAPS + t) * LANE);
        }
      }
    }
  }

  private static void dots(
      float[] sums,
      float[] a,
      int ao,
      int apart,
      float[] b,
      int b0,
      int b1,
      int b2,
      int from,
      int end) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    FloatVector u0 = s0;
    FloatVector u1 = s0;
    FloatVector u2 = s0;
    FloatVector u3 = s0;
    for (int j = from; j < end; j += LANE) {
      FloatVector v = FloatVector.fromArray(LANES, b, b0 + j);
      FloatVector w = FloatVector.fromArray(LANES, b, b1 + j);
      FloatVector x = FloatVector.fromArray(LANES, b, b2 + j);
      FloatVector f = FloatVector.fromArray(LANES, a, ao + j);
      s0 = f.fma(v, s0);
      t0 = f.fma(w, t0);
      u0 = f.fma(x, u0);
      f = FloatVector.fromArray(LANES, a, ao + apart + j);
      s1 = f.fma(v, s1);
      t1 = f.fma(w, t1);
      u1 = f.fma(x, u1);
      f = FloatVector.fromArray(LANES, a, ao + 2 * apart + j);
      s2 = f.fma(v, s2);
      t2 = f.fma(w, t2);
      u2 = f.fma(x, u2);
      f = FloatVector.fromArray(LANES, a, ao + 3 * apart + j);
      s3 = f.fma(v, s3);
      t3 = f.fma(w, t3);
      u3 = f.fma(x, u3);
    }
    s0.intoArray(sums, 0);
    t0.intoArray(sums, LANE);
    u0.intoArray(sums, 2 * LANE);
    s1.intoArray(sums, 3 * LANE);
    t1.intoArray(sums, 4 * LANE);
    u1.intoArray(sums, 5 * LANE);
    s2.intoArray(sums, 6 * LANE);
    t2.intoArray(sums, 7 * LANE);
    u2.intoArray(sums, 8 * LANE);
    s3.intoArray(sums, 9 * LANE);
    t3.intoArray(sums, 10 * LANE);
    u3.intoArray(sums, 11 * LANE);
  }
}
