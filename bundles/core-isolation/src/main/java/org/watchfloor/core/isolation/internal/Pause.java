package org.watchfloor.core.isolation.internal;

import java.time.Duration;

/** The time until a JVM is replaced: doubled each time, unless the last one ran for long. */
final class Pause {
  /** A JVM that ran so long was a good one. */
  private static final Duration GOOD = Duration.ofMinutes(1);

  private final Duration min;
  private final Duration max;
  private Duration last = Duration.ZERO;
  private long startedNanos;
  private boolean started;

  Pause(Duration min, Duration max) {
    this.min = min;
    this.max = max;
  }

  void reset() {
    last = Duration.ZERO;
    started = false;
  }

  void started() {
    started = true;
    startedNanos = System.nanoTime();
  }

  Duration next() {
    if (started && System.nanoTime() - startedNanos > GOOD.toNanos()) {
      last = Duration.ZERO;
    }
    started = false;
    Duration doubled = last.isZero() ? min : last.multipliedBy(2);
    last = doubled.compareTo(max) > 0 ? max : doubled;
    return last;
  }

  Duration last() {
    return last;
  }
}
