package org.watchfloor.rtcc.plates.internal.match;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * What all the other plates on the roads look like, learned from every read: how often a text comes
 * from a vehicle that is on no list. Keeps no plate, only counts. Thread-safe.
 */
final class Road {
  /** Of the United States and Europe, L for a letter; they come before anything was read. */
  private static final List<String> COMMON =
      List.of(
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

  /** Beyond these, layouts are misreads and vanity plates. */
  private static final int MAX_LAYOUTS = 512;

  private static final int MAX_STATES = 200;

  private final Map<Long, Layout> layouts = new ConcurrentHashMap<>();
  private final Map<Issuer, LongAdder> states = new ConcurrentHashMap<>();
  private final AtomicLong reads = new AtomicLong();
  private final LongAdder known = new LongAdder();

  /** The order of letters and digits as a text of {@code L} and {@code D}. */
  private static double expected(long layoutKey, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = length - 1; i >= 0; i--) {
      text.append((layoutKey >> i & 1) == 1 ? 'L' : 'D');
    }
    double any = (1 - COMMON_PART) / PlateCode.MAX_LENGTH / (1 << length);
    return COMMON.contains(text.toString()) ? any + COMMON_PART / COMMON.size() : any;
  }

  void add(Observation read, Issuer issuer) {
    long code = read.code();
    if (code == PlateCode.NONE) {
      return;
    }
    reads.incrementAndGet();
    long key = Layout.key(code);
    Layout layout = layouts.get(key);
    if (layout == null && layouts.size() < MAX_LAYOUTS) {
      layout = layouts.computeIfAbsent(key, k -> new Layout(code));
    }
    if (layout != null) {
      layout.add(code);
    }
    if (!issuer.isUnknown() && (states.containsKey(issuer) || states.size() < MAX_STATES)) {
      known.increment();
      states.computeIfAbsent(issuer, i -> new LongAdder()).increment();
    }
  }

  long reads() {
    return reads.get();
  }

  /** How often a read has this text, the state aside: 0 to 1. */
  double density(Observation read) {
    if (read.isWhole()) {
      long code = read.code();
      long key = Layout.key(code);
      Layout layout = layouts.get(key);
      return layout == null
          ? part(key, read.length(), 0) * new Layout(code).density(read)
          : part(key, read.length(), layout.total()) * layout.density(read);
    }
    double density = 0;
    double seen = 0;
    for (Map.Entry<Long, Layout> layout : layouts.entrySet()) {
      if (layout.getValue().length() == read.length()) {
        double part = part(layout.getKey(), read.length(), layout.getValue().total());
        density += part * layout.getValue().density(read);
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

  private double part(long key, int length, int count) {
    return (count + READS * expected(key, length)) / (reads.get() + READS);
  }

  /** How many of the vehicles are of a state, of those whose state was read. */
  double state(Issuer issuer) {
    LongAdder count = states.get(issuer);
    return ((count == null ? 0 : count.sum()) + STATES * STATE) / (known.sum() + STATES);
  }

  /** A state as readers give it on this road; often unknown, if they often give none. */
  Issuer drawState(RandomGenerator random) {
    long left = (long) (random.nextDouble() * Math.max(1, reads.get()));
    for (Map.Entry<Issuer, LongAdder> state : states.entrySet()) {
      left -= state.getValue().sum();
      if (left < 0) {
        return state.getKey();
      }
    }
    return Issuer.of("");
  }

  /** Those that have at least this part of the reads. */
  List<Layout> layouts(double part) {
    double least = part * reads.get();
    return layouts.values().stream().filter(layout -> layout.total() >= least).toList();
  }
}
