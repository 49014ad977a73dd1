package org.watchfloor.plugin.api.signal;

import java.util.Optional;

/** Argument checks of the records in this package; every message names the field. */
final class Checks {
  private Checks() {}

  static void text(String field, String value, int maxLength) {
    if (value.length() > maxLength) {
      throw new IllegalArgumentException(
          field + ": " + value.length() + " characters, at most " + maxLength + " are allowed");
    }
  }

  static void required(String field, String value, int maxLength) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + ": is missing or blank");
    }
    text(field, value, maxLength);
  }

  static void fraction(String field, Optional<Double> value) {
    value.ifPresent(
        v -> {
          if (!(v >= 0 && v <= 1)) {
            throw new IllegalArgumentException(field + ": " + v + " is not within 0 to 1");
          }
        });
  }
}
