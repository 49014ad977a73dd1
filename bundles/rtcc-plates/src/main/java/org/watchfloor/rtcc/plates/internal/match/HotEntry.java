package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;

/**
 * A plate on a hot list.
 *
 * @param plate in the exact form of {@link PlateText}
 * @param state as the list gives it; may be empty
 * @param reason one line; may be empty
 * @param agency may be empty
 * @param entered as the list gives it, a date or a time in RFC 3339; may be empty
 * @param expires UTC, seconds since 1970; {@link #NEVER} for never
 * @param make of the vehicle, as the list gives it; may be empty
 * @param color of the vehicle, as the list gives it; may be empty
 */
public record HotEntry(
    String plate,
    String state,
    String reason,
    String agency,
    String entered,
    long expires,
    String make,
    String color) {
  public static final long NEVER = Long.MAX_VALUE;

  /** An entry of a list that says nothing of the vehicle. */
  public HotEntry(
      String plate, String state, String reason, String agency, String entered, long expires) {
    this(plate, state, reason, agency, entered, expires, "", "");
  }

  public boolean inForce(Instant now) {
    return now.getEpochSecond() < expires;
  }
}
