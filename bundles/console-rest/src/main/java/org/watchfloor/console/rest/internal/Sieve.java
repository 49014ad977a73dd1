package org.watchfloor.console.rest.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many signals go on to a screen: a flood of them must not hold up the alerts that come on the
 * same stream. Used by one thread at a time.
 */
final class Sieve {
  private final int rate;
  private final LongSupplier nanoTime;
  private double allowed;
  private long countedAt;

  /**
   * @param rate signals a second; 0 for any number
   */
  Sieve(int rate) {
    this(rate, System::nanoTime);
  }

  Sieve(int rate, LongSupplier nanoTime) {
    this.rate = rate;
    this.nanoTime = nanoTime;
    this.allowed = rate;
    this.countedAt = nanoTime.getAsLong();
  }

  /** Lets so many signals through, or none of them. */
  boolean takes(int signals) {
    if (rate == 0 || signals == 0) {
      return true;
    }
    long now = nanoTime.getAsLong();
    double more = (now - countedAt) * (double) rate / TimeUnit.SECONDS.toNanos(1);
    allowed = Math.min(rate, allowed + more);
    countedAt = now;
    if (allowed < signals) {
      return false;
    }
    allowed -= signals;
    return true;
  }
}
