package org.watchfloor.camel.routing.internal;

import java.io.IOException;

/** Why an answer was not read, in words. */
final class PollFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean tooLarge;

  PollFailure(boolean tooLarge, String words) {
    super(words);
    this.tooLarge = tooLarge;
  }

  /** Whether the answer will never be taken; otherwise it may be asked for again. */
  boolean isTooLarge() {
    return tooLarge;
  }
}
