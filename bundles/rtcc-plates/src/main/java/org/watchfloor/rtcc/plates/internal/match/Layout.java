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

  /** To know what part is misreads, so many are enough; then each sixteenth. */
  private static final int ENOUGH_LOOKED = 512;

  private static final int EACH = 16;

  /** What is thought of a layout decides what is thought of its reads: the first must fade. */
  private static final int MEMORY = 100;

  private final long key;
  private final int length;
  private final double expected;
  private final boolean[] letter;
  private final int[][] counts;

  /** Of each place, how often its most frequent character came. */
  private final int[] most;

  private int total;
  private int looked;
  private double genuine = 1;

  /**
   * @param key of {@link #key(long)}
   */
  Layout(long key) {
    this.key = key;
    length = Long.SIZE - 1 - Long.numberOfLeadingZeros(key);
    expected = Road.expected(key, length);
    letter = new boolean[length];
    counts = new int[length][];
    most = new int[length];
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
        most[i] = Math.max(most[i], this.counts[i][c]);
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
    Layout copy = new Layout(key, total, counts);
    copy.looked = looked;
    copy.genuine = genuine;
    return copy;
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

  /**
   * @param common so many reads has a layout that is no misread of others
   * @return whether it is to be {@link #looked} at: enough of a rare layout, not each
   */
  synchronized boolean add(long code, double common) {
    total++;
    for (int i = 0; i < length; i++) {
      most[i] = Math.max(most[i], ++counts[i][index(i, PlateCode.at(code, i))]);
    }
    return total < common && (looked < ENOUGH_LOOKED || total % EACH == 0);
  }

  /** Old traffic counts half. */
  synchronized void halve() {
    total /= 2;
    for (int i = 0; i < length; i++) {
      most[i] /= 2;
      for (int c = 0; c < counts[i].length; c++) {
        counts[i][c] /= 2;
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

  /** Of {@link Road#expected}. */
  double expected() {
    return expected;
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

  /**
   * How likely a read is, whichever plate of this layout the vehicle bears: all that it may be
   * together, each as often as it comes.
   *
   * @param read of the same length, or of one character more or less
   */
  synchronized double likelihood(Observation read) {
    return overGaps(read, this::likelihood);
  }

  /**
   * The same where it counts.
   *
   * @param negligible what is less may be told as 0
   */
  synchronized double likelihood(Observation read, double negligible) {
    return atMost(read) < negligible ? 0 : overGaps(read, this::likelihood);
  }

  /** No less than the likelihood, and soon told: with the most frequent character everywhere. */
  private double atMost(Observation read) {
    return overGaps(read, this::atMost);
  }

  private double overGaps(Observation read, OfPlace likelihood) {
    int more = length - read.length();
    double straight = 1;
    double[] before = new double[read.length() + 1];
    for (int i = 0; i <= read.length(); i++) {
      before[i] = straight;
      straight *= i < Math.min(length, read.length()) ? likelihood.of(read.row(i), i) : 1;
    }
    if (more == 0) {
      return straight;
    }
    // One of the two has a gap: each place for it is as likely as the others.
    double sum = 0;
    double behind = 1;
    int gaps = Math.max(length, read.length());
    for (int gap = gaps - 1; gap >= 0; gap--) {
      sum += before[gap] * behind;
      int i = more > 0 ? gap - 1 : gap;
      behind *= gap > 0 ? likelihood.of(read.row(i), i + more) : 1;
    }
    return sum / gaps * (more > 0 ? read.rates().missing() : read.rates().extra());
  }

  /** How likely a character of a read is, whichever stands in a place of a plate. */
  private interface OfPlace {
    double of(Row row, int place);
  }

  private double likelihood(Row row, int place) {
    int[] ofPlace = counts[place];
    double sum = 0;
    for (int c = 0; c < ofPlace.length; c++) {
      sum += (ofPlace[c] + SEEN) * row.likelihood(letter[place] ? c + DIGITS : c);
    }
    return sum / (total + SEEN * ofPlace.length);
  }

  private double atMost(Row row, int place) {
    double all = letter[place] ? row.letters() : row.digits();
    return (most[place] + SEEN) * all / (total + SEEN * counts[place].length);
  }

  /** How often a plate comes, among all of this layout, which is its own. */
  synchronized double density(long code) {
    double density = 1;
    for (int i = 0; i < length; i++) {
      density *=
          (counts[i][index(i, PlateCode.at(code, i))] + SEEN) / (total + SEEN * counts[i].length);
    }
    return density;
  }

  /**
   * Looks at a read of it: is it likelier of a plate of this layout, or a misread?
   *
   * @param probability that it is of such a plate
   */
  synchronized void looked(double probability) {
    looked++;
    genuine += (probability - genuine) / Math.min(looked, MEMORY);
  }

  /** So many were looked at, with such a {@link #genuine} part. */
  synchronized void looked(int reads, double part) {
    looked = reads;
    genuine = part;
  }

  synchronized int looked() {
    return looked;
  }

  /** Which part of its reads are of plates of it, as far as they were looked at. */
  synchronized double genuine() {
    return genuine;
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
