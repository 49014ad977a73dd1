package org.watchfloor.core.api.plugin;

/**
 * Something that a plugin asks for in its package.
 *
 * @param kind what it is
 * @param value for CONNECT {@code host:port}, {@code *} for either, {@code config:<key>} for what
 *     the configuration names; for LISTEN {@code tcp:<port>} or {@code udp:<port>} or {@code
 *     config:<key>}; for FILES a path or {@code config:<key>}
 * @param reason in the publisher's words
 */
public record Permission(Kind kind, String value, String reason) {

  /** Sorts of permission. */
  public enum Kind {
    /** Connects to a host. */
    CONNECT,
    /** Listens on a port of the center. */
    LISTEN,
    /** Reads or writes files. */
    FILES
  }
}
