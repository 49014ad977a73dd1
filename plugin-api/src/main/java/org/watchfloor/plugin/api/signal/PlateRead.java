package org.watchfloor.plugin.api.signal;

import java.util.List;
import java.util.Optional;

/**
 * A license plate as a reader saw it. Built with {@link #of}; a constructor with fewer components
 * stays when the record grows.
 *
 * @param plate as the reader gave it, upper case, 1 to 16 characters; {@code ?} for a character
 *     that could not be read
 * @param region issuing state or country as the vendor names it, for instance {@code us-nc}; may be
 *     empty
 * @param confidence of the whole plate, 0 to 1; empty where the vendor gives none
 * @param candidates other readings, best first, at most 50
 * @param make vehicle make in lower case; may be empty
 * @param color vehicle colour in lower case; may be empty
 * @param body body type in lower case; may be empty
 * @param heading direction of travel, degrees clockwise from north, 0 to 360; empty where unknown
 * @param characters those of {@code plate} one by one in its order; empty where the reader gives no
 *     confidence for each
 */
public record PlateRead(
    String plate,
    String region,
    Optional<Double> confidence,
    List<Candidate> candidates,
    String make,
    String color,
    String body,
    Optional<Double> heading,
    List<PlateCharacter> characters)
    implements SignalDetail {

  /** Another reading of the same plate, with its confidence 0 to 1. */
  public record Candidate(String plate, double confidence) {
    public Candidate {
      Checks.required("candidate.plate", plate, 16);
      Checks.fraction("candidate.confidence", Optional.of(confidence));
    }
  }

  public PlateRead {
    Checks.required("plate", plate, 16);
    Checks.text("region", region, 32);
    Checks.fraction("confidence", confidence);
    Checks.text("make", make, 64);
    Checks.text("color", color, 64);
    Checks.text("body", body, 64);
    heading.ifPresent(
        h -> {
          if (!(h >= 0 && h <= 360)) {
            throw new IllegalArgumentException("heading: " + h + " is not within 0 to 360");
          }
        });
    if (candidates.size() > 50) {
      throw new IllegalArgumentException("candidates: " + candidates.size() + ", at most 50");
    }
    candidates = List.copyOf(candidates);
    int length = plate.codePointCount(0, plate.length());
    if (!characters.isEmpty() && characters.size() != length) {
      throw new IllegalArgumentException(
          "characters: " + characters.size() + ", but the plate has " + length);
    }
    characters = List.copyOf(characters);
  }

  /** A read of which no single character's confidence is known. */
  public PlateRead(
      String plate,
      String region,
      Optional<Double> confidence,
      List<Candidate> candidates,
      String make,
      String color,
      String body,
      Optional<Double> heading) {
    this(plate, region, confidence, candidates, make, color, body, heading, List.of());
  }

  /** A read of which only plate and confidence are known. */
  public static PlateRead of(String plate, double confidence) {
    return new PlateRead(
        plate, "", Optional.of(confidence), List.of(), "", "", "", Optional.empty());
  }
}
