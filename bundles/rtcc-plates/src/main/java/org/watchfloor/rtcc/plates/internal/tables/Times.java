package org.watchfloor.rtcc.plates.internal.tables;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the store keeps them: microseconds since 1970, UTC. */
public final class Times {
  /** A device may send any year; outside of these a time does not fit and is no use either. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Times() {}

  public static long micros(Instant time) {
    Instant kept = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    // Not ChronoUnit.MICROS.between: it counts nanoseconds, and overflows 292 years from 1970.
    return kept.getEpochSecond() * 1_000_000 + kept.getNano() / 1_000;
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
