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
    /** Left threads behind that do not end. */
    LEAKED,
    /** Its classes are no longer there. */
    GONE,
    /** The platform is stopping. */
    STOPPING
  }

  private final Kind kind;

  private final boolean known;

  PluginFault(Kind kind, String message) {
    this(kind, message, false);
  }

  private PluginFault(Kind kind, String message, boolean known) {
    super(message);
    this.kind = kind;
    this.known = known;
  }

  /** The same, by a message that has done it before: it says nothing new of the plugin. */
  PluginFault knownAlready() {
    return new PluginFault(kind, String.valueOf(getMessage()), true);
  }

  boolean isKnown() {
    return known;
  }

  Kind kind() {
    return kind;
  }
}
