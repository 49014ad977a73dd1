package org.watchfloor.rtcc.plates.internal.match;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which part of the vehicles on the roads bears a plate of one list: learned from its exact hits as
 * they come, each counted by its probability; not from possible ones, which would prove themselves.
 * Thread-safe.
 */
final class Share {
  /** Before anything was read, a listed plate is one in a million vehicles ... */
  private static final double OF_ONE = 1e-6;

  /** ... and all of a national list, most of which is far away, no more than these. */
  private static final double OF_ALL = 0.005;

  /** So many reads weigh as much as what is known before, and at least as one hit. */
  private static final double READS = 5_000;

  private final LongAdder reads = new LongAdder();
  private final DoubleAdder hits = new DoubleAdder();

  Share() {}

  /** As it was counted once. */
  Share(long reads, double hits) {
    this.reads.add(reads);
    this.hits.add(hits);
  }

  long reads() {
    return reads.sum();
  }

  double hits() {
    return hits.sum();
  }

  /**
   * @param hits 0 for most reads; more than 1 for a hit that stands for misreads as well
   */
  void read(double hits) {
    reads.increment();
    if (hits > 0) {
      this.hits.add(hits);
    }
  }

  double of(int entries) {
    double before = Math.max(Math.min(OF_ONE * entries, OF_ALL), Double.MIN_NORMAL);
    double weight = Math.max(READS, 1 / before);
    return (weight * before + hits.sum()) / (weight + reads.sum());
  }
}
