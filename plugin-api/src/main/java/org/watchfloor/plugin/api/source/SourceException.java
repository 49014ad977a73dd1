package org.watchfloor.plugin.api.source;

import org.jspecify.annotations.Nullable;

/**
 * Why a source cannot run, and what would help. The message is shown to administrators: no secrets
 * in it.
 */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1;

  /** What would help. */
  public enum Kind {
    /** Time: the platform tries again by itself, with a growing pause. */
    RETRY,
    /**
     * Other credentials: waits for a new configuration, so that the device does not lock the
     * account.
     */
    AUTH,
    /** Another configuration; the message names the key. */
    CONFIG
  }

  private final Kind kind;

  public SourceException(Kind kind, String message) {
    this(kind, message, null);
  }

  public SourceException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
