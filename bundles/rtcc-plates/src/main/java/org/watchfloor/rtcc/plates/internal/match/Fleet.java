package org.watchfloor.rtcc.plates.internal.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The vehicles behind the reads: which part of them has plates of each layout. Part of the reads of
 * a rare layout are misreads of a common one, so the parts are put right until made-up reads are
 * spread over the layouts as those that came. For one thread.
 */
final class Fleet {
  private static final int ROUNDS = 5;
  private static final int READS = 20_000;

  /** What is left of a layout that is all misreads, by chance. */
  private static final double CHANCE = 0.3;

  private final List<Layout> layouts;
  private final SplittableRandom random;
  private final double[] parts;

  Fleet(List<Layout> layouts, Misreader reader, SplittableRandom random) {
    this.layouts = layouts;
    this.random = random;
    Map<Long, Integer> places = new HashMap<>();
    double[] came = new double[layouts.size()];
    double all = 0;
    for (int i = 0; i < came.length; i++) {
      places.put(layouts.get(i).key(), i);
      came[i] = layouts.get(i).total();
      all += came[i];
    }
    for (int i = 0; i < came.length; i++) {
      came[i] /= all;
    }
    this.parts = came.clone();
    for (int round = 0; round < ROUNDS; round++) {
      correct(came, made(places, reader));
    }
    for (int i = 0; i < came.length; i++) {
      parts[i] = parts[i] < CHANCE * came[i] ? 0 : parts[i];
    }
  }

  private double[] made(Map<Long, Integer> places, Misreader reader) {
    double[] made = new double[parts.length];
    double all = 0;
    for (int i = 0; i < READS; i++) {
      Integer place = places.get(Layout.key(reader.text(draw())));
      if (place != null) {
        made[place]++;
        all++;
      }
    }
    for (int i = 0; i < made.length; i++) {
      made[i] /= Math.max(1, all);
    }
    return made;
  }

  private void correct(double[] came, double[] made) {
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Math.max(0, parts[i] + came[i] - made[i]);
    }
  }

  /** A plate of one of them. */
  int[] draw() {
    double all = 0;
    for (double part : parts) {
      all += part;
    }
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
