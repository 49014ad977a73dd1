package org.watchfloor.rtcc.plates.internal.match;

import java.util.random.RandomGenerator;

/**
 * How often reads of one order of letters and digits came, and with which characters in which
 * place. Thread-safe.
 */
final class Layout {
  /** Old traffic fades: halved at so many. */
  private static final int MOST = 1 << 22;

  private static final int LETTERS = 26;
  private static final int DIGITS = 10;

  /** As if each character had been seen so often. */
  private static final double SEEN = 1;

  private final long key;
  private final int length;
  private final boolean[] letter;
  private final int[][] counts;
  private int total;

  /**
   * @param code of a plate of this layout
   */
  Layout(long code) {
    key = key(code);
    length = PlateCode.length(code);
    letter = new boolean[length];
    counts = new int[length][];
    for (int i = 0; i < length; i++) {
      letter[i] = PlateCode.isLetter(PlateCode.at(code, i));
      counts[i] = new int[letter[i] ? LETTERS : DIGITS];
    }
  }

  /** That of a plate as its symbols. */
  static long key(int[] symbols) {
    long key = 1;
    for (int symbol : symbols) {
      key = key << 1 | (PlateCode.isLetter(symbol) ? 1 : 0);
    }
    return key;
  }

  /** One number for plates of the same order of letters and digits. */
  static long key(long code) {
    int length = PlateCode.length(code);
    long key = 1;
    for (int i = 0; i < length; i++) {
      key = key << 1 | (PlateCode.isLetter(PlateCode.at(code, i)) ? 1 : 0);
    }
    return key;
  }

  synchronized void add(long code) {
    if (total >= MOST) {
      halve();
    }
    total++;
    for (int i = 0; i < length; i++) {
      counts[i][index(i, PlateCode.at(code, i))]++;
    }
  }

  private void halve() {
    total /= 2;
    for (int[] ofPlace : counts) {
      for (int c = 0; c < ofPlace.length; c++) {
        ofPlace[c] /= 2;
      }
    }
  }

  private int index(int place, int symbol) {
    return letter[place] ? symbol - DIGITS : symbol;
  }

  synchronized int total() {
    return total;
  }

  long key() {
    return key;
  }

  int length() {
    return length;
  }

  /** Of a read's characters, among reads of this layout; 0 where one has another layout. */
  synchronized double density(Observation read) {
    double density = 1;
    for (int i = 0; i < length; i++) {
      int symbol = read.symbol(i);
      if (symbol >= 0) {
        if (PlateCode.isLetter(symbol) != letter[i]) {
          return 0;
        }
        int[] ofPlace = counts[i];
        density *= (ofPlace[index(i, symbol)] + SEEN) / (total + SEEN * ofPlace.length);
      }
    }
    return density;
  }

  /** A plate as they come on this road. */
  synchronized int[] draw(RandomGenerator random) {
    int[] symbols = new int[length];
    for (int i = 0; i < length; i++) {
      int left = random.nextInt(Math.max(1, total));
      int c = 0;
      while (c < counts[i].length - 1 && (left -= counts[i][c]) >= 0) {
        c++;
      }
      symbols[i] = letter[i] ? c + DIGITS : c;
    }
    return symbols;
  }
}
