package org.watchfloor.benchmarks.bus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.watchfloor.benchmarks.Machine;

/**
 * Messages of 1 kB to eight subscribers: as many as go while 5,000 at most are under way, and at
 * 5,000/s how long one takes until the last of the eight has it. One peer after the other on the
 * same disk, in rounds; each round begins with another one.
 */
public final class BusBench {
  private static final String OURS = "ours";
  private static final String DISK = "disk";
  private static final String GROUPS = "groups";

  private final int seconds;
  private final List<String> only;
  private final Workplace workplace = new Workplace();
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, Row.Opener> peers = new LinkedHashMap<>();

  private BusBench(int seconds, List<String> only) throws Exception {
    this.seconds = seconds;
    this.only = only;
    peer(OURS, OursPeer::new);
    row(GROUPS, "disk: groups as large as ours of the same round, growing file, not preallocated");
    row(DISK, "disk: fdatasync of 4 KiB, file written out before; p50, p99 of one sync");
    peer("artemis", (folder, told, closers) -> new ArtemisPeer(folder, told, closers, 1));
    peer("artemis-512", (folder, told, closers) -> new ArtemisPeer(folder, told, closers, 512));
    peer("kafka", KafkaPeer::new);
    peer("postgresql", (folder, told, closers) -> new PostgresPeer(told, closers));
    peer("hazelcast", (folder, told, closers) -> new HazelcastPeer(told, closers));
    peer("eventadmin", EventAdminPeer::new);
  }

  /**
   * Prints tables in Markdown; tells of its progress on the error output.
   *
   * @param args numbers: seconds of each run, default 10, and rounds, default 3; words: peers,
   *     default all
   */
  public static void main(String[] args) throws Exception {
    List<Integer> numbers = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String arg : args) {
      if (arg.matches("[1-9]\\d{0,3}")) {
        numbers.add(Integer.parseInt(arg));
      } else {
        words.add(arg);
      }
    }
    BusBench bench = new BusBench(numbers.isEmpty() ? 10 : numbers.get(0), words);
    bench.check();
    bench.run(numbers.size() > 1 ? numbers.get(1) : 3);
    System.exit(0); // peers leave threads that are no daemons
  }

  private void peer(String word, Row.Opener opener) {
    row(word, word);
    peers.put(word, opener);
  }

  private void row(String word, String name) {
    rows.put(word, new Row(word, name));
  }

  private Row get(String word) {
    Row row = rows.get(word);
    if (row == null) {
      throw new IllegalArgumentException(word);
    }
    return row;
  }

  private void check() {
    for (String word : only) {
      if (!peers.containsKey(word)) {
        System.err.println("no peer is called " + word + "; there are " + peers.keySet());
        System.exit(2);
      }
    }
  }

  private boolean wanted(String word) {
    return only.isEmpty() || only.contains(word);
  }

  private void run(int rounds) throws Exception {
    System.out.println(Machine.line());
    System.out.printf(
        "rounds: %d, each with another row first; %d s a run; disk: %s%n%n",
        rounds, seconds, Files.getFileStore(workplace.folder()).type());
    List<String> order = new ArrayList<>(peers.keySet());
    order.add(DISK);
    order.removeIf(word -> !word.equals(DISK) && !wanted(word));
    for (int round = 1; round <= rounds; round++) {
      for (String word : order) {
        measure(round, get(word));
      }
      Collections.rotate(order, -1);
    }
    print();
    System.out.printf(Locale.ROOT, "%nload %.1f after the run%n", Machine.load());
  }

  private void measure(int round, Row row) {
    if (row.failed()) {
      return; // it would fail again, and cost the others time
    }
    try {
      Result result =
          row.word().equals(DISK) ? Disk.single(workplace.folder(), seconds) : measure(row);
      row.add(round, result);
      if (row.word().equals(OURS)) {
        int group = (int) Math.max(1, Math.round(result.group()));
        get(GROUPS).add(round, Disk.groups(workplace.folder(), seconds, group));
      }
    } catch (Exception | LinkageError e) {
      row.fail(round, e.toString());
    }
    System.err.printf(Locale.ROOT, "round %d, load %.1f: %s%n", round, Machine.load(), row.line());
  }

  private Result measure(Row row) throws Exception {
    Row.Opener opener = peers.get(row.word());
    if (opener == null) {
      throw new IllegalArgumentException(row.word());
    }
    Path folder = Files.createTempDirectory(workplace.folder(), row.word());
    Closers closers = workplace.opening();
    Run run = new Run();
    try {
      return Limited.call(
          row.word(),
          Run.limitSeconds(seconds),
          () -> {
            Peer peer = opener.open(folder, run, closers);
            row.name(peer.name());
            return run.measure(peer, seconds);
          });
    } finally {
      workplace.close(closers, folder);
    }
  }

  private void print() {
    System.out.println(
        "| min / median / max of the rounds | max signals/s | CPU µs a signal"
            + " | p50 ms at 5,000/s | p99 ms at 5,000/s | |");
    System.out.println("|---|---|---|---|---|---|");
    for (Row row : rows.values()) {
      boolean groups = row.word().equals(GROUPS);
      if (groups && !wanted(OURS)) {
        System.out.println(
            "| disk: groups | not measured: how large a group is comes from ours, which was not"
                + " asked for | | | | |");
      } else if (groups || row.word().equals(DISK) || wanted(row.word())) {
        System.out.println(row.line());
      }
    }
    System.out.println("\n| goal, each round by itself | bound | min / median / max | median |");
    System.out.println("|---|---|---|---|");
    goal("signals/s, × Artemis", true, 10, "artemis", BusBench::rate);
    goal("signals/s, × Artemis in transactions", true, 10, "artemis-512", BusBench::rate);
    goal("signals/s, × PostgreSQL", true, 5, "postgresql", BusBench::rate);
    goal("signals/s, × disk at the same group size", true, 0.5, GROUPS, BusBench::rate);
    goal("p50 at 5,000/s, × p50 of fdatasync", false, 2, DISK, BusBench::latency);
    goal("CPU µs a signal", false, 15, OURS, (ours, same) -> ours.cpuMicros());
  }

  private void goal(
      String what,
      boolean atLeast,
      double bound,
      String other,
      ToDoubleBiFunction<Result, Result> value) {
    System.out.println(new Goal(what, atLeast, bound, value).line(get(OURS), get(other)));
  }

  private static double rate(Result ours, Result other) {
    return ours.perSecond() / other.perSecond();
  }

  /** Infinite where the rate was not held: then the figure is that of another rate. */
  private static double latency(Result ours, Result other) {
    return ours.held() ? ours.p50Millis() / other.p50Millis() : Double.POSITIVE_INFINITY;
  }
}
