package org.watchfloor.rtcc.plates.internal.match;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What all the other plates on the roads look like, learned from every read: how often a text comes
 * from a vehicle that is on no list. Keeps no plate, only counts. Thread-safe.
 */
final class Road {
  /** Of the United States and Europe, L for a letter; they come before anything was read. */
  private static final Set<Long> COMMON =
      common(
          "LLLDDDD",
          "LLLDDD",
          "DLLLDDD",
          "DDDLLL",
          "LLDDDD",
          "LLDDDDD",
          "LDDDDDD",
          "LLLDDLD",
          "LDDLLL",
          "DDDDLL",
          "LLDDLLL",
          "LLDDDLL",
          "LLDDDDLL",
          "DDDDLLL",
          "LDDDDL",
          "DDLLLD");

  private static final double COMMON_PART = 0.9;

  /** So many reads weigh as much as what is known before. */
  private static final double READS = 50;

  private static final double STATES = 20;
  private static final double STATE = 0.02;

  private volatile RoadCounts counts = new RoadCounts();

  private static Set<Long> common(String... layouts) {
    return Arrays.stream(layouts).map(Layout::key).collect(Collectors.toUnmodifiableSet());
  }

  private static double expected(long layoutKey, int length) {
    double any = (1 - COMMON_PART) / PlateCode.MAX_LENGTH / (1 << length);
    return COMMON.contains(layoutKey) ? any + COMMON_PART / COMMON.size() : any;
  }

  void add(Observation read, Issuer issuer) {
    if (read.code() != PlateCode.NONE) {
      counts.add(read.code(), issuer);
    }
  }

  RoadCounts counts() {
    return counts;
  }

  /** Puts what was counted elsewhere, or before a restart, in the place of everything. */
  void replace(RoadCounts next) {
    counts = next;
  }

  long reads() {
    return counts.reads();
  }

  /** How often a read has this text, the state aside: 0 to 1. */
  double density(Observation read) {
    RoadCounts now = counts;
    if (read.isWhole()) {
      long key = Layout.key(read.code());
      Layout layout = now.layouts().get(key);
      return layout == null
          ? part(now, key, read.length(), 0) * new Layout(key).density(read)
          : part(now, key, read.length(), layout.total()) * layout.density(read);
    }
    double density = 0;
    double seen = 0;
    for (Layout layout : now.layouts().values()) {
      if (layout.length() == read.length()) {
        double part = part(now, layout.key(), read.length(), layout.total());
        density += part * layout.density(read);
        seen += part;
      }
    }
    return seen > 0 ? density : unseen(read);
  }

  private static double unseen(Observation read) {
    double density = 1.0 / PlateCode.MAX_LENGTH;
    for (int i = 0; i < read.length(); i++) {
      density /= read.symbol(i) < 0 ? 1 : PlateCode.isLetter(read.symbol(i)) ? 52 : 20;
    }
    return density;
  }

  private static double part(RoadCounts now, long key, int length, int count) {
    return (count + READS * expected(key, length)) / (now.reads() + READS);
  }

  /** How many of the vehicles are of a state, of those whose state was read. */
  double state(Issuer issuer) {
    RoadCounts now = counts;
    return (now.ofState(issuer) + STATES * STATE) / (now.known() + STATES);
  }

  /** A state as readers give it on this road; often unknown, if they often give none. */
  Issuer drawState(RandomGenerator random) {
    RoadCounts now = counts;
    long left = (long) (random.nextDouble() * Math.max(1, now.reads()));
    for (Map.Entry<Issuer, LongAdder> state : now.states().entrySet()) {
      left -= state.getValue().sum();
      if (left < 0) {
        return state.getKey();
      }
    }
    return Issuer.of("");
  }

  /** Those that have at least this part of the reads. */
  List<Layout> layouts(double part) {
    RoadCounts now = counts;
    double least = part * now.reads();
    return now.layouts().values().stream().filter(layout -> layout.total() >= least).toList();
  }
}
