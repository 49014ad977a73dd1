package org.watchfloor.benchmarks.search;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.watchfloor.benchmarks.Machine;

/** How soon reads are found by a whole and by a partial plate, beside PostgreSQL and DuckDB. */
public final class SearchBench {
  /** The first of each kind are not counted: not all is in memory yet, nor compiled. */
  private static final int WARM = 2_000;

  /** Fewer where they take longer. */
  private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final int questions;
  private final Reads reads;

  /** What the first subject found, which all must find. */
  private final Map<Asked.Kind, List<List<Long>>> answers = new EnumMap<>(Asked.Kind.class);

  private SearchBench(int count, int questions) {
    this.reads = new Reads(count);
    this.questions = questions;
  }

  /**
   * @param args reads, 10 M without; questions of each kind, 100 without; and any of {@code index},
   *     {@code ours}, {@code postgresql}, {@code duckdb}
   */
  public static void main(String[] args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
    int questions = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    List<String> names =
        args.length > 2
            ? List.of(args).subList(2, args.length)
            : List.of("index", "postgresql", "duckdb", "ours");
    System.out.println(Machine.line());
    System.out.println();
    System.out.println(
        "| subject | loaded, reads/s | bytes a read | question | p50 ms | p99 ms | most ms | found |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    SearchBench bench = new SearchBench(count, questions);
    Path folder = Files.createTempDirectory("watchfloor-search");
    for (String name : names) {
      bench.run(
          switch (name) {
            case "index" -> () -> new OurIndex(folder.resolve("index"));
            case "ours" -> () -> new Ours(folder.resolve("ours"));
            case "postgresql" -> Postgres::new;
            case "duckdb" -> () -> new Duck(folder.resolve("duckdb"));
            default -> throw new IllegalArgumentException(name + " is no subject");
          });
    }
  }

  private void run(Callable<Subject> opened) throws Exception {
    try (Subject subject = opened.call()) {
      long begin = System.nanoTime();
      subject.load(reads);
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.err.printf("%s: loaded in %.0f s%n", subject.name(), seconds);
      String head =
          "| %s | %,.0f | %.0f |"
              .formatted(
                  subject.name(),
                  reads.count() / seconds,
                  (double) subject.bytes() / reads.count());
      for (Asked.Kind kind : Asked.Kind.values()) {
        System.out.println(head + " " + kind.title + " " + ask(subject, kind));
      }
    }
  }

  private String ask(Subject subject, Asked.Kind kind) throws Exception {
    List<Asked> all = kind.some(WARM + questions, Math.max(1_000, reads.count() / 12));
    long warm = System.nanoTime();
    for (int i = 0; i < WARM && System.nanoTime() - warm < WARM_NANOS; i++) {
      subject.search(all.get(i));
    }
    List<Long> nanos = new ArrayList<>();
    List<List<Long>> found = new ArrayList<>();
    for (Asked asked : all.subList(WARM, all.size())) {
      long begin = System.nanoTime();
      found.add(subject.search(asked));
      nanos.add(System.nanoTime() - begin);
    }
    List<List<Long>> expected = answers.computeIfAbsent(kind, any -> found);
    if (!found.equals(expected)) {
      return "| **found something else than the first** | | | |";
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    return "| %.3f | %.2f | %.2f | %,d |"
        .formatted(
            Machine.millis(sorted, 0.5),
            Machine.millis(sorted, 0.99),
            sorted.get(sorted.size() - 1) / (double) TimeUnit.MILLISECONDS.toNanos(1),
            found.stream().mapToInt(List::size).sum());
  }
}
