package org.watchfloor.rtcc.plates.internal.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A plate of at most ten characters 0-9, A-Z and {@code ?} as one number: six bits a character, the
 * first in the highest, the length in the lowest four. As unsigned numbers they are in the order of
 * the plates, so that those with the same begin lie together. Any other plate is a number in a
 * table of texts, with a length that no plate has.
 */
final class PlateKey {
  static final int MAX_LENGTH = 10;

  /** What no plate has. */
  static final long NONE = -1;

  /** Bits of a character. */
  static final int BITS = 6;

  /** Characters by which plates are found that have them anywhere. */
  static final int GRAM = 3;

  private static final int LENGTH = 15;
  private static final int FIRST = 64 - BITS;
  private static final int UNREAD = 36;
  private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ?";
  private static final byte[] SYMBOL = new byte[128];

  static {
    Arrays.fill(SYMBOL, (byte) -1);
    for (int i = 0; i <= UNREAD; i++) {
      SYMBOL[CHARACTERS.charAt(i)] = (byte) i;
    }
  }

  private PlateKey() {}

  /** 0 to 36; -1 for a character that is not one of them. */
  static int symbol(int character) {
    return character < 128 ? SYMBOL[character] : -1;
  }

  /** {@link #NONE} for a text that is longer or has another character. */
  static long of(CharSequence plate) {
    int length = plate.length();
    if (length > MAX_LENGTH) {
      return NONE;
    }
    long key = length;
    for (int i = 0; i < length; i++) {
      int symbol = symbol(plate.charAt(i));
      if (symbol < 0) {
        return NONE;
      }
      key |= placed(symbol, i);
    }
    return key;
  }

  static int length(long key) {
    return (int) key & LENGTH;
  }

  /** Bits of a character at its place. */
  static long placed(int symbol, int position) {
    return (long) symbol << FIRST - BITS * position;
  }

  private static int at(long key, int position) {
    return (int) (key >>> FIRST - BITS * position) & 63;
  }

  /** The three characters from a position on, as a number. */
  static int gram(long key, int position) {
    return (int) (key >>> 64 - (position + GRAM) * BITS) & (1 << GRAM * BITS) - 1;
  }

  /** The key of the plate read from its end, by which those with the same end lie together. */
  static long mirrored(long key) {
    int length = length(key);
    long mirrored = length;
    for (int i = 0; i < length; i++) {
      mirrored |= placed(at(key, i), length - 1 - i);
    }
    return mirrored;
  }

  static String text(long key) {
    byte[] text = new byte[length(key)];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) CHARACTERS.charAt(at(key, i));
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Stands for the text of that number in a table. */
  static long ofText(int index) {
    return (long) index << 4 | LENGTH;
  }

  static boolean isText(long key) {
    return length(key) == LENGTH;
  }

  static int textIndex(long key) {
    return (int) (key >>> 4);
  }
}
