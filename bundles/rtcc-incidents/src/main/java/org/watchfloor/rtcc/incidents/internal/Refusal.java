package org.watchfloor.rtcc.incidents.internal;

import org.watchfloor.rtcc.api.incidents.WrongState;

/** Ends a transaction because of the state that a thing is in; becomes a {@link WrongState}. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
