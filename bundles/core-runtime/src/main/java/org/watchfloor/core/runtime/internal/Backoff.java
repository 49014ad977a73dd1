package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The growing pause between attempts: doubled each time, of which between half and the whole is
 * waited, so that a hundred cameras behind one switch do not come back in the same instant. For one
 * thread.
 */
final class Backoff {
  private final Supplier<Limits> limits;
  private final DoubleSupplier random;
  private int attempts;

  Backoff(Supplier<Limits> limits, DoubleSupplier random) {
    this.limits = limits;
    this.random = random;
  }

  Duration next() {
    long min = limits.get().backoffMin().toMillis();
    long max = limits.get().backoffMax().toMillis();
    long whole = Math.min(max, min << Math.min(attempts, 20));
    attempts++;
    return Duration.ofMillis(whole / 2 + (long) (random.getAsDouble() * (whole - whole / 2)));
  }

  /** A source that ran this long has recovered: the next pause is a short one. */
  void ran(Duration time) {
    if (time.compareTo(limits.get().backoffMax()) >= 0) {
      attempts = 0;
    }
  }

  void reset() {
    attempts = 0;
  }
}
