package org.watchfloor.plugin.plate.flock.internal;

import java.time.Duration;
import java.util.Optional;
import org.watchfloor.plugin.api.source.SourceException;

/** Why the API did not do what it was asked, in words without secrets. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  /** No answer at all. */
  static final int NONE = 0;

  private final int status;
  private final long waitSeconds;

  /**
   * @param status HTTP status code, or {@link #NONE}
   * @param waitSeconds that the API asks for; negative where it asks for none
   */
  Refusal(int status, long waitSeconds, String message) {
    super(message);
    this.status = status;
    this.waitSeconds = waitSeconds;
  }

  int status() {
    return status;
  }

  /** For how long the API wants to be left alone. */
  Optional<Duration> patience() {
    return waitSeconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(waitSeconds));
  }

  /** What would help, by the statuses that the vendor's OpenAPI lists. */
  SourceException.Kind kind() {
    return switch (status) {
      case 401, 403 -> SourceException.Kind.AUTH;
      case 400, 404, 413, 422 -> SourceException.Kind.CONFIG;
      default -> SourceException.Kind.RETRY; // no answer, 409, 429, 5xx
    };
  }

  SourceException asSourceException() {
    return new SourceException(kind(), String.valueOf(getMessage()));
  }
}
