package org.watchfloor.rtcc.api.plates;

import java.time.Instant;
import java.util.Optional;

/**
 * Which reads are looked for.
 *
 * @param plate exact, or with {@code ?} for one and {@code *} for any number of characters; at
 *     least 2 characters known
 * @param from captured at or after, UTC
 * @param to captured before, UTC
 * @param limit at most so many, newest first, 1 to 1,000
 */
public record ReadQuery(String plate, Optional<Instant> from, Optional<Instant> to, int limit) {
  public ReadQuery {
    if (plate.replaceAll("[^A-Za-z0-9]", "").length() < 2 || plate.length() > 16) {
      throw new IllegalArgumentException(
          "plate: give at least 2 known characters; ? stands for one, * for any number");
    }
    if (limit < 1 || limit > 1_000) {
      throw new IllegalArgumentException("limit: " + limit + " is not within 1 to 1000");
    }
  }
}
