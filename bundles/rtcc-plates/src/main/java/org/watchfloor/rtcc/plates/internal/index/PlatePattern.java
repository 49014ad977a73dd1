package org.watchfloor.rtcc.plates.internal.index;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A plate of which not every character is known: {@code ?} for one, {@code *} for any number.
 * Immutable, thread-safe. A plate that is a {@link PlateKey} is compared by the bit: a mask a piece
 * between two asterisks.
 */
public final class PlatePattern {
  /** Characters with none of unknown number between them. */
  private record Piece(int length, long mask, long value) {
    static Piece of(String text) {
      long mask = 0;
      long value = 0;
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) != '?') {
          mask |= PlateKey.placed(63, i);
          value |= PlateKey.placed(PlateKey.symbol(text.charAt(i)), i);
        }
      }
      return new Piece(text.length(), mask, value);
    }

    boolean at(long key, int position) {
      return (key << PlateKey.BITS * position & mask) == value;
    }
  }

  private static final Pattern ASTERISKS = Pattern.compile("\\*+");

  private final String pattern;
  private final List<Piece> pieces = new ArrayList<>();
  private final boolean fixed;
  private final boolean exact;
  private final int known;
  private final int least;
  private final boolean coded;

  /** Of a fixed pattern, with the length. */
  private final long mask;

  private final long value;

  /** Made when it is asked for, as the next; made twice by two threads, it is the same. */
  private @Nullable PlatePattern mirror;

  private @Nullable Pattern text;

  /**
   * @param pattern upper case, with nothing but letters, digits, {@code ?} and {@code *}
   */
  public PlatePattern(String pattern) {
    this.pattern = pattern;
    String[] texts =
        pattern.indexOf('*') < 0 ? new String[] {pattern} : ASTERISKS.split(pattern, -1);
    this.fixed = texts.length == 1;
    this.exact = fixed && pattern.indexOf('?') < 0;
    this.known = (int) pattern.chars().filter(c -> c != '?' && c != '*').count();
    this.least = pattern.length() - (int) pattern.chars().filter(c -> c == '*').count();
    // A character that no such plate has is in none of them.
    this.coded =
        least <= PlateKey.MAX_LENGTH
            && pattern.chars().allMatch(c -> c == '*' || PlateKey.symbol(c) >= 0);
    if (coded) {
      for (String piece : texts) {
        pieces.add(Piece.of(piece));
      }
    }
    this.mask = coded ? pieces.get(0).mask() | 15 : 0;
    this.value = coded ? pieces.get(0).value() | least : 0;
  }

  /** Whether every character is known. */
  boolean exact() {
    return exact;
  }

  /** Of how many characters it is known which. */
  int known() {
    return known;
  }

  /** The {@link PlateKey} of an exact one that may be one. */
  long key() {
    return value;
  }

  /** The characters that are known from the first on, ten at most. */
  String begin() {
    int end = 0;
    while (end < Math.min(pattern.length(), PlateKey.MAX_LENGTH)
        && pattern.charAt(end) != '?'
        && pattern.charAt(end) != '*') {
      end++;
    }
    return pattern.substring(0, end);
  }

  /** All three characters that are known to follow each other, as {@link PlateKey#gram}. */
  List<Integer> grams() {
    List<Integer> grams = new ArrayList<>();
    for (int i = 0; i + PlateKey.GRAM <= pattern.length(); i++) {
      String three = pattern.substring(i, i + PlateKey.GRAM);
      if (three.indexOf('?') < 0 && three.indexOf('*') < 0) {
        grams.add(PlateKey.gram(PlateKey.of(three), 0));
      }
    }
    return grams;
  }

  /** Fits the plates that are those that this one fits, read from their end. */
  PlatePattern mirrored() {
    PlatePattern made = mirror;
    if (made == null) {
      made = new PlatePattern(new StringBuilder(pattern).reverse().toString());
      mirror = made;
    }
    return made;
  }

  /** Whether it may fit a {@link PlateKey} at all. */
  boolean coded() {
    return coded;
  }

  @Override
  public String toString() {
    return pattern;
  }

  public boolean matches(String plate) {
    if (exact) {
      return pattern.equals(plate);
    }
    Pattern made = text;
    if (made == null) {
      made = Pattern.compile(ASTERISKS.matcher(pattern.replace("?", ".")).replaceAll(".*"));
      text = made;
    }
    return made.matcher(plate).matches();
  }

  /**
   * @param key of {@link PlateKey}, and of no text
   */
  boolean matches(long key) {
    if (fixed) {
      return coded && (key & mask) == value;
    }
    int length = PlateKey.length(key);
    return coded && length >= least && unfixed(key, length);
  }

  /** The first at the begin, the last at the end, and each other as early as it can be. */
  private boolean unfixed(long key, int length) {
    Piece first = pieces.get(0);
    Piece last = pieces.get(pieces.size() - 1);
    if (!first.at(key, 0) || !last.at(key, length - last.length())) {
      return false;
    }
    int position = first.length();
    int end = length - last.length();
    for (int i = 1; i < pieces.size() - 1; i++) {
      Piece piece = pieces.get(i);
      while (position + piece.length() <= end && !piece.at(key, position)) {
        position++;
      }
      if (position + piece.length() > end) {
        return false;
      }
      position += piece.length();
    }
    return true;
  }
}
