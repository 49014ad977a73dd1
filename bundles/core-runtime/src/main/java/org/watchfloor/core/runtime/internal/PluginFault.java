package org.watchfloor.core.runtime.internal;

/** A call into a plugin that did not end as its contract says. The message is free of secrets. */
final class PluginFault extends Exception {
  private static final long serialVersionUID = 1;

  /** What happened. */
  enum Kind {
    /** Did not come back in time. */
    HUNG,
    /** Threw what it may not throw, or returned what it may not return. */
    CRASHED,
    /** Its classes are no longer there. */
    GONE,
    /** The platform is stopping. */
    STOPPING
  }

  private final Kind kind;

  PluginFault(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
