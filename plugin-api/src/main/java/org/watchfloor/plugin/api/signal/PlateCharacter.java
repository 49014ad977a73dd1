package org.watchfloor.plugin.api.signal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One character of a plate as a reader saw it.
 *
 * @param value the character itself, one code point; {@code ?} where it could not be read
 * @param confidence that it is this one, 0 to 1
 * @param others what else it may be, one code point each, with the confidence 0 to 1 of each; most
 *     readers say nothing about these; at most 40
 */
public record PlateCharacter(String value, double confidence, Map<String, Double> others) {
  private static final int MAX_OTHERS = 40;

  public PlateCharacter {
    one("value", value);
    Checks.fraction("confidence", Optional.of(confidence));
    if (others.size() > MAX_OTHERS) {
      throw new IllegalArgumentException("others: " + others.size() + ", at most " + MAX_OTHERS);
    }
    others.forEach(
        (other, c) -> {
          one("others", other);
          Checks.fraction("others." + other, Optional.of(c));
        });
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  /** A character of which the reader gives no alternatives. */
  public static PlateCharacter of(String value, double confidence) {
    return new PlateCharacter(value, confidence, Map.of());
  }

  private static void one(String name, String text) {
    int count = text.codePointCount(0, text.length());
    if (count != 1) {
      // without the text: it may be as long as a message
      throw new IllegalArgumentException(name + ": must be one character, not " + count);
    }
  }
}
