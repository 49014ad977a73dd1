package org.watchfloor.rtcc.plates.internal.match;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The vehicles behind the reads: which part of them has plates of each layout. Part of the reads of
 * a rare layout are misreads of a common one, and no vehicles. For one thread.
 */
final class Fleet {
  /** What is left of a layout that is all misreads, by chance. */
  private static final double CHANCE = 0.3;

  private final List<Layout> layouts;
  private final RandomGenerator random;
  private final double[] parts;
  private final double all;

  /**
   * @param layouts at least one
   * @param reads of all layouts together
   */
  Fleet(List<Layout> layouts, long reads, RandomGenerator random) {
    this.layouts = layouts;
    this.random = random;
    this.parts = new double[layouts.size()];
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      Layout layout = layouts.get(i);
      boolean common = layout.total() >= RoadCounts.COMMON_FROM * reads;
      double genuine = common ? 1 : layout.genuine();
      parts[i] = genuine < CHANCE ? 0 : layout.total() * genuine;
      sum += parts[i];
    }
    this.all = sum;
  }

  /** A plate of one of them. */
  int[] draw() {
    double left = random.nextDouble() * all;
    for (int i = 0; i < parts.length; i++) {
      left -= parts[i];
      if (left < 0) {
        return layouts.get(i).draw(random);
      }
    }
    return layouts.get(0).draw(random);
  }
}
