package org.watchfloor.core.runtime.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counters of one source since the center started, kept over updates of its plugin. Thread-safe.
 */
final class SourceStats {
  private final Clock clock;
  private final LongAdder signals = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private volatile @Nullable Instant lastSignalAt;

  SourceStats(Clock clock) {
    this.clock = clock;
  }

  void accepted(int count) {
    if (count > 0) {
      signals.add(count);
      alive();
    }
  }

  /** A sign of life that is no event. */
  void alive() {
    lastSignalAt = clock.instant();
  }

  void malformed() {
    malformed(1);
  }

  void malformed(int messages) {
    malformed.add(messages);
  }

  long signals() {
    return signals.sum();
  }

  long malformedCount() {
    return malformed.sum();
  }

  Optional<Instant> lastSignalAt() {
    return Optional.ofNullable(lastSignalAt);
  }
}
