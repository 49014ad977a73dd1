package org.watchfloor.rtcc.video.internal;

import java.util.concurrent.CompletionException;

/** Why something failed, in words. */
final class Reasons {
  private Reasons() {}

  static String of(Throwable e) {
    Throwable cause = e;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
