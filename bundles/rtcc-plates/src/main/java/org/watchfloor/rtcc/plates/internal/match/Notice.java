package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * How likely a person would have been shown the hit if a reader had mistaken one more character. A
 * character that was right tells only as much: whoever counts all those of exact hits, while
 * mistakes that are never shown are counted by nobody, ends up with readers that make none. For one
 * thread.
 */
final class Notice {
  /** Rarer mistakes are left out. */
  private static final double LEAST = 0.02;

  private final PlateMatcher matcher;
  private final Issuer issuer;
  private final Rates rates;
  private final Collection<Prior> priors;
  private final Instant now;
  private final double otherwise;

  Notice(
      PlateMatcher matcher,
      Issuer issuer,
      Rates rates,
      Collection<Prior> priors,
      Instant now,
      double otherwise) {
    this.matcher = matcher;
    this.issuer = issuer;
    this.rates = rates;
    this.priors = priors;
    this.now = now;
    this.otherwise = otherwise;
  }

  /**
   * @param read whole
   * @param truth of the same length
   * @param at the character
   * @return 0 to 1
   */
  double of(Observation read, long truth, int at) {
    int right = PlateCode.at(truth, at);
    String plate = PlateCode.text(truth);
    double shown = 0;
    double all = 0;
    for (int symbol = 0; symbol < PlateCode.SYMBOLS; symbol++) {
      double taken = rates.taken(right, symbol);
      if (symbol != right && taken >= LEAST) {
        all += taken;
        shown += taken * shown(read, plate, at, symbol, right);
      }
    }
    return all > 0 ? shown / all : 0;
  }

  private double shown(Observation read, String plate, int at, int symbol, int right) {
    int[] symbols = new int[read.length()];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = i == at ? symbol : read.symbol(i);
    }
    byte[] sureness = read.sureness();
    double[][] others = new double[symbols.length][];
    if (sureness[at] >= 0) {
      return isHit(Observation.of(symbols, sureness, others, rates), plate) ? 1 : 0;
    }
    double untold = isHit(Observation.of(symbols, sureness, others, rates), plate) ? 1 : 0;
    others[at] = new double[PlateCode.SYMBOLS];
    others[at][right] = 1;
    double told = isHit(Observation.of(symbols, sureness, others, rates), plate) ? 1 : 0;
    return Observation.TOLD * told + (1 - Observation.TOLD) * untold;
  }

  private boolean isHit(Observation read, String plate) {
    List<HotMatch> matches = matcher.match(read, issuer, rates, priors, now, otherwise);
    return matches.stream().anyMatch(match -> match.entry().plate().equals(plate));
  }
}
