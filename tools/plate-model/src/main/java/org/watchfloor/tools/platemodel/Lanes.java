package org.watchfloor.tools.platemodel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over and changes of parts of arrays whose length is a multiple of the lanes, eight lanes at
 * a time whatever the machine has, so that every machine gets the same bits. Stateless.
 */
final class Lanes {
  static final VectorSpecies<Float> OF = FloatVector.SPECIES_256;
  static final int COUNT = OF.length();

  /** Takes every other value of two vectors, and puts them back. */
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromArray(OF, new int[] {0, 2, 4, 6, 0, 2, 4, 6}, 0);

  private static final VectorShuffle<Float> LOW =
      VectorShuffle.fromArray(OF, new int[] {0, 0, 1, 1, 2, 2, 3, 3}, 0);
  private static final VectorShuffle<Float> HIGH =
      VectorShuffle.fromArray(OF, new int[] {4, 4, 5, 5, 6, 6, 7, 7}, 0);
  private static final VectorMask<Float> SECOND_HALF = VectorMask.fromLong(OF, 0xF0);
  private static final VectorMask<Float> EVERY_OTHER = VectorMask.fromLong(OF, 0x55);

  private Lanes() {}

  static float sum(float[] a, int from, int end) {
    FloatVector s = FloatVector.zero(OF);
    FloatVector t = s;
    int j = from;
    for (; j + COUNT < end; j += 2 * COUNT) {
      s = s.add(FloatVector.fromArray(OF, a, j));
      t = t.add(FloatVector.fromArray(OF, a, j + COUNT));
    }
    if (j < end) {
      s = s.add(FloatVector.fromArray(OF, a, j));
    }
    return across(s.add(t));
  }

  static float dot(float[] a, float[] b, int from, int end) {
    FloatVector s = FloatVector.zero(OF);
    FloatVector t = s;
    int j = from;
    for (; j + COUNT < end; j += 2 * COUNT) {
      s = FloatVector.fromArray(OF, a, j).fma(FloatVector.fromArray(OF, b, j), s);
      int k = j + COUNT;
      t = FloatVector.fromArray(OF, a, k).fma(FloatVector.fromArray(OF, b, k), t);
    }
    if (j < end) {
      s = FloatVector.fromArray(OF, a, j).fma(FloatVector.fromArray(OF, b, j), s);
    }
    return across(s.add(t));
  }

  private static float across(FloatVector v) {
    // not reduceLanes: its order is the machine's; not lane(): it is slow
    float[] lanes = new float[COUNT];
    v.intoArray(lanes, 0);
    return across(lanes, 0);
  }

  /** The sum of so many values as there are lanes. */
  static float across(float[] lanes, int at) {
    float sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += lanes[at + i];
    }
    return sum;
  }

  static void add(float[] a, int from, int end, float what) {
    for (int i = from; i < end; i += COUNT) {
      FloatVector.fromArray(OF, a, i).add(what).intoArray(a, i);
    }
  }

  static void multiply(float[] a, int from, int end, float by) {
    for (int i = from; i < end; i += COUNT) {
      FloatVector.fromArray(OF, a, i).mul(by).intoArray(a, i);
    }
  }

  /**
   * {@code y = (y - mean) * by}, as many as there is room in {@code shown}, which gets the same by
   * scale and shift and never below zero.
   */
  static void normalize(
      float[] y, int from, float[] shown, float mean, float by, float scale, float shift) {
    FloatVector zero = FloatVector.zero(OF);
    FloatVector m = FloatVector.broadcast(OF, mean);
    FloatVector d = FloatVector.broadcast(OF, by);
    FloatVector g = FloatVector.broadcast(OF, scale);
    FloatVector b = FloatVector.broadcast(OF, shift);
    for (int i = 0; i < shown.length; i += COUNT) {
      FloatVector v = FloatVector.fromArray(OF, y, from + i).sub(m).mul(d);
      v.intoArray(y, from + i);
      v.fma(g, b).max(zero).intoArray(shown, i);
    }
  }

  /** {@code dy = by * (dy - mean - normal * along)}. */
  static void denormalize(
      float[] dy, float[] normal, int from, int end, float by, float mean, float along) {
    FloatVector g = FloatVector.broadcast(OF, by);
    FloatVector a = FloatVector.broadcast(OF, mean);
    FloatVector b = FloatVector.broadcast(OF, -along);
    for (int i = from; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(OF, dy, i).sub(a);
      FloatVector.fromArray(OF, normal, i).fma(b, v).mul(g).intoArray(dy, i);
    }
  }

  /** Nothing of {@code a} where {@link #normalize} showed zero. */
  static void shut(float[] a, float[] normal, int from, int end, float scale, float shift) {
    FloatVector zero = FloatVector.zero(OF);
    FloatVector g = FloatVector.broadcast(OF, scale);
    FloatVector b = FloatVector.broadcast(OF, shift);
    for (int i = from; i < end; i += COUNT) {
      FloatVector shown = FloatVector.fromArray(OF, normal, i).fma(g, b);
      VectorMask<Float> open = shown.compare(VectorOperators.GT, zero);
      zero.blend(FloatVector.fromArray(OF, a, i), open).intoArray(a, i);
    }
  }

  /** {@code b[bo + i] = a[ao + i * step]}; the values may be of any number. */
  static void each(float[] a, int ao, int step, float[] b, int bo, int count) {
    if (step == 1) {
      System.arraycopy(a, ao, b, bo, count);
      return;
    }
    int i = 0;
    // never the last one: what follows it may be beyond the array
    for (; step == 2 && i + COUNT < count; i += COUNT) {
      FloatVector low = FloatVector.fromArray(OF, a, ao + 2 * i).rearrange(EVEN);
      FloatVector high = FloatVector.fromArray(OF, a, ao + 2 * i + COUNT).rearrange(EVEN);
      low.blend(high, SECOND_HALF).intoArray(b, bo + i);
    }
    for (; i < count; i++) {
      b[bo + i] = a[ao + i * step];
    }
  }

  /** {@code b[bo + i * step] = a[ao + i]}; the values may be of any number. */
  static void apart(float[] a, int ao, float[] b, int bo, int step, int count) {
    if (step == 1) {
      System.arraycopy(a, ao, b, bo, count);
      return;
    }
    int i = 0;
    for (; step == 2 && i + COUNT < count; i += COUNT) {
      FloatVector v = FloatVector.fromArray(OF, a, ao + i);
      int low = bo + 2 * i;
      FloatVector first = FloatVector.fromArray(OF, b, low);
      first.blend(v.rearrange(LOW), EVERY_OTHER).intoArray(b, low);
      FloatVector second = FloatVector.fromArray(OF, b, low + COUNT);
      second.blend(v.rearrange(HIGH), EVERY_OTHER).intoArray(b, low + COUNT);
    }
    for (; i < count; i++) {
      b[bo + i * step] = a[ao + i];
    }
  }
}
