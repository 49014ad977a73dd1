package org.watchfloor.rtcc.signals.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * How long, and how many, signals are kept. Immutable.
 *
 * @param days since it was received; 0 for no limit
 * @param signals 0 for no limit
 */
record Retention(int days, long signals) {
  static final Retention NONE = new Retention(0, 0);

  /** A hundred years; more would only hide a mistake. */
  private static final int MAX_DAYS = 36_500;

  private static final long MAX_SIGNALS = 1_000_000_000;

  Retention {
    check("retention.days", days, MAX_DAYS);
    check("retention.signals", signals, MAX_SIGNALS);
  }

  private static void check(String key, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          "%s: %s = %d is not within 0 to %d".formatted(SignalsConfig.PID, key, value, most));
    }
  }

  /** The time, in microseconds, before which nothing is kept. */
  long limit(Instant now) {
    return days > 0 ? Times.micros(now.minus(Duration.ofDays(days))) : Long.MIN_VALUE;
  }
}
