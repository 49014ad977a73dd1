package org.watchfloor.core.api.deadletter;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor's message that broke its format, as it was delivered. Treat the array as immutable.
 *
 * @param number 1 and up, in the order of arrival; 0 before it is kept
 * @param sourceId of the source that it came to
 * @param receivedAt by the center's clock, UTC
 * @param contentType as sent; may be empty
 * @param headers without credentials
 * @param body byte for byte; may be empty in lists
 * @param length of the body, bytes
 * @param field that the decoder stumbled over; may be empty
 * @param reason in words
 * @param replay what became of it when it was last replayed; empty if it never was
 */
@SuppressWarnings("ArrayRecordComponent") // a body of megabytes is not copied at each step
public record DeadLetter(
    long number,
    String sourceId,
    Instant receivedAt,
    String contentType,
    Map<String, String> headers,
    byte[] body,
    int length,
    String field,
    String reason,
    Optional<Replay> replay) {

  /**
   * One attempt to decode it again.
   *
   * @param at when, UTC
   * @param by who
   * @param taken whether its signals are on disk now
   * @param outcome in words
   */
  public record Replay(Instant at, String by, boolean taken, String outcome) {}

  public DeadLetter {
    headers = Map.copyOf(headers);
  }

  /** Never shows the content. */
  @Override
  public String toString() {
    return "DeadLetter[" + number + " of " + sourceId + ", " + length + " bytes, " + reason + "]";
  }
}
