package org.watchfloor.rtcc.api.plates;

import java.time.Duration;
import java.time.Instant;

/**
 * Which plates were seen together with one.
 *
 * @param plate exact
 * @param from captured at or after, UTC
 * @param to captured before, UTC, at most 90 days later
 * @param seconds that two reads at one camera may lie apart, 1 to 600
 * @param cameras at so many different ones at least, 2 to 50
 * @param limit at most so many plates, 1 to 200
 */
public record ConvoyQuery(
    String plate, Instant from, Instant to, int seconds, int cameras, int limit) {
  private static final Duration MAX = Duration.ofDays(90);

  public ConvoyQuery {
    exact(plate);
    range("seconds", seconds, 1, 600);
    range("cameras", cameras, 2, 50);
    range("limit", limit, 1, 200);
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(MAX) > 0) {
      throw new IllegalArgumentException("to: must be after from, at most 90 days");
    }
  }

  static void exact(String plate) {
    if (plate.length() > 16
        || plate.indexOf('?') >= 0
        || plate.indexOf('*') >= 0
        || plate.chars().filter(Character::isLetterOrDigit).count() < 2) {
      throw new IllegalArgumentException(
          "plate: must be exact, 2 to 16 characters without ? and *");
    }
  }

  private static void range(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " is not within " + least + " to " + most);
    }
  }
}
