package org.watchfloor.camel.routing.internal;

/** The way in was closed before a message was on disk; its vendor must keep it. */
final class IntakeClosed extends Exception {
  private static final long serialVersionUID = 1;

  IntakeClosed() {
    super("the source was closed before the message was on disk", null, false, false);
  }
}
