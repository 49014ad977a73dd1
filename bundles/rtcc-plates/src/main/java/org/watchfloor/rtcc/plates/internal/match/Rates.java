package org.watchfloor.rtcc.plates.internal.match;

/**
 * How a reader errs, as {@link Row}s ready for use: made anew when something was learned.
 * Immutable.
 */
final class Rates {
  private final Row[][] rows = new Row[Bins.COUNT][PlateCode.SYMBOLS];
  private final double[] wrong;
  private final double[][] taken;
  private final double missing;
  private final double extra;

  /**
   * @param wrong how often a character of each class of {@link Bins} is wrong
   * @param taken rows are what a character is, columns what it is taken for when it is mistaken
   * @param missing how often a read lacks one character
   * @param extra how often a read has one too many
   */
  Rates(double[] wrong, double[][] taken, double missing, double extra) {
    this.wrong = wrong;
    this.taken = taken;
    this.missing = missing;
    this.extra = extra;
    double[] likelihoods = new double[PlateCode.SYMBOLS];
    for (int bin = 0; bin < Bins.COUNT; bin++) {
      for (int read = 0; read < PlateCode.SYMBOLS; read++) {
        for (int truth = 0; truth < PlateCode.SYMBOLS; truth++) {
          likelihoods[truth] = likelihood(bin, read, truth);
        }
        rows[bin][read] = new Row(likelihoods);
      }
    }
  }

  private double likelihood(int bin, int read, int truth) {
    return read == truth ? 1 - wrong[bin] : wrong[bin] * taken[truth][read];
  }

  Row row(int bin, int read) {
    return rows[bin][read];
  }

  /**
   * That of a character for which the reader names others: it knows more of this picture than its
   * mistakes of the past tell.
   *
   * @param others by symbol, sum of 1
   * @param told how much of a mistake they explain, 0 to 1
   */
  Row row(int bin, int read, double[] others, double told) {
    double[] likelihoods = new double[PlateCode.SYMBOLS];
    for (int truth = 0; truth < PlateCode.SYMBOLS; truth++) {
      likelihoods[truth] =
          read == truth
              ? 1 - wrong[bin]
              : wrong[bin] * (told * others[truth] + (1 - told) * taken[truth][read]);
    }
    return new Row(likelihoods);
  }

  double wrong(int bin) {
    return wrong[bin];
  }

  double taken(int truth, int read) {
    return taken[truth][read];
  }

  double missing() {
    return missing;
  }

  double extra() {
    return extra;
  }
}
