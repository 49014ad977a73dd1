package org.watchfloor.core.journal.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time as far as it may be deleted by: none for a day after the clock has jumped, so that a
 * clock that is wrong deletes nothing and there is time to set it right. Used by one thread.
 */
final class TrustedTime {
  private static final Logger LOG = LoggerFactory.getLogger(TrustedTime.class);

  /** Beyond what setting a clock by NTP and a machine that sleeps for a moment amount to. */
  private static final Duration JUMP = Duration.ofMinutes(5);

  /** A center that was down for longer waits a day more, which hurts nobody. */
  private static final Duration DOWN = Duration.ofDays(2);

  private static final Duration WAIT = Duration.ofDays(1);

  private final Clock clock;
  private final LongSupplier nanos;
  private long lastNanos;
  private Instant last;
  private long untrustedUntilNanos;

  /**
   * @param nanos a clock that nobody sets
   * @param newestMillis when the newest entry was recorded; 0 where there is none
   */
  TrustedTime(Clock clock, LongSupplier nanos, long newestMillis) {
    this.clock = clock;
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
    this.last = clock.instant();
    this.untrustedUntilNanos = lastNanos;
    if (newestMillis > 0 && last.isAfter(Instant.ofEpochMilli(newestMillis).plus(DOWN))) {
      distrust("is more than 2 days after the journal's newest entry");
    }
  }

  /** Empty for a day after a jump was noticed. */
  Optional<Instant> now() {
    long nowNanos = nanos.getAsLong();
    Instant now = clock.instant();
    Duration off = Duration.between(last.plusNanos(nowNanos - lastNanos), now);
    last = now;
    lastNanos = nowNanos;
    if (off.abs().compareTo(JUMP) > 0) {
      distrust("jumped by " + off);
    }
    return nowNanos - untrustedUntilNanos < 0 ? Optional.empty() : Optional.of(now);
  }

  private void distrust(String why) {
    untrustedUntilNanos = lastNanos + WAIT.toNanos();
    LOG.warn("The clock {}: for a day the journal deletes nothing by age", why);
  }
}
