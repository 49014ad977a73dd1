package org.watchfloor.core.isolation.internal;

import java.util.function.LongSupplier;

/** So many a second, with a burst of one second's worth. Thread-safe. */
final class Rate {
  private final double perNano;
  private final double most;
  private final LongSupplier nanos;
  private double left;
  private long at;

  Rate(int perSecond, LongSupplier nanos) {
    this.perNano = perSecond / 1e9;
    this.most = perSecond;
    this.nanos = nanos;
    this.left = perSecond;
    this.at = nanos.getAsLong();
  }

  /** Whether one more is within the rate; it counts if so. */
  synchronized boolean take() {
    long now = nanos.getAsLong();
    left = Math.min(most, left + (now - at) * perNano);
    at = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
