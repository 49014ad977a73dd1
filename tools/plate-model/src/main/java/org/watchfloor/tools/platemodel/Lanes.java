package org.watchfloor.tools.platemodel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over arrays, eight lanes at a time whatever the machine has, so that every machine gets the
 * same bits. Stateless.
 */
final class Lanes {
  static final VectorSpecies<Float> OF = FloatVector.SPECIES_256;
  static final int COUNT = OF.length();

  private Lanes() {}

  static float sum(float[] a, int from, int end) {
    FloatVector s = FloatVector.zero(OF);
    int whole = end - (end - from) % COUNT;
    for (int i = from; i < whole; i += COUNT) {
      s = s.add(FloatVector.fromArray(OF, a, i));
    }
    float sum = across(s, new float[COUNT]);
    for (int i = whole; i < end; i++) {
      sum += a[i];
    }
    return sum;
  }

  /** Of {@code a} from {@code ao + from} on and {@code b} from {@code bo + from} on. */
  static float dot(float[] a, int ao, float[] b, int bo, int from, int end) {
    FloatVector s = FloatVector.zero(OF);
    int whole = end - (end - from) % COUNT;
    for (int j = from; j < whole; j += COUNT) {
      s = FloatVector.fromArray(OF, a, ao + j).fma(FloatVector.fromArray(OF, b, bo + j), s);
    }
    return across(s, new float[COUNT]) + rest(a, ao, b, bo, whole, end);
  }

  /** The same, one by one. */
  static float rest(float[] a, int ao, float[] b, int bo, int from, int end) {
    float sum = 0;
    for (int j = from; j < end; j++) {
      sum = Math.fma(a[ao + j], b[bo + j], sum);
    }
    return sum;
  }

  /**
   * @param lanes room for them
   */
  static float across(FloatVector v, float[] lanes) {
    // not reduceLanes: its order is the machine's; not lane(): it is slow
    v.intoArray(lanes, 0);
    float sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += lanes[i];
    }
    return sum;
  }

  /** Nothing of {@code a} where {@code gate} is not above zero. */
  static void shut(float[] a, float[] gate, int from, int end) {
    int whole = end - (end - from) % COUNT;
    FloatVector zero = FloatVector.zero(OF);
    for (int i = from; i < whole; i += COUNT) {
      VectorMask<Float> open = FloatVector.fromArray(OF, gate, i).compare(VectorOperators.GT, zero);
      zero.blend(FloatVector.fromArray(OF, a, i), open).intoArray(a, i);
    }
    for (int i = whole; i < end; i++) {
      a[i] = gate[i] > 0 ? a[i] : 0;
    }
  }
}
