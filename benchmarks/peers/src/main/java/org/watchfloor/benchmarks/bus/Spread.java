package org.watchfloor.benchmarks.bus;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Least, middle and greatest of the rounds.
 *
 * @param median the upper one of two in the middle
 */
record Spread(double min, double median, double max) {
  static Spread of(DoubleStream values) {
    List<Double> sorted = values.sorted().boxed().toList();
    return sorted.isEmpty()
        ? new Spread(Double.NaN, Double.NaN, Double.NaN)
        : new Spread(sorted.get(0), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
  }

  /** All three; one figure where they are the same. */
  String text(int digits) {
    List<String> three =
        DoubleStream.of(min, median, max)
            .mapToObj(value -> String.format(Locale.ROOT, "%." + digits + "f", value))
            .toList();
    return three.get(0).equals(three.get(2)) ? three.get(0) : String.join(" / ", three);
  }
}
