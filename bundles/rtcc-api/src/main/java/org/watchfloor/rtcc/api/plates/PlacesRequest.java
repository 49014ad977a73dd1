package org.watchfloor.rtcc.api.plates;

import java.time.Instant;

/**
 * Somebody's wish to see where a plate is often, which another person must approve.
 *
 * @param id short, unique
 * @param plate exact
 * @param from captured at or after, UTC
 * @param to captured before, UTC
 * @param why as given with the wish
 * @param askedBy who
 * @param askedAt UTC
 * @param state as it is now
 * @param decidedBy empty while it is open
 * @param decidedAt the time it was asked while it is open
 */
public record PlacesRequest(
    String id,
    String plate,
    Instant from,
    Instant to,
    LookUp why,
    String askedBy,
    Instant askedAt,
    State state,
    String decidedBy,
    Instant decidedAt) {

  /** Of a request. */
  public enum State {
    OPEN,
    APPROVED,
    REFUSED
  }
}
