package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.List;
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

  /** {@code 4 s} or {@code 400 ms}. */
  static String seconds(Duration time) {
    long millis = time.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  /** The first of them, each once, and how many others there are. */
  static String some(List<String> names, int max) {
    List<String> distinct = names.stream().distinct().toList();
    String first = String.join(", ", distinct.subList(0, Math.min(max, distinct.size())));
    int more = distinct.size() - max;
    return more > 0 ? first + " and " + more + " others" : first;
  }
}
