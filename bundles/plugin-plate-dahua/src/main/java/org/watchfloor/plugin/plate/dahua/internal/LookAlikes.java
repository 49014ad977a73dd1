package org.watchfloor.plugin.plate.dahua.internal;

import java.util.regex.Pattern;

/**
 * Cyrillic and Greek letters that cameras put among Latin ones, because they look the same. A plate
 * that holds others, which is one of another script, stays as it is.
 */
final class LookAlikes {
  private static final String CYRILLIC =
      "\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405";
  private static final String CYRILLIC_LATIN = "ABEKMHOPCTYXIJS";
  private static final String GREEK =
      "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7";
  private static final String GREEK_LATIN = "ABEZHIKMNOPTYX";
  private static final Pattern LATIN = Pattern.compile("[A-Z0-9 .-]+");

  private LookAlikes() {}

  /**
   * @param plate in upper case
   */
  static String latin(String plate) {
    StringBuilder latin = new StringBuilder(plate.length());
    for (char c : plate.toCharArray()) {
      int cyrillic = CYRILLIC.indexOf(c);
      int greek = GREEK.indexOf(c);
      latin.append(
          cyrillic >= 0
              ? CYRILLIC_LATIN.charAt(cyrillic)
              : greek >= 0 ? GREEK_LATIN.charAt(greek) : c);
    }
    return LATIN.matcher(latin).matches() ? latin.toString() : plate;
  }
}
