package org.watchfloor.rtcc.plates.internal.match;

/** What is believed of a list before a read is looked at, and how it changes. Thread-safe. */
final class Prior {
  /** The states of the road change slowly: weights are made anew after so many reads. */
  private static final int READS = 4_096;

  private static final double UNSET = -1;

  private final LoadedList list;
  private final Share share;
  private final double from;
  private volatile Weights weights;
  private volatile long weighedAt;

  Prior(LoadedList list, Share share, Road road) {
    this(list, share, road, UNSET);
  }

  private Prior(LoadedList list, Share share, Road road, double from) {
    this.from = from;
    this.list = list;
    this.share = share;
    this.weighedAt = road.reads();
    this.weights = new Weights(list, road);
  }

  /** The same after the list was replaced: the part of the road that it is remains. */
  Prior of(LoadedList next, Road road) {
    return new Prior(next, share, road);
  }

  /** The same as if the list had another setting. */
  Prior as(double possibleFrom, Road road) {
    return new Prior(list, share, road, possibleFrom);
  }

  LoadedList list() {
    return list;
  }

  Share share() {
    return share;
  }

  Weights weights(Road road) {
    long now = road.reads();
    // Fewer than before where old traffic has faded.
    if (Math.abs(now - weighedAt) > READS) {
      weighedAt = now;
      weights = new Weights(list, road);
    }
    return weights;
  }

  /**
   * The probability from which a hit is possible.
   *
   * @param otherwise where the list does not say
   */
  double from(double otherwise) {
    if (from != UNSET) {
      return from;
    }
    return list.terms() == ListTerms.DEFAULT ? otherwise : list.terms().possibleFrom();
  }

  double share(double weight) {
    return share.of(list.size()) * weight;
  }
}
