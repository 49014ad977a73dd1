package org.watchfloor.tools.platemodel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over and changes of parts of arrays whose length is a multiple of the lanes, eight lanes at
 * a time whatever the machine has, so that every machine gets the same bits. Stateless.
 */
final class Lanes {
  static final VectorSpecies<Float> OF = FloatVector.SPECIES_256;
  static final int COUNT = OF.length();

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

  /**
   * {@code normal = (y - mean) * by}, and {@code y} is then that by its scale and shift, never
   * below zero.
   */
  static void normalize(
      float[] y,
      float[] normal,
      int from,
      int end,
      float mean,
      float by,
      float scale,
      float shift) {
    FloatVector zero = FloatVector.zero(OF);
    FloatVector m = FloatVector.broadcast(OF, mean);
    FloatVector d = FloatVector.broadcast(OF, by);
    FloatVector g = FloatVector.broadcast(OF, scale);
    FloatVector b = FloatVector.broadcast(OF, shift);
    for (int i = from; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(OF, y, i).sub(m).mul(d);
      v.intoArray(normal, i);
      v.fma(g, b).max(zero).intoArray(y, i);
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

  /** Nothing of {@code a} where {@code gate} is not above zero. */
  static void shut(float[] a, float[] gate, int from, int end) {
    FloatVector zero = FloatVector.zero(OF);
    for (int i = from; i < end; i += COUNT) {
      VectorMask<Float> open = FloatVector.fromArray(OF, gate, i).compare(VectorOperators.GT, zero);
      zero.blend(FloatVector.fromArray(OF, a, i), open).intoArray(a, i);
    }
  }
}
