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

  /** Layouts with less of the reads are not thought of, unless one is the read's own. */
  private static final double RARE = 0.0002;

  private static final double LEAST_GENUINE = 0.05;

  /** What a layout adds to a likelihood, against what the others have added before it. */
  private static final double NEGLIGIBLE = 1e-7;

  /** The common ones, for as long as none of them was read. */
  private static final List<Layout> UNSEEN = COMMON.stream().map(Layout::new).toList();

  private volatile RoadCounts counts = new RoadCounts();

  private static Set<Long> common(String... layouts) {
    return Arrays.stream(layouts).map(Layout::key).collect(Collectors.toUnmodifiableSet());
  }

  /** Which part of the vehicles a layout has, before anything was read. */
  static double expected(long layoutKey, int length) {
    double any = (1 - COMMON_PART) / PlateCode.MAX_LENGTH / (1 << length);
    return COMMON.contains(layoutKey) ? any + COMMON_PART / COMMON.size() : any;
  }

  void add(Observation read, Issuer issuer) {
    RoadCounts now = counts;
    if (read.code() != PlateCode.NONE) {
      Layout layout = now.add(read.code(), issuer);
      if (layout != null) {
        look(now, layout, read);
      }
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
          ? part(now, expected(key, read.length()), 0) * new Layout(key).density(read)
          : thought(now, layout) * layout.density(read);
    }
    double density = 0;
    double seen = 0;
    for (Layout layout : now.layouts().values()) {
      if (layout.length() == read.length()) {
        double part = part(now, layout.expected(), layout.total());
        density += part * layout.density(read);
        seen += part;
      }
    }
    return seen > 0 ? density : unseen(read);
  }

  /**
   * How likely a read is, from whichever vehicle: all that it may be in truth together, each as
   * often as it is on the road. A read that only a misread can be is the likelier the less sure its
   * reader was, which {@link #density} does not know.
   */
  double likelihood(Observation read) {
    RoadCounts now = counts;
    long own = read.isWhole() ? Layout.key(read.code()) : 0;
    Layout first = now.layouts().get(own);
    // mostly nearly all of the sum: what is little beside it need not be known
    double sum = first == null ? 0 : likelihood(now, first, read);
    for (Layout layout : now.layouts().values()) {
      if (layout != first && near(layout, read) && layout.total() > RARE * now.reads()) {
        double part = genuine(now, layout);
        sum += part * layout.likelihood(read, NEGLIGIBLE * sum / part);
      }
    }
    for (Layout layout : UNSEEN) {
      if (near(layout, read) && !now.layouts().containsKey(layout.key())) {
        sum += unseen(now, layout, read, sum);
      }
    }
    boolean known = own == 0 || first != null || COMMON.contains(own);
    return known ? sum : sum + unseen(now, new Layout(own), read, sum);
  }

  /** The same, from vehicles whose plates have the layout of the read alone: a part of it. */
  double likelihoodAtLeast(Observation read) {
    RoadCounts now = counts;
    Layout own = read.isWhole() ? now.layouts().get(Layout.key(read.code())) : null;
    return own == null ? 0 : likelihood(now, own, read);
  }

  private static double likelihood(RoadCounts now, Layout layout, Observation read) {
    return genuine(now, layout) * layout.likelihood(read);
  }

  private static boolean near(Layout layout, Observation read) {
    return Math.abs(layout.length() - read.length()) <= 1;
  }

  private static double unseen(RoadCounts now, Layout layout, Observation read, double sum) {
    double part = part(now, layout.expected(), 0);
    return part * layout.likelihood(read, NEGLIGIBLE * sum / part);
  }

  /** Which part of the vehicles bears plates of a layout. */
  private static double genuine(RoadCounts now, Layout layout) {
    double part = part(now, layout.expected(), layout.total());
    return part >= RoadCounts.COMMON_FROM ? part : part * layout.genuine();
  }

  /** For a search, which need not go to the end of what a layout that is all misreads may be. */
  private static double thought(RoadCounts now, Layout layout) {
    double part = part(now, layout.expected(), layout.total());
    return part >= RoadCounts.COMMON_FROM ? part : part * Math.max(LEAST_GENUINE, layout.genuine());
  }

  /** Which part of the vehicles bears the text of a plate. */
  double plate(long code) {
    RoadCounts now = counts;
    long key = Layout.key(code);
    Layout layout = now.layouts().get(key);
    return layout == null
        ? part(now, expected(key, PlateCode.length(code)), 0) * new Layout(key).density(code)
        : genuine(now, layout) * layout.density(code);
  }

  /** Looks whether a read of a rare layout is one, or a misread of another. */
  private void look(RoadCounts now, Layout layout, Observation read) {
    double all = likelihood(read);
    layout.looked(all > 0 ? likelihood(now, layout, read) / all : 1);
  }

  private static double unseen(Observation read) {
    double density = 1.0 / PlateCode.MAX_LENGTH;
    for (int i = 0; i < read.length(); i++) {
      density /= read.symbol(i) < 0 ? 1 : PlateCode.isLetter(read.symbol(i)) ? 52 : 20;
    }
    return density;
  }

  private static double part(RoadCounts now, double expected, int count) {
    return (count + READS * expected) / (now.reads() + READS);
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
