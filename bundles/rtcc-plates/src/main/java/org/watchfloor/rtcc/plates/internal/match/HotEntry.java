package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;

/**
 * A plate on a hot list.
 *
 * @param plate in the exact form of {@link PlateText}
 * @param state as the list gives it; may be empty
 * @param reason one line; may be empty
 * @param agency may be empty
 * @param entered as the list gives it; may be empty
 * @param expires UTC, seconds since 1970; {@link #NEVER} for never
 */
public record HotEntry(
    String plate, String state, String reason, String agency, String entered, long expires) {
  public static final long NEVER = Long.MAX_VALUE;

  boolean inForce(Instant now) {
    return now.getEpochSecond() < expires;
  }
}
