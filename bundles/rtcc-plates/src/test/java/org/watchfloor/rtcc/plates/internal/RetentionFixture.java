package org.watchfloor.rtcc.plates.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.Work;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;
import org.watchfloor.rtcc.plates.internal.history.ReadFinder;
import org.watchfloor.rtcc.plates.internal.history.ReadSearch;
import org.watchfloor.rtcc.plates.internal.history.ReadTable;
import org.watchfloor.rtcc.plates.internal.hits.HitAlert;
import org.watchfloor.rtcc.plates.internal.hits.HitTable;
import org.watchfloor.rtcc.plates.internal.tables.Expiring;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.RetentionJob;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.RealStore;

/** Reads and hits on the real store, with a clock of the test. */
abstract class RetentionFixture {
  static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  static final Instant LIMIT = NOW.minus(Duration.ofDays(90));
  static final Duration TICK = Duration.ofNanos(1_000);

  @TempDir Path folder;
  final MovedClock clock = new MovedClock(NOW);
  SqlStore store;
  Writes writes;
  ReadTable reads;
  ReadFinder finder;
  ReadSearch search;
  HitTable hits;
  RetentionJob job;

  /** The real store, with a look at each transaction that is written. */
  static final class Writes implements Store {
    private final Store store;
    final List<Object> results = new CopyOnWriteArrayList<>();
    volatile Runnable before = () -> {};

    Writes(Store store) {
      this.store = store;
    }

    @Override
    public void migrate(String component, List<Migration> migrations) {
      store.migrate(component, migrations);
    }

    @Override
    public <T> T read(Work<T> work) {
      return store.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
      before.run();
      T result = store.write(work);
      results.add(result);
      return result;
    }

    @Override
    public Dialect dialect() {
      return store.dialect();
    }
  }

  @BeforeEach
  void start() {
    store = RealStore.open(folder);
    keep(90, 90);
  }

  @AfterEach
  void stop() {
    job.close();
    finder.close();
    store.close();
  }

  void keep(int readDays, int hitDays) {
    writes = new Writes(store);
    Tables tables = new Tables(writes);
    reads = new ReadTable(tables, new Retention(readDays), clock);
    hits = new HitTable(tables, new Retention(hitDays), clock);
    if (job != null) {
      job.close();
      finder.close();
    }
    finder = new ReadFinder(tables, folder.resolve("index"), reads);
    try {
      finder.tend();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    search = new ReadSearch(tables, finder);
    job =
        new RetentionJob(
            List.of(
                new Expiring(
                    "plate reads",
                    reads.retention(),
                    () -> reads.dropOld(reads.limit()),
                    most -> reads.deleteOld(reads.limit(), most)),
                new Expiring("hits", hits.retention(), hits::deleteOld)));
  }

  static BusEntry read(long number, Instant occurredAt, Instant recordedAt) {
    Signal signal =
        Signal.of(Kind.PLATE_READ, "read-" + number, occurredAt)
            .device("Cam 7")
            .detail(
                new PlateRead(
                    "PL" + number,
                    "us-nc",
                    Optional.empty(),
                    List.of(),
                    "",
                    "",
                    "",
                    Optional.empty()))
            .build();
    return new SignalEntry(number, recordedAt, "plate-openalpr~north", signal);
  }

  static BusEntry hit(long number, Instant occurredAt, Instant recordedAt) {
    Alert alert =
        new Alert(
            "hit-" + number,
            HitAlert.KIND,
            Severity.HIGH,
            "Hit",
            "",
            occurredAt,
            Optional.empty(),
            List.of(number),
            "",
            List.of(),
            Map.of("plate", "PL" + number));
    return new AlertEntry(number, recordedAt, alert);
  }

  List<Long> readNumbers() {
    List<ReadRecord> found =
        search.search(new ReadQuery("PL*", Optional.empty(), Optional.empty(), 1_000));
    assertThat(reads.count()).as("the count moves along").isEqualTo(found.size());
    return found.stream().map(ReadRecord::number).sorted().toList();
  }

  List<Long> hitNumbers() {
    return hits.newest(10_000).stream().map(Hit::readNumber).sorted().toList();
  }

  /** Reads of yesterday, as fast as the store takes them. */
  void fill(int count) {
    Instant yesterday = NOW.minus(Duration.ofDays(1));
    reads.add(
        LongStream.rangeClosed(1, count).mapToObj(n -> read(n, yesterday, yesterday)).toList());
    writes.results.clear();
  }
}
