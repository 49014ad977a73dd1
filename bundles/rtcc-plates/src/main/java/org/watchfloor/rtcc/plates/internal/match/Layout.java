package org.watchfloor.rtcc.plates.internal.match;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often reads of one order of letters and digits came, and with which characters in which
 * place. Thread-safe.
 */
final class Layout {
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
   * @param key of {@link #key(long)}
   */
  Layout(long key) {
    this.key = key;
    length = Long.SIZE - 1 - Long.numberOfLeadingZeros(key);
    letter = new boolean[length];
    counts = new int[length][];
    for (int i = 0; i < length; i++) {
      letter[i] = (key >> (length - 1 - i) & 1) == 1;
      counts[i] = new int[letter[i] ? LETTERS : DIGITS];
    }
  }

  /**
   * As it was counted once.
   *
   * @param counts of each place as many as {@link #kinds}; null where only the total is known: then
   *     each character came as often as the others
   */
  Layout(long key, int total, int @Nullable [][] counts) {
    this(key);
    this.total = total;
    for (int i = 0; i < length; i++) {
      int kinds = kinds(i);
      for (int c = 0; c < kinds; c++) {
        this.counts[i][c] =
            counts == null ? total / kinds + (c < total % kinds ? 1 : 0) : counts[i][c];
      }
    }
  }

  /** The order of letters and digits as a text of {@code L} and {@code D}. */
  static String text(long key) {
    StringBuilder text = new StringBuilder();
    for (int i = Long.SIZE - 2 - Long.numberOfLeadingZeros(key); i >= 0; i--) {
      text.append((key >> i & 1) == 1 ? 'L' : 'D');
    }
    return text.toString();
  }

  /**
   * @param text of {@link #text}
   */
  static long key(String text) {
    long key = 1;
    for (int i = 0; i < text.length(); i++) {
      key = key << 1 | (text.charAt(i) == 'L' ? 1 : 0);
    }
    return key;
  }

  /** How many characters a place may have. */
  int kinds(int place) {
    return counts[place].length;
  }

  /** As it is now; what comes later does not change it. */
  synchronized Layout copy() {
    return new Layout(key, total, counts);
  }

  /** How often each character came in a place. */
  synchronized int[] counts(int place) {
    return counts[place].clone();
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
    total++;
    for (int i = 0; i < length; i++) {
      counts[i][index(i, PlateCode.at(code, i))]++;
    }
  }

  /** Old traffic counts half. */
  synchronized void halve() {
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
