package org.watchfloor.benchmarks;

import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.watchfloor.harness.AlprMessage;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Shell;

/**
 * From a read at a vendor's webhook to its hit on the event stream of the desk, with a hot list of
 * a million entries that came through the import; and what that import takes. Vendors, desk and
 * center share the machine.
 */
public final class HitLatency {
  private static final String READER = "plate-openalpr~bench-";
  private static final String FEED = "signal-feed~bench-";
  private static final int SOURCES = 16;
  private static final String BUDGET = "100000";
  private static final String SECRET = "a-secret-of-this-run";
  private static final int CONNECTIONS = 32;
  private static final int BATCH = 20;
  private static final int PER_SECOND = 2_000;

  /** Every so many reads one of a listed plate. */
  private static final int LISTED = 100;

  /** So many of the list's plates are read here; the others are anybody's. */
  private static final int OURS = 8_000_000 / LISTED;

  private static final String NOT_READ_BEFORE = listed(8_000_000 - LISTED);

  private static final long IMPORT_SECONDS = 1_800;

  private final Path home;
  private final int seconds;
  private final LongAdder expected = new LongAdder();

  private HitLatency(Path home, int seconds) {
    this.home = home;
    this.seconds = seconds;
  }

  /**
   * Prints two tables in Markdown.
   *
   * @param args seconds of each run, 30 by default; then entries of the list, a million
   */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    int entries = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    Path home = Files.createTempDirectory("watchfloor-bench");
    HitLatency bench = new HitLatency(home, seconds);
    System.out.println(Machine.line() + "\n");
    int https = Center.freePort();
    int ssh = Center.freePort();
    try (Center center = Center.start("start", home, https, ssh)) {
      bench.prepare(center);
      bench.load(center, entries);
      bench.run(center);
      center.stop();
    }
    long began = System.nanoTime();
    try (Center center = Center.start("start", home, https, ssh)) {
      double ready = (System.nanoTime() - began) / 1e9;
      bench.firstHit(center);
      System.out.printf(
          "%nStarted again: ready after %.1f s, first hit after %.1f s, %,d MiB resident. %s%n",
          ready,
          (System.nanoTime() - began) / 1e9,
          Cpu.residentMib(Cpu.childJvm().pid()),
          Machine.line());
    }
  }

  private void prepare(Center center) throws Exception {
    center.configure(
        "org.watchfloor.runtime.cfg",
        Map.of("signals.per.second.max", BUDGET, "signals.burst.max", BUDGET));
    Shell.admin(center, "feature:install watchfloor-plugin-plate-openalpr");
    Shell.admin(center, "feature:install watchfloor-plugin-signal-feed");
    for (int i = 0; i < SOURCES; i++) {
      center.configure("org.watchfloor.source." + READER + i + ".cfg", Map.of(".secret", SECRET));
      center.configure(
          "org.watchfloor.source." + FEED + i + ".cfg",
          Map.of("transport", "webhook", ".secret", SECRET));
    }
    for (int i = 0; i < SOURCES; i++) {
      center.awaitSource(READER + i, "online");
      center.awaitSource(FEED + i, "online");
    }
  }

  /** As a file in a folder that the center looks into. */
  private void load(Center center, int entries) throws Exception {
    Path folder = Files.createDirectories(home.resolve("lists"));
    Path file = folder.resolve("list.part");
    write(file, entries);
    long size = Files.size(file);
    long pid = Cpu.childJvm().pid();
    long mib = Cpu.residentMib(pid);
    center.configure(
        "org.watchfloor.hotlist~bench.cfg",
        Map.of(
            "enabled", "true",
            "list", "bench",
            "owner", "Bench",
            "folder", folder.toString(),
            "poll.seconds", "1",
            "keep", "0"));
    double cpu = Cpu.seconds(pid);
    Files.move(file, folder.resolve("list.csv"), StandardCopyOption.ATOMIC_MOVE);
    long began = System.nanoTime();
    while (!center.get("/api/v1/plates/hotlists").toString().contains("\"bench\"")) {
      if (System.nanoTime() - began > IMPORT_SECONDS * 1_000_000_000L) {
        throw new IllegalStateException("not imported after " + IMPORT_SECONDS + " s");
      }
      Thread.sleep(200);
    }
    System.out.println(
        "| entries | file MB | import s | center: CPU s | MiB resident, before → after |");
    System.out.println("|---|---|---|---|---|");
    System.out.printf(
        "| %,d | %.0f | %.1f | %.1f | %d → %d |%n%n",
        entries,
        size / 1e6,
        (System.nanoTime() - began) / 1e9,
        Cpu.seconds(pid) - cpu,
        mib,
        Cpu.residentMib(pid));
  }

  private static void write(Path file, int entries) throws Exception {
    Random random = new Random(2);
    try (BufferedWriter csv = Files.newBufferedWriter(file)) {
      csv.write("plate,state,reason,agency,entered,expires\n");
      for (int i = 0; i < entries; i++) {
        csv.write(i < OURS ? listed(i * LISTED) : anybody(random));
        csv.write(",NC,stolen vehicle,PD ");
        csv.write(String.valueOf(i % 500));
        csv.write(",2026-11-24,\n");
      }
    }
  }

  private static String listed(int number) {
    return "B%07d".formatted(number);
  }

  private static String anybody(Random random) {
    StringBuilder plate = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      plate.append((char) ('A' + random.nextInt(26)));
    }
    return plate.append(1_000 + random.nextInt(9_000)).toString();
  }

  private String plate(int number) {
    if (number % LISTED == 0) {
      expected.increment();
      return listed(number);
    }
    return anybody(new Random(number));
  }

  private void run(Center center) throws Exception {
    System.out.println("| what | reads/s | hits | p50 ms | p99 ms | most ms | center: CPUs |");
    System.out.println("|---|---|---|---|---|---|---|");
    HookLoad.Vendor one =
        new HookLoad.Vendor(i -> READER + i % SOURCES + "/" + SECRET, 1, this::read);
    HookLoad.Vendor many =
        new HookLoad.Vendor(i -> FEED + i % SOURCES + "/" + SECRET, BATCH, this::batch);
    measure(center, "", one);
    measure(center, "one read a request", one);
    measure(center, "", many);
    measure(center, BATCH + " reads a request", many);
  }

  private void measure(Center center, String what, HookLoad.Vendor vendor) throws Exception {
    HookLoad load = new HookLoad(center, vendor);
    long pid = Cpu.childJvm().pid();
    expected.reset();
    try (Watcher watcher = Watcher.open(center, load, "alert", "\"plate\":\"B")) {
      double cpu = Cpu.seconds(pid);
      long began = System.nanoTime();
      load.paced(CONNECTIONS, seconds, PER_SECOND);
      double took = (System.nanoTime() - began) / 1e9;
      double cpus = (Cpu.seconds(pid) - cpu) / took;
      List<Long> nanos = watcher.await(expected.sum());
      if (what.isEmpty()) {
        return; // warming up
      }
      System.out.printf(
          "| %s | %.0f | %d of %d | %.1f | %.1f | %.1f | %.2f |%n",
          what,
          load.acknowledged.sum() / took,
          nanos.size(),
          expected.sum(),
          Machine.millis(nanos, 0.5),
          Machine.millis(nanos, 0.99),
          Machine.millis(nanos, 1),
          cpus);
    }
  }

  private void firstHit(Center center) throws Exception {
    center.awaitSource(READER + 0, "online");
    HookLoad load =
        new HookLoad(
            center,
            new HookLoad.Vendor(
                i -> READER + "0/" + SECRET,
                1,
                (number, at) ->
                    new String(
                        AlprMessage.group("again-" + number, NOT_READ_BEFORE, at),
                        StandardCharsets.UTF_8)));
    load.paced(1, 1, 1);
    Center.await("the hit in the queue", () -> queued(center));
  }

  private static boolean queued(Center center) {
    try {
      return center
          .get("/api/v1/plates/leads?plate=" + NOT_READ_BEFORE)
          .toString()
          .contains(NOT_READ_BEFORE);
    } catch (Exception e) {
      return false;
    }
  }

  private String read(int number, Instant at) {
    return new String(
        AlprMessage.group("bench-" + number, plate(number), at), StandardCharsets.UTF_8);
  }

  private String batch(int first, Instant at) {
    StringBuilder all = new StringBuilder("[");
    for (int i = first; i < first + BATCH; i++) {
      all.append(i == first ? "" : ",")
          .append("{\"vendorKey\":\"bench-")
          .append(i)
          .append("\",\"kind\":\"plate.read\",\"occurredAt\":\"")
          .append(at)
          .append("\",\"device\":\"camera-7\",\"location\":{\"type\":\"Point\",\"coordinates\":")
          .append("[-80.2442,36.0999]},\"detail\":{\"plate\":\"")
          .append(plate(i))
          .append("\",\"region\":\"us-nc\",\"confidence\":0.935}}");
    }
    return all.append(']').toString();
  }
}
