package org.watchfloor.benchmarks.bus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** A row of the table over all rounds; one that has failed once has no figures. */
final class Row {
  /** Opens a peer that tells of its deliveries. */
  @FunctionalInterface
  interface Opener {
    Peer open(Path folder, Deliveries deliveries, Closers closers) throws Exception;
  }

  private final String word;
  private final TreeMap<Integer, Result> rounds = new TreeMap<>();
  private String name;
  private String failed = "";

  /**
   * @param word that it is asked for by
   * @param name until the peer has said its own
   */
  Row(String word, String name) {
    this.word = word;
    this.name = name;
  }

  String word() {
    return word;
  }

  void name(String peers) {
    name = peers;
  }

  void add(int round, Result result) {
    rounds.put(round, result);
  }

  void fail(int round, String reason) {
    failed = "in round " + round + ": " + reason.replaceAll("\\s+", " ").replace('|', '/');
  }

  boolean failed() {
    return !failed.isEmpty();
  }

  /** What the rounds came to, by number; none if it failed. */
  TreeMap<Integer, Result> rounds() {
    return failed() ? new TreeMap<>() : rounds;
  }

  /** A line of the table in Markdown. */
  String line() {
    if (failed()) {
      return "| %s | failed: %s | | | | |".formatted(name, failed);
    }
    if (rounds.isEmpty()) {
      return "| %s | not measured | | | | |".formatted(name);
    }
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            name,
            spread(Result::perSecond).text(0),
            spread(Result::cpuMicros).text(1),
            spread(Result::p50Millis).text(2),
            spread(Result::p99Millis).text(2),
            String.join("; ", notes()));
  }

  private Spread spread(ToDoubleFunction<Result> value) {
    return Spread.of(rounds.values().stream().mapToDouble(value));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    long held = rounds.values().stream().filter(Result::held).count();
    if (held < rounds.size()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "**cannot hold %,d/s**: held in %d of %d rounds, came to %s a second",
              Run.PACED,
              held,
              rounds.size(),
              spread(Result::pacedPerSecond).text(0)));
    }
    if (rounds.values().stream().noneMatch(round -> Double.isNaN(round.group()))) {
      notes.add("messages in one synced write: " + spread(Result::group).text(0));
    }
    long refused = rounds.values().stream().mapToLong(Result::refused).sum();
    if (refused > 0) {
      notes.add("refused and sent again: " + refused);
    }
    return notes;
  }
}
