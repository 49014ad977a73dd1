package org.watchfloor.rtcc.plates.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.Work;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;
import org.watchfloor.rtcc.plates.internal.config.PlatesConfig;
import org.watchfloor.rtcc.plates.internal.history.ReadFinder;
import org.watchfloor.rtcc.plates.internal.history.ReadHistory;
import org.watchfloor.rtcc.plates.internal.history.ReadSearch;
import org.watchfloor.rtcc.plates.internal.history.ReadTable;
import org.watchfloor.rtcc.plates.internal.hits.HitAlert;
import org.watchfloor.rtcc.plates.internal.hits.HitTable;
import org.watchfloor.rtcc.plates.internal.tables.Expiring;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.RetentionJob;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

/** What goes and what stays, on the real store with a clock of the test. */
@Timeout(30)
@EachStore
class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  private static final Instant LIMIT = NOW.minus(Duration.ofDays(90));
  private static final Duration TICK = Duration.ofNanos(1_000);

  @TempDir Path folder;
  private final MovedClock clock = new MovedClock(NOW);
  private SqlStore store;
  private Writes writes;
  private ReadTable reads;
  private ReadFinder finder;
  private ReadSearch search;
  private HitTable hits;
  private RetentionJob job;

  /** The real store, with a look at each transaction that is written. */
  private static final class Writes implements Store {
    private final Store store;
    private final List<Object> results = new CopyOnWriteArrayList<>();
    private volatile Runnable before = () -> {};

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

  private void keep(int readDays, int hitDays) {
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

  private static BusEntry read(long number, Instant occurredAt, Instant recordedAt) {
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

  private static BusEntry hit(long number, Instant occurredAt, Instant recordedAt) {
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

  private List<Long> readNumbers() {
    List<ReadRecord> found =
        search.search(new ReadQuery("PL*", Optional.empty(), Optional.empty(), 1_000));
    assertThat(reads.count()).as("the count moves along").isEqualTo(found.size());
    return found.stream().map(ReadRecord::number).sorted().toList();
  }

  private List<Long> hitNumbers() {
    return hits.newest(10_000).stream().map(Hit::readNumber).sorted().toList();
  }

  /** Reads of yesterday, as fast as the store takes them. */
  private void fill(int count) {
    Instant yesterday = NOW.minus(Duration.ofDays(1));
    reads.add(
        LongStream.rangeClosed(1, count).mapToObj(n -> read(n, yesterday, yesterday)).toList());
    writes.results.clear();
  }

  @Test
  void whatIsOlderGoesAndWhatIsYoungerStays() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "PostgreSQL drops whole days");
    List<Instant> times = List.of(LIMIT, LIMIT.plus(TICK), NOW);
    for (int i = 0; i < 3; i++) {
      reads.add(List.of(read(i + 1, times.get(i), NOW)));
      hits.add(List.of(hit(i + 1, times.get(i), NOW)));
    }
    job.run();
    assertThat(readNumbers()).as("90 days to the microsecond").containsExactly(1L, 2L, 3L);
    assertThat(hitNumbers()).containsExactly(1L, 2L, 3L);
    clock.move(TICK);
    job.run();
    assertThat(readNumbers()).containsExactly(2L, 3L);
    assertThat(hitNumbers()).containsExactly(2L, 3L);
    clock.move(Duration.ofDays(90));
    job.run();
    assertThat(readNumbers()).isEmpty();
    assertThat(hitNumbers()).isEmpty();
  }

  @Test
  void readsAndHitsHaveAPeriodEach() {
    keep(21, 60);
    reads.add(List.of(read(1, NOW, NOW)));
    hits.add(List.of(hit(1, NOW, NOW)));
    clock.move(Duration.ofDays(22));
    job.run();
    assertThat(readNumbers()).isEmpty();
    assertThat(hitNumbers()).containsExactly(1L);
    clock.move(Duration.ofDays(39));
    job.run();
    assertThat(hitNumbers()).isEmpty();
  }

  @Test
  void aReadThatComesLateCountsFromItsCapture() {
    Instant captured = LIMIT.plus(Duration.ofDays(1));
    reads.add(List.of(read(1, captured, NOW), read(2, LIMIT.minus(TICK), NOW), read(3, NOW, NOW)));
    hits.add(List.of(hit(1, captured, NOW), hit(2, LIMIT.minus(TICK), NOW), hit(3, NOW, NOW)));
    assertThat(readNumbers()).as("2 is over as it comes").containsExactly(1L, 3L);
    assertThat(hitNumbers()).containsExactly(1L, 3L);
    clock.move(Duration.ofDays(1).plus(TICK));
    job.run();
    assertThat(readNumbers()).containsExactly(3L);
    assertThat(hitNumbers()).containsExactly(3L);
  }

  @Test
  void aReadOfTheFutureCountsFromWhenItWasRecorded() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "PostgreSQL drops whole days");
    Instant future = Instant.parse("2050-01-01T00:00:00Z");
    reads.add(List.of(read(1, future, NOW), read(2, NOW.plus(TICK), NOW)));
    hits.add(List.of(hit(1, future, NOW)));
    clock.move(Duration.ofDays(90));
    job.run();
    assertThat(readNumbers()).containsExactly(1L, 2L);
    assertThat(hitNumbers()).containsExactly(1L);
    clock.move(TICK);
    job.run();
    assertThat(readNumbers()).isEmpty();
    assertThat(hitNumbers()).isEmpty();
  }

  @Test
  void whatIsDeletedIsNotBroughtBackByAnotherDelivery() {
    List<BusEntry> signals = List.of(read(1, NOW, NOW), read(2, NOW.plusSeconds(9), NOW));
    List<BusEntry> alerts = List.of(hit(1, NOW, NOW), hit(2, NOW.plusSeconds(9), NOW));
    reads.add(signals);
    hits.add(alerts);
    clock.move(Duration.ofDays(91));
    job.run();
    reads.add(signals);
    hits.add(alerts);
    assertThat(readNumbers()).isEmpty();
    assertThat(hitNumbers()).isEmpty();
  }

  @Test
  void noLimitKeepsAll() {
    keep(0, 0);
    reads.add(List.of(read(1, Instant.parse("-999999-01-01T00:00:00Z"), NOW)));
    hits.add(List.of(hit(1, Instant.EPOCH, NOW)));
    clock.move(Duration.ofDays(30_000));
    writes.results.clear();
    job.run();
    assertThat(writes.results).isEmpty();
    assertThat(readNumbers()).containsExactly(1L);
    assertThat(hitNumbers()).containsExactly(1L);
  }

  @Test
  void manyGoInPiecesAndOthersWriteInBetween() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "PostgreSQL drops whole days");
    fill(2 * RetentionJob.PIECE + 7);
    clock.move(Duration.ofDays(90));
    List<Long> left = new ArrayList<>();
    writes.before = () -> left.add(reads.count());
    job.run();
    assertThat(left).startsWith(2_007L, 1_007L, 7L);
    assertThat(writes.results.subList(0, 3)).isEqualTo(List.of(1_000, 1_000, 7));
    assertThat(readNumbers()).isEmpty();
  }

  @Test
  void whereReadsLieByDayADayGoesAsAWholeAndNoneOfItTooLate() {
    assumeTrue(RealStore.dialect() == Dialect.POSTGRESQL, "SQLite deletes rows");
    Instant midnight = Instant.parse("2026-11-24T00:00:00Z");
    Instant future = Instant.parse("2050-01-01T00:00:00Z");
    List<BusEntry> all =
        List.of(read(1, midnight.minus(TICK), NOW), read(2, NOW, NOW), read(3, future, NOW));
    reads.add(all);
    hits.add(List.of(hit(1, NOW, NOW), hit(2, future, NOW)));
    assertThat(partitions())
        .containsExactly(
            "plates_read_d20261123",
            "plates_read_d20261124",
            "plates_read_d20261125",
            "plates_read_d20261126",
            "plates_read_other");
    clock.move(Duration.ofDays(90).minus(Duration.ofHours(14)));
    job.run();
    assertThat(partitions()).doesNotContain("plates_read_d20261123").hasSize(4);
    assertThat(readNumbers()).containsExactly(2L, 3L);
    clock.move(TICK);
    job.run();
    assertThat(partitions()).doesNotContain("plates_read_d20261124").hasSize(3);
    assertThat(readNumbers()).as("without a day, gone to the row").isEmpty();
    reads.add(all);
    assertThat(readNumbers()).as("not brought back").isEmpty();
    assertThat(hitNumbers()).as("to the microsecond").containsExactly(1L, 2L);
  }

  @Test
  void readsOfADayThatWasTooFarAreMovedWhenItComes() {
    assumeTrue(RealStore.dialect() == Dialect.POSTGRESQL, "SQLite has one table");
    Instant later = NOW.plus(Duration.ofDays(5));
    reads.add(List.of(read(1, later, NOW)));
    clock.move(Duration.ofDays(4));
    reads.add(List.of(read(1, later, NOW), read(2, NOW.plus(Duration.ofDays(4)), later)));
    assertThat(partitions()).contains("plates_read_d20261129");
    assertThat(rows("plates_read_other")).isZero();
    assertThat(rows("plates_read_d20261129")).isEqualTo(1);
    assertThat(readNumbers()).containsExactly(1L, 2L);
    assertThat(reads.count()).isEqualTo(2);
  }

  private List<String> partitions() {
    return store.read(
        c -> {
          try (PreparedStatement select =
                  c.prepareStatement(
                      "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                          + " WHERE i.inhparent = to_regclass('plates_read') ORDER BY 1");
              ResultSet row = select.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
              names.add(row.getString(1));
            }
            return names;
          }
        });
  }

  private long rows(String table) {
    return store.read(
        c -> {
          try (PreparedStatement select = c.prepareStatement("SELECT COUNT(*) FROM " + table);
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Test
  void aFailureEndsTheRunAndTheNextGoesOnAfterARestart() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "PostgreSQL drops whole days");
    fill(2_500);
    clock.move(Duration.ofDays(90));
    writes.before =
        () -> {
          if (writes.results.size() == 1) {
            throw new StoreException("down, said the test");
          }
        };
    job.run();
    assertThat(reads.count()).isEqualTo(1_500);
    store.close();
    store = RealStore.open(folder);
    keep(90, 90);
    job.run();
    assertThat(readNumbers()).isEmpty();
  }

  @Test
  void itRunsByItselfAndEndsWithinAPieceWhenItIsClosed() throws Exception {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "PostgreSQL drops whole days");
    fill(3_000);
    clock.move(Duration.ofDays(90));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    writes.before =
        () -> {
          begun.countDown();
          awaitUninterrupted(closing);
        };
    job.start(1, TimeUnit.MILLISECONDS);
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    Thread close = new Thread(job::close);
    close.start();
    await(() -> close.getState() == Thread.State.TIMED_WAITING);
    closing.countDown();
    close.join();
    assertThat(reads.count()).isEqualTo(2_000);
    await(() -> threads() == 0);
  }

  @Test
  void centerAndHistoryHaveAThreadEachUntilTheyAreClosed() throws Exception {
    PlatesConfig config = Configs.of(PlatesConfig.class, Map.of());
    PlateCenter center = new PlateCenter(config, store, new MemoryBus());
    ReadHistory history = new ReadHistory(config, store, new MemoryAudit(), new MemoryBus());
    assertThat(threads()).isEqualTo(2);
    center.close();
    history.close();
    await(() -> threads() == 0);
    assertThat(config.read_retention_days()).isEqualTo(90);
    assertThat(config.hit_retention_days()).isEqualTo(90);
  }

  @Test
  void aKeyOutOfItsLimitsIsNamed() {
    assertThatThrownBy(() -> Retention.of("read.retention.days", -1))
        .hasMessage("org.watchfloor.plates: read.retention.days = -1 is not within 0 to 36500");
    assertThatThrownBy(() -> Retention.of("hit.retention.days", 36_501))
        .hasMessageContaining("hit.retention.days = 36501");
  }

  @Test
  void rowsOfTheFirstSchemaGoToo() throws Exception {
    try (SqlStore old = RealStore.open(folder.resolve("old"))) {
      old.migrate("plates", List.of(Tables.FIRST));
      old.write(
          c -> {
            try (Statement insert = c.createStatement()) {
              insert.executeUpdate("UPDATE plates_total SET amount = 1");
              return insert.executeUpdate(
                  "INSERT INTO plates_read VALUES (1, 'a~b', %d, 'P1', '{}')"
                      .formatted(Times.micros(LIMIT.minus(TICK))));
            }
          });
      Tables tables = new Tables(old);
      ReadTable table = new ReadTable(tables, new Retention(90), clock);
      assertThat(table.deleteOld(table.limit(), 10)).isEqualTo(1);
      assertThat(table.count()).isZero();
    }
  }

  @Test
  void whatIsOverIsFoundByAnIndex() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "the words of a plan are SQLite's");
    reads.add(List.of(read(1, NOW, NOW)));
    for (String table : List.of("plates_read", "plates_hit")) {
      for (String time : List.of("occurred_at", "recorded_at")) {
        assertThat(plan("SELECT 1 FROM " + table + " WHERE " + time + " < ? LIMIT ?"))
            .startsWith("SEARCH " + table + " USING")
            .contains(time + "<?");
      }
    }
  }

  private String plan(String sql) {
    return store.read(
        c -> {
          try (PreparedStatement explain = c.prepareStatement("EXPLAIN QUERY PLAN " + sql);
              ResultSet row = explain.executeQuery()) {
            row.next();
            return row.getString(4);
          }
        });
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("watchfloor-plates-retention"))
        .count();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not happen within 10 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
