package org.watchfloor.rtcc.plates.internal.match;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mistakes of one reader, as far as people have told: counts on top of what holds of readers at
 * large. Thread-safe.
 */
final class ReaderModel {
  /** So many characters must be known of a reader until it counts as much as what held before. */
  private static final double CHARACTERS = 40;

  private static final double CHARACTERS_WITHOUT_CONFIDENCE = 200;

  /** As if one mistake had been seen: that the first hundreds were right does not tell of none. */
  private static final double LEAST_WRONG = 1;

  private static final double MISTAKES = 12;
  private static final double READS = 500;

  /** A character missed or one too many: rare, and most readers lose what they are unsure of. */
  private static final double MISSING = 0.002;

  private static final double[][] MISTAKEN = LookAlikes.mistakes();

  private final @Nullable ReaderModel prior;
  private final Tally tally = new Tally();
  private int version;
  private int builtOf = -1;
  private @Nullable Rates rates;

  /**
   * @param prior what holds while little is known of this one; null for look-alikes alone
   */
  ReaderModel(@Nullable ReaderModel prior) {
    this.prior = prior;
  }

  synchronized Rates rates() {
    int now = version + (prior == null ? 0 : prior.version());
    Rates known = rates;
    if (known == null || builtOf != now) {
      known = build();
      rates = known;
      builtOf = now;
    }
    return known;
  }

  private synchronized int version() {
    return version;
  }

  private Rates build() {
    Rates before = prior == null ? null : prior.rates();
    double[] error = new double[Bins.COUNT];
    for (int bin = 0; bin < Bins.COUNT; bin++) {
      double expected = before == null ? Bins.wrong(bin) : before.wrong(bin);
      double least = bin == Bins.NONE ? CHARACTERS_WITHOUT_CONFIDENCE : CHARACTERS;
      double strength = Math.max(least, LEAST_WRONG / expected);
      error[bin] =
          (strength * expected + tally.countWrong(bin))
              / (strength + tally.countRight(bin) + tally.countWrong(bin));
    }
    double[][] mistakes = new double[PlateCode.SYMBOLS][PlateCode.SYMBOLS];
    for (int truth = 0; truth < PlateCode.SYMBOLS; truth++) {
      double sum = 0;
      for (int read = 0; read < PlateCode.SYMBOLS; read++) {
        sum += tally.countTaken(truth, read);
      }
      for (int read = 0; read < PlateCode.SYMBOLS; read++) {
        double expected = before == null ? MISTAKEN[truth][read] : before.taken(truth, read);
        mistakes[truth][read] =
            (MISTAKES * expected + tally.countTaken(truth, read)) / (MISTAKES + sum);
      }
    }
    return new Rates(
        error,
        mistakes,
        (READS * (before == null ? MISSING : before.missing()) + tally.missing())
            / (READS + tally.reads()),
        (READS * (before == null ? MISSING : before.extra()) + tally.extra())
            / (READS + tally.reads()));
  }

  synchronized void add(Map<String, Double> counts) {
    tally.add(counts);
    version++;
  }
}
