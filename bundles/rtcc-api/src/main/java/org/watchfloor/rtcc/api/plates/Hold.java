package org.watchfloor.rtcc.api.plates;

import java.time.Duration;
import java.time.Instant;

/**
 * Reads that are kept beyond their retention, for a case.
 *
 * @param id short, unique
 * @param terms what is kept and why
 * @param by who placed it
 * @param at UTC
 */
public record Hold(String id, Terms terms, String by, Instant at) {

  /**
   * What is kept and why. A read is kept if it has the plate, where one is given, and the camera,
   * where one is given, and was captured in the time.
   *
   * @param plate exact; may be empty if a camera is given
   * @param camera source id or the vendor's name of the camera; may be empty if a plate is given
   * @param from captured at or after, UTC
   * @param to captured before, UTC
   * @param why reason and case number
   * @param expires when it ends by itself, UTC
   */
  public record Terms(
      String plate, String camera, Instant from, Instant to, LookUp why, Instant expires) {
    private static final Duration MAX = Duration.ofDays(3_653);

    public Terms {
      if (plate.isBlank() && camera.isBlank()) {
        throw new IllegalArgumentException("plate: give a plate, a camera, or both");
      }
      if (!plate.isBlank()) {
        ConvoyQuery.exact(plate);
      }
      if (camera.length() > 128) {
        throw new IllegalArgumentException("camera: more than 128 characters");
      }
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("to: must be after from");
      }
      if (Duration.between(from, expires).compareTo(MAX) > 0) {
        throw new IllegalArgumentException("expires: must be at most 10 years after from");
      }
    }
  }
}
