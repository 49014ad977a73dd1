package org.watchfloor.console.rest.internal;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.journal.EntryType;

/**
 * What of the signals goes on to a screen: a flood of them must not hold up the alerts that come on
 * the same stream. Alerts and changes always pass. Used by one thread at a time.
 */
final class Sieve {
  private final Filter without;
  private final boolean none;
  private final int rate;
  private final LongSupplier nanoTime;
  private double allowed;
  private long countedAt;
  private long skipped;

  /**
   * @param without names of kinds, or beginnings at a dot, whose signals do not pass
   * @param rate signals a second; 0 for any number
   */
  Sieve(Set<String> without, int rate) {
    this(without, rate, System::nanoTime);
  }

  Sieve(Set<String> without, int rate, LongSupplier nanoTime) {
    this.without = new Filter(Set.of(EntryType.SIGNAL), without);
    this.none = without.isEmpty();
    this.rate = rate;
    this.nanoTime = nanoTime;
    this.allowed = rate;
    this.countedAt = nanoTime.getAsLong();
  }

  boolean passes(BusEntry entry) {
    if (!(entry instanceof SignalEntry)) {
      return true;
    }
    if (!none && without.passes(entry)) {
      return false;
    }
    if (rate == 0) {
      return true;
    }
    long now = nanoTime.getAsLong();
    double more = (now - countedAt) * (double) rate / TimeUnit.SECONDS.toNanos(1);
    allowed = Math.min(rate, allowed + more);
    countedAt = now;
    if (allowed < 1) {
      skipped++;
      return false;
    }
    allowed--;
    return true;
  }

  /** Signals above the rate since it was last asked. */
  long takeSkipped() {
    long count = skipped;
    skipped = 0;
    return count;
  }
}
