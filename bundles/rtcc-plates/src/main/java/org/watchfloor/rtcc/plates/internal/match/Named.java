package org.watchfloor.rtcc.plates.internal.match;

import java.util.random.RandomGenerator;

/**
 * What readers name beside a character that they are not sure of: for each character how often they
 * name each other one, and how much the first of them has of it. Sums over all reads; no plate. Not
 * thread-safe.
 */
final class Named {
  /** Of characters that are surer than this there are many, and their others never matter. */
  private static final double DOUBT = 0.02;

  /** As if so many had been seen as readers at large mistake them. */
  private static final double BEFORE = 4;

  private static final double FIRST = 0.8;

  /** Old reads fade: everything is halved at so many characters. */
  static final double MOST = 1 << 20;

  private final double[][] sums = new double[PlateCode.SYMBOLS][PlateCode.SYMBOLS];
  private double first = FIRST * BEFORE;
  private double count = BEFORE;

  Named() {}

  /**
   * As it was counted once.
   *
   * @param sums by symbol of the character, then of the other one
   */
  Named(double[][] sums, double first, double count) {
    for (int symbol = 0; symbol < sums.length; symbol++) {
      this.sums[symbol] = sums[symbol].clone();
    }
    this.first = first;
    this.count = count;
  }

  double[][] sums() {
    return sums;
  }

  double count() {
    return count;
  }

  void add(Observation read) {
    for (int i = 0; i < read.length(); i++) {
      double[] others = read.named(i);
      if (others != null && Bins.wrong(read.bin(i)) >= DOUBT) {
        add(read.symbol(i), others);
      }
    }
  }

  private void add(int symbol, double[] others) {
    double most = 0;
    for (int other = 0; other < others.length; other++) {
      sums[symbol][other] += others[other];
      most = Math.max(most, others[other]);
    }
    first += most;
    count++;
    if (count > MOST) {
      halve();
    }
  }

  private void halve() {
    first /= 2;
    count /= 2;
    for (double[] ofSymbol : sums) {
      for (int other = 0; other < ofSymbol.length; other++) {
        ofSymbol[other] /= 2;
      }
    }
  }

  /** As it is now; what comes later does not change it. */
  Named copy() {
    return new Named(sums, first, count);
  }

  /** What the first has beside the next, 0.5 to 1. */
  double first() {
    return first / count;
  }

  /** One that is named beside a character, not the character itself. */
  int draw(int symbol, Rates rates, RandomGenerator random) {
    double all = BEFORE;
    for (double sum : sums[symbol]) {
      all += sum;
    }
    double left = random.nextDouble() * all;
    for (int other = 0; other < PlateCode.SYMBOLS; other++) {
      left -= sums[symbol][other] + BEFORE * rates.taken(symbol, other);
      if (left < 0 && other != symbol) {
        return other;
      }
    }
    return symbol == 0 ? 1 : 0;
  }
}
