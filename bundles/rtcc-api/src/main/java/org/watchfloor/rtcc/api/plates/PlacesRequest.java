package org.watchfloor.rtcc.api.plates;

import java.time.Duration;
import java.time.Instant;

/**
 * Somebody's wish to see where a plate is often, which another person must approve.
 *
 * @param id short, unique
 * @param terms of what, and why
 * @param askedBy who
 * @param askedAt UTC
 * @param state as it is now
 * @param decidedBy empty while it is open
 * @param decidedAt the time it was asked while it is open
 */
public record PlacesRequest(
    String id,
    Terms terms,
    String askedBy,
    Instant askedAt,
    State state,
    String decidedBy,
    Instant decidedAt) {

  /**
   * What is wished for.
   *
   * @param plate exact
   * @param from captured at or after, UTC
   * @param to captured before, UTC, at most 366 days later
   */
  public record Terms(String plate, Instant from, Instant to, LookUp why) {
    private static final Duration MAX = Duration.ofDays(366);

    public Terms {
      ConvoyQuery.exact(plate);
      if (!from.isBefore(to) || Duration.between(from, to).compareTo(MAX) > 0) {
        throw new IllegalArgumentException("to: must be after from, at most 366 days");
      }
    }
  }

  /** Of a request. */
  public enum State {
    OPEN,
    APPROVED,
    REFUSED
  }
}
