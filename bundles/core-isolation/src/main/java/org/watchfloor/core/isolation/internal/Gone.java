package org.watchfloor.core.isolation.internal;

import java.io.IOException;

/** The plugin's JVM is not there; the message says why, for people. */
final class Gone extends IOException {
  private static final long serialVersionUID = 1;

  Gone(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
