package org.watchfloor.rtcc.plates.internal.match;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How plates are compared: upper case, letters and digits only; O and 0 stay two characters. */
public final class PlateText {
  /** What readers send when they saw a vehicle but no plate. */
  private static final Set<String> NO_PLATE =
      Set.of("UNKNOWN", "NOPLATE", "NONE", "UNREADABLE", "NULL");

  /** As for {@code PlateRead.plate}. */
  private static final int MAX_LENGTH = 16;

  private PlateText() {}

  /**
   * The form that a hot list is looked up by; empty for what is no plate, and for a read with a
   * character that could not be read: without it the rest would be another plate.
   */
  public static Optional<String> exact(String plate) {
    if (plate.indexOf('?') >= 0) {
      return Optional.empty();
    }
    String text = keep(plate, "");
    return text.isEmpty() || text.length() > MAX_LENGTH || NO_PLATE.contains(text)
        ? Optional.empty()
        : Optional.of(text);
  }

  /** The form in the history; an unread character stays {@code ?}. */
  public static String stored(String plate) {
    return keep(plate, "?");
  }

  /** The form of a search; {@code ?} and {@code *} stay. */
  public static String pattern(String plate) {
    return keep(plate, "?*");
  }

  private static String keep(String text, String also) {
    StringBuilder kept = new StringBuilder(text.length());
    text.toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || also.indexOf(c) >= 0)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
