package org.watchfloor.benchmarks.bus;

import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * A bound on ours beside another row of the same round; the middle round decides.
 *
 * @param atLeast whether the bound is the least that is wanted, otherwise the most
 */
record Goal(String what, boolean atLeast, double bound, ToDoubleBiFunction<Result, Result> value) {

  /** A line of the table in Markdown, from the rounds that both rows have. */
  String line(Row ours, Row other) {
    Map<Integer, Result> others = other.rounds();
    Spread got =
        Spread.of(
            ours.rounds().entrySet().stream()
                .filter(round -> others.containsKey(round.getKey()))
                .mapToDouble(
                    round -> value.applyAsDouble(round.getValue(), others.get(round.getKey()))));
    return String.format(
        Locale.ROOT,
        "| %s | %s %.1f | %s | %s |",
        what,
        atLeast ? "≥" : "≤",
        bound,
        Double.isNaN(got.median()) ? "" : got.text(2),
        verdict(got.median()));
  }

  private String verdict(double got) {
    if (Double.isNaN(got)) {
      return "not decided: a row is missing";
    }
    double part = got / bound;
    boolean reached = atLeast ? part >= 1 : part <= 1;
    return String.format(
        Locale.ROOT, "%s, at %.2f × the goal", reached ? "reached" : "**missed**", part);
  }
}
