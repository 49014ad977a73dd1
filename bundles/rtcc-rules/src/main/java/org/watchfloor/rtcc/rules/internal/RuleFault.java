package org.watchfloor.rtcc.rules.internal;

/** A rule that cannot work: the message begins with the key. */
final class RuleFault extends Exception {
  private static final long serialVersionUID = 1;

  RuleFault(String key, String reason) {
    super(key + ": " + reason);
  }
}
