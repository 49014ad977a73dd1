package org.watchfloor.rtcc.plates.internal.match;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How plates are compared: upper case, letters and digits only, Latin letters for those of other
 * scripts that look the same; O and 0 stay two characters.
 */
public final class PlateText {
  /** What readers send when they saw a vehicle but no plate. */
  private static final Set<String> NO_PLATE =
      Set.of("UNKNOWN", "NOPLATE", "NONE", "UNREADABLE", "NULL");

  /**
   * Cyrillic, then Greek capitals that look like Latin ones: a keyboard or a reader of another
   * country writes them for the same plate. Those that plates of these countries may bear are all
   * among them (Vienna Convention on Road Traffic, annex 2).
   */
  private static final String OTHER_SCRIPTS =
      "\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
          + "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7";

  private static final String LATIN = "ABEKMHOPCTYXIJS" + "ABEZHIKMNOPTYX";

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
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 128) {
        return keepAny(text, also);
      }
      if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || also.indexOf(c) >= 0) {
        kept.append(c);
      } else if (c >= 'a' && c <= 'z') {
        kept.append((char) (c - 32));
      }
    }
    return kept.toString();
  }

  private static String keepAny(String text, String also) {
    StringBuilder kept = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .map(PlateText::latin)
        .filter(c -> Character.isLetterOrDigit(c) || also.indexOf(c) >= 0)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** The Latin letter that looks the same; a digit of any script as 0 to 9. */
  static int latin(int character) {
    if (Character.isDigit(character)) {
      return '0' + Character.digit(character, 10);
    }
    int known = OTHER_SCRIPTS.indexOf(character);
    return known < 0 ? character : LATIN.charAt(known);
  }
}
