package org.watchfloor.core.plugins.internal;

/** Something that the framework, or a plugin in it, did not do; the message says what in words. */
final class OperationFailed extends Exception {
  private static final long serialVersionUID = 1;

  OperationFailed(String reason) {
    super(reason);
  }

  OperationFailed(String reason, Throwable cause) {
    super(reason, cause);
  }
}
