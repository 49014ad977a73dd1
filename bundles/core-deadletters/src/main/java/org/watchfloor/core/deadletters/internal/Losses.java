package org.watchfloor.core.deadletters.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts letters that could not be kept, and says so for an hour after the last. Thread-safe. */
final class Losses {
  private static final Logger LOG = LoggerFactory.getLogger(Losses.class);
  private static final Duration SAID = Duration.ofHours(1);
  private static final Duration LOG_PAUSE = Duration.ofMinutes(1);

  private final Clock clock;
  private long number;
  private Instant first = Instant.EPOCH;
  private Instant last = Instant.EPOCH;
  private Instant logged = Instant.EPOCH;
  private String example = "";

  Losses(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(String sourceId, String why) {
    Instant now = clock.instant();
    if (over(now)) {
      number = 0;
      first = now;
    }
    number++;
    last = now;
    example = "the last of source " + sourceId + ": " + why;
    if (Duration.between(logged, now).compareTo(LOG_PAUSE) >= 0) {
      logged = now;
      LOG.warn("{}", words());
    }
  }

  private boolean over(Instant now) {
    return number == 0 || Duration.between(last, now).compareTo(SAID) > 0;
  }

  /** In words; empty for none lately. */
  synchronized String said() {
    return over(clock.instant()) ? "" : words();
  }

  private String words() {
    return "%d messages that broke their format were not kept since %s, %s"
        .formatted(number, first.truncatedTo(ChronoUnit.SECONDS), example);
  }
}
