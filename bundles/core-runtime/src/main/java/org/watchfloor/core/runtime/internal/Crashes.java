package org.watchfloor.core.runtime.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Crashes and hangs of one source within the quarantine window. For one thread. */
final class Crashes {
  private final Supplier<Limits> limits;
  private final Clock clock;
  private final Deque<Instant> times = new ArrayDeque<>();

  Crashes(Supplier<Limits> limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Counts one; true if it is one too many. */
  boolean add() {
    Instant now = clock.instant();
    times.addLast(now);
    Instant oldest = now.minus(limits.get().window());
    while (times.getFirst().isBefore(oldest)) {
      times.removeFirst();
    }
    return times.size() >= limits.get().crashes();
  }

  void clear() {
    times.clear();
  }
}
