package org.watchfloor.benchmarks.plates;

import java.util.List;
import org.watchfloor.rtcc.plates.internal.match.HotMatch;

/** Counts how right hits are. For one thread. */
final class Score {
  private static final int BINS = 10;

  private final double from;
  private final double[] said = new double[BINS];
  private final int[] count = new int[BINS];
  private final int[] right = new int[BINS];
  private int listed;
  private int found;
  private int falseAlerts;

  /**
   * @param from probability from which a hit counts that is not exact
   */
  Score(double from) {
    this.from = from;
  }

  /**
   * @param truth the plate that the vehicle bears
   * @param isListed whether that is on the list
   */
  void add(String truth, boolean isListed, List<HotMatch> matches) {
    boolean hit = false;
    boolean wrong = false;
    for (HotMatch match : matches) {
      if (match.exact() || match.probability() >= from) {
        boolean same = match.entry().plate().equals(truth);
        hit |= same;
        wrong |= !same;
        int bin = Math.min(BINS - 1, (int) (match.probability() * BINS));
        said[bin] += match.probability();
        count[bin]++;
        right[bin] += same ? 1 : 0;
      }
    }
    listed += isListed ? 1 : 0;
    found += isListed && hit ? 1 : 0;
    falseAlerts += wrong && !hit ? 1 : 0;
  }

  double recall() {
    return (double) found / listed;
  }

  /** Reads that raised an alert, none of it for the plate that the vehicle bears. */
  int falseAlerts() {
    return falseAlerts;
  }

  /** Expected calibration error: mean of how far what was said is from what was true. */
  double calibrationError() {
    double apart = 0;
    int all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      apart += Math.abs(said[bin] - right[bin]);
      all += count[bin];
    }
    return all == 0 ? 0 : apart / all;
  }

  /** For each tenth: said, true, count. */
  String bins() {
    StringBuilder text = new StringBuilder();
    for (int bin = 0; bin < BINS; bin++) {
      if (count[bin] > 0) {
        text.append(
            "%.2f→%.2f (%d) "
                .formatted(said[bin] / count[bin], (double) right[bin] / count[bin], count[bin]));
      }
    }
    return text.toString().strip();
  }
}
