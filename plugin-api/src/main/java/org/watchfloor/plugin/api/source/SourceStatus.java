package org.watchfloor.plugin.api.source;

/**
 * How a source's connection is, in its own words.
 *
 * @param state of the connection
 * @param reason in words, for an analyst; may be empty for ONLINE
 */
public record SourceStatus(State state, String reason) {
  /** Of the connection, not of the life cycle, which belongs to the platform. */
  public enum State {
    ONLINE,
    /** Works, with a loss that the reason names. */
    DEGRADED,
    OFFLINE
  }

  public static SourceStatus online() {
    return new SourceStatus(State.ONLINE, "");
  }

  public static SourceStatus degraded(String reason) {
    return new SourceStatus(State.DEGRADED, reason);
  }

  public static SourceStatus offline(String reason) {
    return new SourceStatus(State.OFFLINE, reason);
  }
}
