package org.watchfloor.console.rest.internal;

/**
 * Signals that a screen wanted and does not get.
 *
 * @param signals how many
 * @param from number of the first; 0 for none
 * @param to number of the last
 */
record Skipped(long signals, long from, long to) {
  static final Skipped NONE = new Skipped(0, 0, 0);

  /** This and a signal after it. */
  Skipped and(long number) {
    return new Skipped(signals + 1, signals == 0 ? number : from, number);
  }

  /** This and what was skipped after it. */
  Skipped and(Skipped later) {
    if (signals == 0 || later.signals == 0) {
      return signals == 0 ? later : this;
    }
    return new Skipped(signals + later.signals, from, later.to);
  }
}
