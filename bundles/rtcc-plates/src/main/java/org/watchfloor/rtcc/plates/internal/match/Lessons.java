package org.watchfloor.rtcc.plates.internal.match;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * What one read teaches of its reader, once somebody has seen the plate: counts of {@link Tally}.
 */
final class Lessons {
  private Lessons() {}

  /**
   * The read of a plate that is known in truth, of the same length.
   *
   * @param noticed how likely a mistake of each character would have been noticed: a right one
   *     counts as much
   */
  static Map<String, Double> known(Observation read, long truth, IntToDoubleFunction noticed) {
    Map<String, Double> counts = new TreeMap<>();
    double sum = 0;
    for (int i = 0; i < read.length(); i++) {
      int symbol = read.symbol(i);
      if (symbol < 0) {
        continue;
      }
      if (symbol == PlateCode.at(truth, i)) {
        double part = noticed.applyAsDouble(i);
        sum += part;
        counts.merge(Tally.right(read.bin(i)), part, Double::sum);
      } else {
        sum++;
        counts.merge(Tally.wrong(read.bin(i)), 1.0, Double::sum);
        counts.merge(Tally.taken(PlateCode.at(truth, i), symbol), 1.0, Double::sum);
      }
    }
    counts.put(Tally.READS, sum / read.length());
    return counts;
  }

  /**
   * The read of a plate that is not the listed one, of the same length: where they differ it was
   * right. Of the others nobody has said anything.
   */
  static Map<String, Double> notListed(Observation read, long listed) {
    Map<String, Double> counts = new TreeMap<>();
    for (int i = 0; i < read.length(); i++) {
      if (read.symbol(i) >= 0 && read.symbol(i) != PlateCode.at(listed, i)) {
        counts.merge(Tally.right(read.bin(i)), 1.0, Double::sum);
      }
    }
    return counts;
  }

  /** The read of a plate that has one character more, or one less. */
  static Map<String, Double> length(boolean lost) {
    Map<String, Double> counts = read();
    counts.put(lost ? Tally.MISSING : Tally.EXTRA, 1.0);
    return counts;
  }

  /** One character of the read is wrong, nobody knows which: likely one it was least sure of. */
  static Map<String, Double> wrong(Observation read, Rates rates) {
    double all = 0;
    for (int i = 0; i < read.length(); i++) {
      all += rates.wrong(read.bin(i));
    }
    Map<String, Double> counts = read();
    for (int i = 0; i < read.length(); i++) {
      double part = rates.wrong(read.bin(i)) / all;
      counts.merge(Tally.wrong(read.bin(i)), part, Double::sum);
      counts.merge(Tally.right(read.bin(i)), 1 - part, Double::sum);
    }
    return counts;
  }

  private static Map<String, Double> read() {
    Map<String, Double> counts = new TreeMap<>();
    counts.put(Tally.READS, 1.0);
    return counts;
  }
}
