package org.watchfloor.rtcc.plates.internal.match;

/** How likely a read is, if the vehicle bears a given plate. For one thread. */
final class Likelihood {
  private static final int ZERO = PlateCode.symbol('0');
  private static final int O = PlateCode.symbol('O');

  private final Observation read;
  private final Rates rates;

  Likelihood(Observation read, Rates rates) {
    this.read = read;
    this.rates = rates;
  }

  /**
   * @param foldsO whether the list writes O as zero
   */
  double of(long code, boolean foldsO) {
    int more = PlateCode.length(code) - read.length();
    if (more == 0) {
      return part(code, 0, 0, 0, read.length(), foldsO);
    }
    double sum = 0;
    int gaps = Math.max(PlateCode.length(code), read.length());
    for (int gap = 0; gap < gaps; gap++) {
      int skippedOfPlate = more > 0 ? 1 : 0;
      int skippedOfRead = more > 0 ? 0 : 1;
      int behind = Math.min(PlateCode.length(code), read.length()) - gap;
      sum +=
          part(code, 0, 0, 0, gap, foldsO)
              * part(code, gap, skippedOfPlate, skippedOfRead, behind, foldsO);
    }
    return sum / gaps * (more > 0 ? rates.missing() : rates.extra());
  }

  private double part(
      long code, int from, int skippedOfPlate, int skippedOfRead, int count, boolean foldsO) {
    double product = 1;
    for (int i = from; i < from + count; i++) {
      Row row = read.row(i + skippedOfRead);
      int symbol = PlateCode.at(code, i + skippedOfPlate);
      double one = row.likelihood(symbol);
      product *= foldsO && symbol == ZERO ? (one + row.likelihood(O)) / 2 : one;
    }
    return product;
  }
}
