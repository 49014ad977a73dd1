package org.watchfloor.console.shell.internal;

/**
 * Text of others as a terminal may show it. What a vendor, a package or a plugin says must neither
 * steer the terminal nor look like a line of ours.
 */
final class PlainText {
  private static final char REPLACEMENT = '\ufffd';

  private PlainText() {}

  /** Lines and tabs stay. */
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        continue;
      }
      plain.append(steers(character) ? REPLACEMENT : character);
    }
    return plain.toString();
  }

  static String oneLine(String text) {
    return of(text).replace('\n', ' ').replace('\t', ' ');
  }

  /** Control characters, and those that turn the direction of writing (Unicode UAX 9, 2). */
  private static boolean steers(char character) {
    return (Character.isISOControl(character) && character != '\n' && character != '\t')
        || (character >= '\u202a' && character <= '\u202e')
        || (character >= '\u2066' && character <= '\u2069');
  }
}
