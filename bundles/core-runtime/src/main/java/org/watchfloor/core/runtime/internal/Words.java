package org.watchfloor.core.runtime.internal;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Says in words why something failed. */
final class Words {
  private Words() {}

  static String of(Throwable thrown, Redaction redaction) {
    Throwable cause = cause(thrown);
    String message = redaction.line(cause.getMessage());
    return message.isEmpty() ? cause.getClass().getSimpleName() : message;
  }

  /** What lies within the wrappers of futures. */
  static Throwable cause(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
