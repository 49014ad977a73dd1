package org.watchfloor.rtcc.plates.internal.match;

import java.util.Arrays;

/**
 * A plate of 1 to 10 characters 0-9 and A-Z as one number, for tables of millions: six bits a
 * character from the lowest, the length in the highest four.
 */
public final class PlateCode {
  static final int SYMBOLS = 36;
  public static final int MAX_LENGTH = 10;

  /** What no plate has: a length of 15. */
  public static final long NONE = -1;

  /** A place with all its bits set. */
  private static final int ALL = 63;

  private static final int BITS = 6;
  private static final byte[] SYMBOL = new byte[128];

  static {
    Arrays.fill(SYMBOL, (byte) -1);
    for (int i = 0; i < SYMBOLS; i++) {
      SYMBOL[character(i)] = (byte) i;
    }
  }

  private PlateCode() {}

  /** 0 to 35 for 0-9 and A-Z; -1 for all others. */
  public static int symbol(int character) {
    return character < 128 ? SYMBOL[character] : -1;
  }

  static char character(int symbol) {
    return (char) (symbol < 10 ? '0' + symbol : 'A' + symbol - 10);
  }

  static boolean isLetter(int symbol) {
    return symbol >= 10;
  }

  /** {@link #NONE} for a text that is longer, empty, or has another character. */
  public static long of(CharSequence plate) {
    int length = plate.length();
    if (length == 0 || length > MAX_LENGTH) {
      return NONE;
    }
    long code = (long) length << 60;
    for (int i = 0; i < length; i++) {
      int symbol = symbol(plate.charAt(i));
      if (symbol < 0) {
        return NONE;
      }
      code |= (long) symbol << BITS * i;
    }
    return code;
  }

  /**
   * @param symbols of which the first {@code length} are 0 to 35
   * @param length 1 to 10
   */
  static long of(int[] symbols, int length) {
    long code = (long) length << 60;
    for (int i = 0; i < length; i++) {
      code |= (long) symbols[i] << BITS * i;
    }
    return code;
  }

  public static int length(long code) {
    return (int) (code >>> 60);
  }

  static int at(long code, int position) {
    return (int) (code >>> BITS * position) & ALL;
  }

  public static String text(long code) {
    StringBuilder text = new StringBuilder(MAX_LENGTH);
    for (int i = 0; i < length(code); i++) {
      text.append(character(at(code, i)));
    }
    return text.toString();
  }
}
