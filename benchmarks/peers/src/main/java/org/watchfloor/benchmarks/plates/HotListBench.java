package org.watchfloor.benchmarks.plates;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.watchfloor.benchmarks.Machine;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;

/** Reads against a hot list of millions, exact and nearly so, beside what others would use. */
public final class HotListBench {
  private static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");
  private static final int READS = 500_000;
  private static final int ROUNDS = 3;
  private static final double POSSIBLE_FROM = 0.5;

  /** Of each peer, at most; the first fifth is not counted. */
  private static final int QUERIES = 20_000;

  private static final long SECONDS = 30;

  private HotListBench() {}

  /**
   * Prints a table in Markdown.
   *
   * @param args entries, 10 M by default
   */
  public static void main(String[] args) throws Exception {
    int entries = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
    System.out.println(Machine.line());
    System.out.println();
    System.out.println("| what | reads/s a core | µs each | plates found a read | bytes a plate |");
    System.out.println("|---|---|---|---|---|");
    List<PlateRead> reads = reads();
    double ours = ours(entries, reads);
    double best = 0;
    try (FuzzyPeer lucene = new LucenePeer(plates(entries))) {
      best = Math.max(best, peer(lucene, entries, reads));
    }
    try (FuzzyPeer postgres = new TrigramPeer(plates(entries))) {
      best = Math.max(best, peer(postgres, entries, reads));
    }
    System.out.printf("%n%.0f × the better peer; %s%n", ours / best, Machine.line());
  }

  private static Iterator<String> plates(int entries) {
    Iterator<HotEntry> all = new Speed.Entries(entries).iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public String next() {
        return all.next().plate();
      }
    };
  }

  /** As they come on the road; one character in a hundred another one. */
  private static List<PlateRead> reads() {
    Vehicles road = new Vehicles(17);
    Random random = new Random(3);
    List<PlateRead> reads = new ArrayList<>();
    for (int i = 0; i < READS; i++) {
      StringBuilder text = new StringBuilder(road.plate());
      for (int c = 0; c < text.length(); c++) {
        if (random.nextInt(100) == 0) {
          text.setCharAt(c, Glyphs.SYMBOLS.charAt(random.nextInt(36)));
        }
      }
      reads.add(
          new PlateRead(
              text.toString(),
              "us-nc",
              Optional.of(0.93),
              List.of(),
              "",
              "",
              "",
              Optional.empty()));
    }
    return reads;
  }

  private static double ours(int entries, List<PlateRead> reads) {
    LoadedList list = LoadedList.of("list", AT, new Speed.Entries(entries));
    HotListIndex index = new HotListIndex();
    index.load(List.of(list));
    double best = Double.MAX_VALUE;
    long found = 0;
    for (int round = 0; round <= ROUNDS; round++) {
      double before = cpu();
      found = 0;
      for (PlateRead read : reads) {
        found += index.match("bench", read, AT, POSSIBLE_FROM).size();
      }
      // The first is for the compiler; of the others the least disturbed by what runs beside it.
      best = round == 0 ? best : Math.min(best, (cpu() - before) / reads.size());
    }
    row(
        "Watchfloor, exact and possible from " + POSSIBLE_FROM,
        best,
        (double) found / reads.size(),
        (double) list.heap() / list.size());
    return 1 / best;
  }

  private static double peer(FuzzyPeer peer, int entries, List<PlateRead> reads) throws Exception {
    int count = 0;
    int counted = 0;
    long found = 0;
    double before = 0;
    long until = System.nanoTime() + SECONDS * 1_000_000_000L;
    long from = System.nanoTime() + SECONDS * 200_000_000L;
    for (; count < QUERIES && System.nanoTime() < until; count++) {
      if (counted == 0 && (count == QUERIES / 5 || System.nanoTime() > from)) {
        before = peer.cpuSeconds();
        counted = 1;
        found = 0;
      } else if (counted > 0) {
        counted++;
      }
      found += peer.find(reads.get(count).plate());
    }
    double each = (peer.cpuSeconds() - before) / counted;
    row(peer.name(), each, (double) found / counted, (double) peer.bytes() / entries);
    return 1 / each;
  }

  private static void row(String what, double seconds, double found, double bytes) {
    System.out.printf(
        "| %s | %,.0f | %,.2f | %.3f | %.1f |%n", what, 1 / seconds, 1e6 * seconds, found, bytes);
  }

  private static double cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
