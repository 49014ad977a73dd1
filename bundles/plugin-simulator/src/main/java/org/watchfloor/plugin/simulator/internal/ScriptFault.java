package org.watchfloor.plugin.simulator.internal;

/** A line of a script that breaks its rules; the message names line and field. */
final class ScriptFault extends Exception {
  private static final long serialVersionUID = 1;

  ScriptFault(int line, String field, String reason) {
    super("script line " + line + ", " + field + ": " + reason);
  }
}
