package org.watchfloor.rtcc.api.plates;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which reads are looked for. What is empty does not narrow.
 *
 * @param plate exact, or with {@code ?} for one and {@code *} for any number of characters; at
 *     least 2 characters known, or empty where a camera, an area or the vehicle narrows and the
 *     time spans 31 days at most
 * @param states as the readers give them, {@code us-nc}; in any case
 * @param makes of vehicles, in any case
 * @param colors of vehicles, in any case
 * @param cameras by source id or by the vendor's name of the camera
 * @param from captured at or after, UTC
 * @param to captured before, UTC
 * @param limit at most so many, newest first, 1 to 1,000
 */
public record ReadQuery(
    String plate,
    Set<String> states,
    Set<String> makes,
    Set<String> colors,
    Set<String> cameras,
    Optional<ReadArea> area,
    Optional<Instant> from,
    Optional<Instant> to,
    int limit) {
  private static final int MAX_WORDS = 100;
  private static final Duration MAX_WITHOUT_PLATE = Duration.ofDays(31);

  public ReadQuery {
    states = few("states", states);
    makes = few("makes", makes);
    colors = few("colors", colors);
    cameras = few("cameras", cameras);
    if (plate.length() > 16) {
      throw new IllegalArgumentException("plate: " + plate.length() + " characters, at most 16");
    }
    if (plate.chars().filter(Character::isLetterOrDigit).count() < 2) {
      boolean narrowed =
          !states.isEmpty()
              || !makes.isEmpty()
              || !colors.isEmpty()
              || !cameras.isEmpty()
              || area.isPresent();
      if (!plate.isBlank() || !narrowed) {
        throw new IllegalArgumentException(
            "plate: give at least 2 known characters; ? stands for one, * for any number");
      }
      bounded(from, to);
    }
    if (limit < 1 || limit > 1_000) {
      throw new IllegalArgumentException("limit: " + limit + " is not within 1 to 1000");
    }
  }

  /** A search by plate and time alone. */
  public ReadQuery(String plate, Optional<Instant> from, Optional<Instant> to, int limit) {
    this(plate, Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty(), from, to, limit);
  }

  private static Set<String> few(String name, Set<String> words) {
    if (words.size() > MAX_WORDS) {
      throw new IllegalArgumentException(name + ": " + words.size() + ", at most " + MAX_WORDS);
    }
    for (String word : words) {
      if (word.isBlank() || word.length() > 128) {
        throw new IllegalArgumentException(name + ": each must have 1 to 128 characters");
      }
    }
    return Set.copyOf(words);
  }

  private static void bounded(Optional<Instant> from, Optional<Instant> to) {
    if (from.isEmpty()
        || to.isEmpty()
        || Duration.between(from.get(), to.get()).compareTo(MAX_WITHOUT_PLATE) > 0) {
      throw new IllegalArgumentException(
          "plate: is missing; without one give from and to, at most 31 days apart");
    }
  }
}
