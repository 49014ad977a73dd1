package org.watchfloor.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.watchfloor.harness.AlprMessage;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Shell;

/**
 * Vendors' webhooks over TLS, to the disk, to the event stream of a console. Vendors, console and
 * center share the machine, so the processor time of the center's own process is given as well:
 * what it would do with the processors for itself.
 */
public final class EndToEnd {
  private static final String READER = "plate-openalpr~bench-";
  private static final String FEED = "signal-feed~bench-";

  /** As many readers, and as many gateways; two connections each. */
  private static final int SOURCES = 16;

  /** Signals a second of one source that are no flood; 1,000 by default. */
  private static final String BUDGET = "100000";

  private static final String SECRET = "a-secret-of-this-run";
  private static final int CONNECTIONS = 32;
  private static final int BATCH = 20;

  /** Until nothing is left to compile. */
  private static final int WARM_SECONDS = 30;

  private final Center center;
  private final long pid;
  private final int seconds;

  private EndToEnd(Center center, long pid, int seconds) {
    this.center = center;
    this.pid = pid;
    this.seconds = seconds;
  }

  /**
   * Prints a table in Markdown.
   *
   * @param args seconds of each run, default 20; then the name of a file for a flight recording of
   *     the first run flat out
   */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    Path home = Files.createTempDirectory("watchfloor-bench");
    try (Center center = Center.start("start", home)) {
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
      new EndToEnd(center, Cpu.childJvm().pid(), seconds).run(home, args.length > 1 ? args[1] : "");
    }
  }

  private void run(Path home, String recording) throws Exception {
    System.out.println(Machine.line() + "\n");
    System.out.println(
        "| what | signals/s | p50 ms | p99 ms | center: CPU µs a signal | center: CPUs | clients: CPU µs a"
            + " signal | signals | not 2xx |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    HookLoad.Vendor one =
        new HookLoad.Vendor(i -> READER + i % SOURCES + "/" + SECRET, 1, EndToEnd::read);
    HookLoad.Vendor many =
        new HookLoad.Vendor(i -> FEED + i % SOURCES + "/" + SECRET, BATCH, EndToEnd::batch);
    String each = "one plate read a request";
    measure("(warming up)", one, 0, "");
    measure(each + ", 2,000/s", one, 2_000, "");
    measure(each + ", flat out", one, 0, recording);
    measure("(warming up)", many, 0, "");
    String batch = BATCH + " plate reads a request";
    measure(batch + ", 2,000/s", many, 2_000, "");
    measure(batch + ", flat out", many, 0, "");
    List<Long> syncs = Machine.syncs(home, 4096, 5);
    System.out.printf(
        "| fdatasync of 4 KiB, same disk | %.0f | %.2f | %.2f | | | | %d | |%n",
        syncs.size() / 5.0, Machine.millis(syncs, 0.5), Machine.millis(syncs, 0.99), syncs.size());
  }

  private void measure(String what, HookLoad.Vendor vendor, int perSecond, String recording)
      throws Exception {
    if (!what.contains(System.getProperty("only", ""))) {
      return;
    }
    HookLoad load = new HookLoad(center, vendor);
    try (Watcher watcher = Watcher.open(center, load)) {
      if (!recording.isEmpty()) {
        jcmd("JFR.start", "name=bench", "settings=profile");
      }
      double centerBefore = Cpu.seconds(pid);
      double clientsBefore = Cpu.ownSeconds();
      long began = System.nanoTime();
      if (perSecond > 0) {
        load.paced(CONNECTIONS, seconds, perSecond);
      } else {
        load.flatOut(CONNECTIONS, what.startsWith("(") ? Math.max(seconds, WARM_SECONDS) : seconds);
      }
      double took = (System.nanoTime() - began) / 1e9;
      long signals = load.acknowledged.sum();
      List<Long> nanos = watcher.await(signals);
      awaitSubscribers();
      double centerCpu = Cpu.seconds(pid) - centerBefore;
      double clientsCpu = Cpu.ownSeconds() - clientsBefore;
      if (!recording.isEmpty()) {
        jcmd("JFR.stop", "name=bench", "filename=" + Path.of(recording).toAbsolutePath());
      }
      if (what.startsWith("(")) {
        return;
      }
      System.out.printf(
          "| %s | %.0f | %.1f | %.1f | %.0f | %.2f | %.0f | %d%s | %d |%n",
          what,
          signals / took,
          Machine.millis(nanos, 0.5),
          Machine.millis(nanos, 0.99),
          centerCpu / signals * 1e6,
          centerCpu / took,
          clientsCpu / signals * 1e6,
          nanos.size(),
          nanos.size() == signals ? "" : " of " + signals,
          load.refused.sum());
    }
  }

  /** Until history, rules and the rest have had it all: their work belongs to the signals. */
  private void awaitSubscribers() throws Exception {
    Center.await("all subscribers at the head", () -> lag() == 0);
  }

  private long lag() {
    try {
      long most = 0;
      for (var subscriber : center.get("/api/v1/bus").get("subscribers")) {
        most = Math.max(most, subscriber.get("lag").asLong());
      }
      return most;
    } catch (Exception e) {
      return Long.MAX_VALUE;
    }
  }

  private void jcmd(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("jcmd", String.valueOf(pid)));
    command.addAll(List.of(arguments));
    new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private static String read(int number, Instant at) {
    return new String(
        AlprMessage.group("bench-" + number, plate(number), at), StandardCharsets.UTF_8);
  }

  private static String batch(int first, Instant at) {
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

  private static String plate(int number) {
    return "B" + number % 100_000;
  }
}
