package org.watchfloor.rtcc.plates.internal.match;

import java.util.Map;

/**
 * What was counted of a reader: how often characters of each class of {@link Bins} were right and
 * wrong, what was taken for what, and how many reads lacked a character or had one too many. Not
 * thread-safe.
 */
final class Tally {
  static final String READS = "reads";
  static final String MISSING = "missing";
  static final String EXTRA = "extra";
  private static final String RIGHT = "right.";
  private static final String WRONG = "wrong.";
  private static final String TAKEN = "taken.";

  private final double[] right = new double[Bins.COUNT];
  private final double[] wrong = new double[Bins.COUNT];
  private final double[][] taken = new double[PlateCode.SYMBOLS][PlateCode.SYMBOLS];
  private double reads;
  private double missing;
  private double extra;

  static String right(int bin) {
    return RIGHT + bin;
  }

  static String wrong(int bin) {
    return WRONG + bin;
  }

  /** Of two symbols of {@link PlateCode}. */
  static String taken(int truth, int read) {
    return TAKEN + PlateCode.character(truth) + PlateCode.character(read);
  }

  /** Names that this version does not know, of a later one on another node, are left out. */
  void add(Map<String, Double> counts) {
    counts.forEach(this::add);
  }

  private void add(String name, double count) {
    switch (name) {
      case READS -> reads = more(reads, count);
      case MISSING -> missing = more(missing, count);
      case EXTRA -> extra = more(extra, count);
      default -> addPart(name, count);
    }
  }

  private void addPart(String name, double count) {
    if (name.startsWith(RIGHT)) {
      add(right, number(name), count);
    } else if (name.startsWith(WRONG)) {
      add(wrong, number(name), count);
    } else if (name.startsWith(TAKEN) && name.length() == TAKEN.length() + 2) {
      int truth = PlateCode.symbol(name.charAt(TAKEN.length()));
      if (truth >= 0) {
        add(taken[truth], PlateCode.symbol(name.charAt(TAKEN.length() + 1)), count);
      }
    }
  }

  private static int number(String name) {
    String number = name.substring(name.indexOf('.') + 1);
    return number.matches("\\d{1,3}") ? Integer.parseInt(number) : -1;
  }

  private static void add(double[] counts, int at, double count) {
    if (at >= 0 && at < counts.length) {
      counts[at] = more(counts[at], count);
    }
  }

  /** What was taken back leaves a rounding error, which may be below 0. */
  private static double more(double before, double count) {
    return Math.max(0, before + count);
  }

  /** Of characters of a class, the right ones. */
  double countRight(int bin) {
    return right[bin];
  }

  double countWrong(int bin) {
    return wrong[bin];
  }

  double countTaken(int truth, int read) {
    return taken[truth][read];
  }

  double reads() {
    return reads;
  }

  double missing() {
    return missing;
  }

  double extra() {
    return extra;
  }
}
