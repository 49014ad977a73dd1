package org.watchfloor.plugin.plate.platerecognizer.internal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/** When a picture was taken, by the clock of the machine that Stream runs on. */
final class Times {
  /** {@code timestamp} and {@code timestamp_local} are one moment, but for rounding. */
  private static final Duration SAME = Duration.ofSeconds(1);

  private Times() {}

  /**
   * {@code timestamp}, unless {@code timestamp_local} names its offset and another moment: then the
   * former is local time with a Z behind it.
   */
  static Instant of(JsonObject data) throws MalformedMessage {
    OffsetDateTime utc =
        parse(data.text("timestamp"))
            .orElseThrow(
                () ->
                    data.fault("timestamp", "is not a time with offset like 2026-11-24T14:05:09Z"));
    Optional<OffsetDateTime> local = parse(data.optionalText("timestamp_local").orElse(""));
    if (local.isPresent()
        && local.get().getOffset().getTotalSeconds() != 0
        && Duration.between(utc, local.get()).abs().compareTo(SAME) > 0
        && utc.toLocalDateTime().equals(local.get().toLocalDateTime())) {
      return local.get().toInstant();
    }
    return utc.toInstant();
  }

  /** RFC 3339, with a blank in the place of the T too. */
  private static Optional<OffsetDateTime> parse(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.strip().replaceFirst(" ", "T")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
