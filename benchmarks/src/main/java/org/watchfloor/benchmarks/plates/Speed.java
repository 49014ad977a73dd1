package org.watchfloor.benchmarks.plates;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;

/** How fast one thread matches reads against a list of millions, and how much memory that takes. */
final class Speed {
  private static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");
  private static final String[] STATES = {"NC", "SC", "VA", "TN", "GA", "FL", "NY", "TX"};
  private static final int READS = 500_000;

  private Speed() {}

  static void run(int entries) {
    LoadedList list = LoadedList.of("list", AT, new Entries(entries));
    System.out.printf(
        "%,d entries (%,d different), %.1f bytes each%n%n",
        entries, list.size(), (double) list.heap() / list.size());
    System.out.println("| reads | possible from | reads/s a core | ns each | hits |");
    System.out.println("|---|---|---|---|---|");
    for (boolean sure : new boolean[] {true, false}) {
      List<PlateRead> reads = reads(sure);
      for (double from : new double[] {1, 0.5, 0.05}) {
        HotListIndex index = new HotListIndex();
        index.load(List.of(list));
        pass(index, reads, from);
        long before = cpu();
        int hits = pass(index, reads, from);
        double ns = (double) (cpu() - before) / reads.size();
        String what = sure ? "confidence of the plate" : "confidence of each character";
        System.out.printf("| %s | %.2f | %,.0f | %.0f | %d |%n", what, from, 1e9 / ns, ns, hits);
      }
    }
  }

  private static int pass(HotListIndex index, List<PlateRead> reads, double from) {
    int hits = 0;
    for (PlateRead read : reads) {
      hits += index.match("bench", read, AT, from).isEmpty() ? 0 : 1;
    }
    return hits;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static List<PlateRead> reads(boolean sure) {
    Vehicles road = new Vehicles(17);
    Random random = new Random(3);
    List<PlateRead> reads = new ArrayList<>();
    for (int i = 0; i < READS; i++) {
      String plate = road.plate();
      List<PlateCharacter> characters = new ArrayList<>();
      for (int c = 0; c < plate.length() && !sure; c++) {
        double confidence = random.nextInt(20) == 0 ? 0.5 : 0.99;
        characters.add(PlateCharacter.of(plate.substring(c, c + 1), confidence));
      }
      reads.add(
          new PlateRead(
              plate,
              "us-nc",
              Optional.of(0.93),
              List.of(),
              "",
              "",
              "",
              Optional.empty(),
              characters));
    }
    return reads;
  }

  /** Made as they are asked for. */
  static final class Entries extends AbstractCollection<HotEntry> {
    private final int count;

    Entries(int count) {
      this.count = count;
    }

    @Override
    public Iterator<HotEntry> iterator() {
      Vehicles vehicles = new Vehicles(23);
      Random random = new Random(9);
      return Stream.generate(
              () ->
                  new HotEntry(
                      vehicles.plate(),
                      STATES[random.nextInt(STATES.length)],
                      random.nextBoolean() ? "stolen vehicle" : "stolen plate",
                      "PD " + random.nextInt(2_000),
                      "2026-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)),
                      HotEntry.NEVER))
          .limit(count)
          .iterator();
    }

    @Override
    public int size() {
      return count;
    }
  }
}
