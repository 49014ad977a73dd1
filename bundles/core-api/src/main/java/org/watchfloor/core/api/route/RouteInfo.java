package org.watchfloor.core.api.route;

import java.time.Instant;

/**
 * A route as it is now.
 *
 * @param id within its contributor
 * @param contributor file name in {@code etc/routes}, or {@code source <source id>}
 * @param from address of its consumer, passwords taken out; empty if the file could not be read
 * @param state of the route
 * @param reason in words, with line and column where a file is wrong; may be empty
 * @param since when it entered the state, UTC
 * @param done messages that went through since then
 * @param failed messages that did not
 */
public record RouteInfo(
    String id,
    String contributor,
    String from,
    State state,
    String reason,
    Instant since,
    long done,
    long failed) {

  /** Of a route. */
  public enum State {
    STARTED,
    STOPPED,
    /** It could not be read, made or started; the reason says why. */
    FAILED
  }
}
