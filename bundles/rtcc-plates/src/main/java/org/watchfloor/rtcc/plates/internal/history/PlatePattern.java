package org.watchfloor.rtcc.plates.internal.history;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.watchfloor.rtcc.plates.internal.match.PlateCode;

/**
 * A plate of which not every character is known: {@code ?} for one, {@code *} for any number.
 * Immutable. A plate that is a number is compared by the bit: a mask a piece between two asterisks.
 */
final class PlatePattern {
  /** Characters with none of unknown number between them. */
  private record Piece(int length, long mask, long value) {
    static Piece of(String text) {
      long mask = 0;
      long value = 0;
      for (int i = 0; i < text.length(); i++) {
        int symbol = PlateCode.symbol(text.charAt(i));
        if (text.charAt(i) != '?') {
          mask |= PlateCode.placed(PlateCode.ALL, i);
          value |= PlateCode.placed(symbol, i);
        }
      }
      return new Piece(text.length(), mask, value);
    }

    boolean at(long code, int position) {
      return (PlateCode.from(code, position) & mask) == value;
    }
  }

  private final List<Piece> pieces = new ArrayList<>();
  private final boolean fixed;
  private final int least;
  private final boolean coded;
  private final Pattern text;

  /**
   * @param pattern upper case, with nothing but letters, digits, {@code ?} and {@code *}
   */
  PlatePattern(String pattern) {
    String[] texts = pattern.split("\\*+", -1);
    this.fixed = texts.length == 1;
    this.least = pattern.length() - (int) pattern.chars().filter(c -> c == '*').count();
    // A character that no such plate has is in none of them.
    this.coded =
        least <= PlateCode.MAX_LENGTH
            && pattern.chars().allMatch(c -> c == '?' || c == '*' || PlateCode.symbol(c) >= 0);
    if (coded) {
      for (String piece : texts) {
        pieces.add(Piece.of(piece));
      }
    }
    this.text = Pattern.compile(pattern.replace("?", ".").replaceAll("\\*+", ".*"));
  }

  boolean matches(String plate) {
    return text.matcher(plate).matches();
  }

  /**
   * @param code of {@link PlateCode}
   */
  boolean matches(long code) {
    if (!coded) {
      return false;
    }
    int length = PlateCode.length(code);
    if (fixed) {
      return length == least && pieces.get(0).at(code, 0);
    }
    return length >= least && unfixed(code, length);
  }

  /** The first at the begin, the last at the end, and each other as early as it can be. */
  private boolean unfixed(long code, int length) {
    Piece first = pieces.get(0);
    Piece last = pieces.get(pieces.size() - 1);
    if (!first.at(code, 0) || !last.at(code, length - last.length())) {
      return false;
    }
    int position = first.length();
    int end = length - last.length();
    for (int i = 1; i < pieces.size() - 1; i++) {
      Piece piece = pieces.get(i);
      while (position + piece.length() <= end && !piece.at(code, position)) {
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
