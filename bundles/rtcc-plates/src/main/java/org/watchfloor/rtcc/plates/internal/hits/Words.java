package org.watchfloor.rtcc.plates.internal.hits;

import java.time.Duration;

/** Spans of time as people say them. */
public final class Words {
  private Words() {}

  /** One unit, rounded down: {@code 3 h}, {@code 25 min}, {@code 2 d}. */
  public static String of(Duration span) {
    if (span.toDays() >= 2) {
      return span.toDays() + " d";
    }
    if (span.toMinutes() >= 120) {
      return span.toHours() + " h";
    }
    return Math.max(0, span.toMinutes()) + " min";
  }
}
