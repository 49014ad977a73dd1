package org.watchfloor.rtcc.plates.internal.match;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;

/**
 * A read, character by character, with what its reader's mistakes make of each. For one thread.
 * Nothing where the text is no plate, or one that can only be compared as it stands: more than 10
 * characters, or letters other than A-Z.
 */
final class Observation {
  /** The reader's alternatives explain most of its mistakes, not all. */
  static final double TOLD = 0.8;

  /** What is left of a read with fewer known characters than this could be nearly any plate. */
  private static final int LEAST_KNOWN = 3;

  private static final int UNREAD = -1;
  private static final int BETWEEN = -2;
  private static final int LETTER = -3;

  private final int[] symbols = new int[PlateCode.MAX_LENGTH];
  private final int[] bins = new int[PlateCode.MAX_LENGTH];
  private final int[] places = new int[PlateCode.MAX_LENGTH];
  private final Row[] rows = new Row[PlateCode.MAX_LENGTH];
  private int length;
  private int unread;
  private long code = PlateCode.NONE;
  private double allRight = 1;
  private double best = 1;
  private double bestButOne = 1;
  private final double[][] named = new double[PlateCode.MAX_LENGTH][];

  private @Nullable Rates rates;

  private Observation() {}

  static Observation of(PlateRead read, Rates rates) {
    Observation seen = new Observation();
    String text = read.plate();
    boolean known = seen.characters(read) && seen.length - seen.unread >= LEAST_KNOWN;
    if (!known || seen.hasNoDigit() && isNoPlate(text)) {
      seen.length = 0;
      return seen;
    }
    seen.rows(read, rates);
    return seen;
  }

  /**
   * A read that is made up, for a forecast.
   *
   * @param others for each character, by symbol, sum of 1; null where the reader names none
   */
  static Observation of(int[] symbols, byte[] sureness, double[][] others, Rates rates) {
    Observation seen = new Observation();
    seen.length = symbols.length;
    for (int i = 0; i < symbols.length; i++) {
      seen.symbols[i] = symbols[i];
      seen.bins[i] = bin(sureness[i]);
    }
    seen.row(rates);
    seen.name(others, rates);
    return seen;
  }

  static int bin(byte sureness) {
    return sureness < 0 ? ~sureness : sureness;
  }

  /** Only a text of letters can be a word that readers send for no plate. */
  private boolean hasNoDigit() {
    for (int i = 0; i < length; i++) {
      if (symbols[i] >= 0 && !PlateCode.isLetter(symbols[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNoPlate(String text) {
    return text.indexOf('?') < 0 && PlateText.exact(text).isEmpty();
  }

  private boolean characters(PlateRead read) {
    String text = read.plate();
    List<PlateCharacter> each = read.characters();
    int at = 0;
    for (int i = 0; i < text.length(); at++) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int symbol = c == '?' ? UNREAD : symbolOf(c);
      if (symbol == BETWEEN) {
        continue;
      }
      if (symbol == LETTER || length == PlateCode.MAX_LENGTH) {
        return false;
      }
      unread += symbol == UNREAD ? 1 : 0;
      symbols[length] = symbol;
      bins[length] = each.isEmpty() ? Bins.NONE : Bins.of(each.get(at).confidence());
      places[length++] = at;
    }
    return true;
  }

  /**
   * {@link #BETWEEN} for what stands between characters, {@link #LETTER} for one without a number.
   */
  private static int symbolOf(int c) {
    int upper = c < 128 ? Character.toUpperCase(c) : folded(c);
    int symbol = PlateCode.symbol(upper);
    return symbol >= 0 ? symbol : Character.isLetterOrDigit(upper) ? LETTER : BETWEEN;
  }

  private static int folded(int c) {
    String text = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
    return PlateText.latin(Character.toUpperCase(text.codePointAt(0)));
  }

  private void rows(PlateRead read, Rates rates) {
    List<PlateCharacter> each = read.characters();
    Optional<Double> whole = read.confidence();
    if (each.isEmpty() && whole.isPresent()) {
      // What is said of all is as if each character had the same part in it.
      Arrays.fill(bins, 0, length, Bins.of(Math.pow(whole.get(), 1.0 / length)));
    }
    row(rates);
    if (each.isEmpty() && read.candidates().isEmpty()) {
      bests();
      return;
    }
    double[][] others = new double[length][];
    if (each.isEmpty()) {
      candidates(read, others);
    } else {
      for (int i = 0; i < length; i++) {
        others(each.get(places[i]).others(), i, others);
      }
    }
    name(others, rates);
  }

  private void name(double[][] others, Rates rates) {
    for (int i = 0; i < length; i++) {
      if (others[i] != null && symbols[i] >= 0 && normalize(others[i])) {
        rows[i] = rates.row(bins[i], symbols[i], others[i], TOLD);
        named[i] = others[i];
      }
    }
    bests();
  }

  private void bests() {
    code = isWhole() ? PlateCode.of(symbols, length) : PlateCode.NONE;
    double least = 1;
    for (int i = 0; i < length; i++) {
      best *= rows[i].best();
      least = Math.min(least, rows[i].best());
    }
    bestButOne = best / least;
  }

  /** Of the likeliest plate of the same length. */
  double best() {
    return best;
  }

  /** Of the likeliest plate, if one character is none. */
  double bestButOne() {
    return bestButOne;
  }

  private void row(Rates rates) {
    this.rates = rates;
    for (int i = 0; i < length; i++) {
      rows[i] = symbols[i] < 0 ? Row.ANY : rates.row(bins[i], symbols[i]);
      allRight *= symbols[i] < 0 ? 1 : 1 - rates.wrong(bins[i]);
    }
  }

  private void others(Map<String, Double> others, int i, double[][] weights) {
    others.forEach((text, weight) -> add(weights, i, symbolOf(text.codePointAt(0)), weight));
  }

  /** Where other readings of the same length differ, they name others for the character. */
  private void candidates(PlateRead read, double[][] weights) {
    for (PlateRead.Candidate candidate : read.candidates()) {
      long code = PlateCode.of(PlateText.exact(candidate.plate()).orElse(""));
      if (code != PlateCode.NONE && PlateCode.length(code) == length) {
        for (int i = 0; i < length; i++) {
          add(weights, i, PlateCode.at(code, i), candidate.confidence());
        }
      }
    }
  }

  private void add(double[][] weights, int i, int symbol, double weight) {
    if (symbol >= 0 && symbol != symbols[i]) {
      if (weights[i] == null) {
        weights[i] = new double[PlateCode.SYMBOLS];
      }
      weights[i][symbol] += weight;
    }
  }

  private static boolean normalize(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length && sum > 0; i++) {
      weights[i] /= sum;
    }
    return sum > 0;
  }

  boolean isNothing() {
    return length == 0;
  }

  /** Whether each character was read. */
  boolean isWhole() {
    return length > 0 && unread == 0;
  }

  int length() {
    return length;
  }

  /** Below 0 where it was not read. */
  int symbol(int i) {
    return symbols[i];
  }

  int bin(int i) {
    return bins[i];
  }

  /** How sure the reader was: for each character {@link Bins}, less than 0 if it named others. */
  byte[] sureness() {
    byte[] all = new byte[length];
    for (int i = 0; i < length; i++) {
      all[i] = (byte) (named[i] != null ? ~bins[i] : bins[i]);
    }
    return all;
  }

  /** How its reader errs. */
  Rates rates() {
    return Objects.requireNonNull(rates);
  }

  /** By symbol what else the reader says it may be, sum of 1; null where it says nothing. */
  double @Nullable [] named(int i) {
    return named[i];
  }

  Row row(int i) {
    return rows[i];
  }

  /** How likely all that was read is right. */
  double allRight() {
    return allRight;
  }

  /** {@link PlateCode#NONE} where a character was not read. */
  long code() {
    return code;
  }

  String text() {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(symbols[i] < 0 ? '?' : PlateCode.character(symbols[i]));
    }
    return text.toString();
  }
}
