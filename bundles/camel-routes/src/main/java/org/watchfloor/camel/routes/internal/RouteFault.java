package org.watchfloor.camel.routes.internal;

/** A file that cannot be run as it stands; the message says where and why. */
final class RouteFault extends Exception {
  private static final long serialVersionUID = 1;

  RouteFault(String message) {
    super(message);
  }

  /**
   * @param line 1 and up
   * @param column 1 and up
   */
  RouteFault(int line, int column, String reason) {
    super("line " + line + ", column " + column + ": " + reason);
  }
}
