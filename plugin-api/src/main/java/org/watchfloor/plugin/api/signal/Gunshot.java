package org.watchfloor.plugin.api.signal;

import java.util.Optional;

/**
 * A gunshot alert as one vendor gives it.
 *
 * @param rounds number of rounds counted, 1 to 10,000; empty where the vendor does not count
 * @param confidence 0 to 1; empty where the vendor gives none
 * @param reviewed whether a person at the vendor has listened to it
 * @param classification the vendor's own word, for instance {@code Multiple Gunshots}; may be empty
 */
public record Gunshot(
    Optional<Integer> rounds, Optional<Double> confidence, boolean reviewed, String classification)
    implements SignalDetail {
  public Gunshot {
    rounds.ifPresent(
        n -> {
          if (n < 1 || n > 10_000) {
            throw new IllegalArgumentException("rounds: " + n + " is not within 1 to 10000");
          }
        });
    Checks.fraction("confidence", confidence);
    Checks.text("classification", classification, 200);
  }
}
