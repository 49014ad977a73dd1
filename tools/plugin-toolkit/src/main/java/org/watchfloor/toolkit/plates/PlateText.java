package org.watchfloor.toolkit.plates;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What readers write for a plate. Immutable. */
public final class PlateText {
  private static final int MAX_CHARACTERS = 16;

  /**
   * Capitals of Cyrillic and Greek that look as Latin ones, and these in the same order. Some
   * readers mix the scripts; hot lists are written in Latin.
   */
  private static final String ALIKE =
      "\u0410\u0412\u0415\u0405\u0406\u0408\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425"
          + "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7";

  private static final String LATIN = "ABESIJKMHOPCTYXABEZHIKMNOPTYX";

  private final Set<String> none;

  private PlateText(Set<String> none) {
    this.none = none;
  }

  /**
   * Of a configuration.
   *
   * @param none words that mean that there was no plate, with commas between them; in any case
   */
  public static PlateText of(String none) {
    Set<String> words = new TreeSet<>();
    for (String word : none.split(",", -1)) {
      if (!word.isBlank()) {
        words.add(latin(word));
      }
    }
    return new PlateText(words);
  }

  /**
   * The plate in upper case and Latin letters where they look the same; empty where there was none:
   * blank, a word that means so, or without a single letter or digit.
   *
   * @throws FieldFault if it can be no plate; {@code plate: reason}
   */
  public Optional<String> read(String text) throws FieldFault {
    if (text.length() > 1_000) {
      throw tooLong();
    }
    String plate = latin(text);
    if (none.contains(plate) || plate.codePoints().noneMatch(PlateText::isOfPlates)) {
      return Optional.empty();
    }
    if (plate.length() > MAX_CHARACTERS) {
      throw tooLong();
    }
    if (plate.indexOf('\uFFFD') >= 0 || plate.codePoints().anyMatch(Character::isISOControl)) {
      throw new FieldFault(
          Field.PLATE.key(), "has bytes that are no letters; compare the encoding of the text");
    }
    return Optional.of(plate);
  }

  private static FieldFault tooLong() {
    return new FieldFault(Field.PLATE.key(), "must have at most " + MAX_CHARACTERS + " characters");
  }

  private static boolean isOfPlates(int codePoint) {
    return Character.isLetterOrDigit(codePoint);
  }

  /** Upper case; wide forms as the usual ones (NFKC). */
  private static String latin(String text) {
    String upper =
        Normalizer.normalize(text.strip(), Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    StringBuilder latin = new StringBuilder(upper);
    for (int i = 0; i < latin.length(); i++) {
      int at = ALIKE.indexOf(latin.charAt(i));
      if (at >= 0) {
        latin.setCharAt(i, LATIN.charAt(at));
      }
    }
    return latin.toString();
  }
}
