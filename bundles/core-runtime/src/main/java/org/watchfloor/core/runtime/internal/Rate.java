package org.watchfloor.core.runtime.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a counter has grown over the last five samples. Thread-safe. */
final class Rate {
  private static final int SAMPLES = 5;

  private final Deque<long[]> samples = new ArrayDeque<>();

  synchronized void sample(long nanos, long total) {
    samples.addLast(new long[] {nanos, total});
    if (samples.size() > SAMPLES + 1) {
      samples.removeFirst();
    }
  }

  synchronized double perSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    long[] first = samples.getFirst();
    long[] last = samples.getLast();
    return last[0] == first[0] ? 0 : (last[1] - first[1]) * 1e9 / (last[0] - first[0]);
  }
}
