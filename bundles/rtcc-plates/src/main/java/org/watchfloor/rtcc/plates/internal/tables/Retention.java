package org.watchfloor.rtcc.plates.internal.tables;

import java.time.Duration;
import java.time.Instant;
import org.watchfloor.rtcc.plates.internal.config.PlatesConfig;

/**
 * How long rows are kept, from the capture on. Immutable.
 *
 * @param days 0 for no limit
 */
public record Retention(int days) {
  public static final Retention NONE = new Retention(0);

  /** A hundred years; more would only hide a mistake. */
  private static final int MAX_DAYS = 36_500;

  /**
   * @param key that it is configured by
   * @throws IllegalArgumentException naming the key
   */
  public static Retention of(String key, int days) {
    if (days < 0 || days > MAX_DAYS) {
      throw new IllegalArgumentException(
          "%s: %s = %d is not within 0 to %d".formatted(PlatesConfig.PID, key, days, MAX_DAYS));
    }
    return new Retention(days);
  }

  public boolean limited() {
    return days > 0;
  }

  /** The time, in microseconds, before which nothing is kept. */
  public long limit(Instant now) {
    return limited() ? Times.micros(now.minus(Duration.ofDays(days))) : Long.MIN_VALUE;
  }
}
