package org.watchfloor.rtcc.plates.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.plates.internal.index.Place;
import org.watchfloor.rtcc.plates.internal.index.PlatePattern;
import org.watchfloor.rtcc.plates.internal.index.Sighting;
import org.watchfloor.rtcc.plates.internal.index.Sought;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.RealStore;

@EachStore
class ReadFinderTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");

  @TempDir Path folder;
  private final List<ReadFinder> finders = new ArrayList<>();
  private long number;
  private SqlStore store;
  private Tables tables;

  @BeforeEach
  void start() {
    store = RealStore.open(folder.resolve("store"));
    tables = new Tables(store);
  }

  @AfterEach
  void stop() {
    finders.forEach(ReadFinder::close);
    store.close();
  }

  private ReadFinder finder(String node) throws IOException {
    ReadFinder finder = new ReadFinder(tables, folder.resolve(node), reads());
    finders.add(finder);
    finder.tend();
    return finder;
  }

  private void read(String plate, int count) {
    List<BusEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant at = NOW.plusSeconds(++number);
      Signal signal =
          Signal.of(Kind.PLATE_READ, "k" + number, at).detail(PlateRead.of(plate, 0.9)).build();
      entries.add(new SignalEntry(number, at, "a~b", signal));
    }
    reads().add(entries);
  }

  private ReadTable reads() {
    return new ReadTable(tables, Retention.NONE, Clock.systemUTC());
  }

  private static List<Sighting> indexed(ReadFinder finder, String pattern) {
    assertThat(finder.ready()).isTrue();
    Sought sought =
        new Sought(
            Optional.of(new PlatePattern(pattern)),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Long.MIN_VALUE,
            Long.MAX_VALUE);
    return finder.find(sought, Place.FIRST, 1_000_000);
  }

  private int searched(ReadFinder finder, String pattern) {
    ReadQuery query = new ReadQuery(pattern, Optional.empty(), Optional.empty(), 1_000);
    return new ReadSearch(tables, finder).search(query).size();
  }

  private void sql(String text) {
    store.write(
        c -> {
          try (Statement statement = c.createStatement()) {
            return statement.executeUpdate(text);
          }
        });
  }

  @Test
  void eachNodeFindsWhatAnyOfThemWrote() throws Exception {
    ReadFinder a = finder("a");
    ReadFinder b = finder("b");
    read("AB1", 2);
    assertThat(indexed(a, "A?1")).extracting(Sighting::number).containsExactly(2L, 1L);
    read("AX1", 1);
    assertThat(indexed(a, "A?1")).hasSize(3);
    assertThat(indexed(b, "A?1")).hasSize(3);
  }

  /** The rows say nothing but the signal, as those of the first version. */
  @Test
  void rowsWithoutColumnsAreIndexedByTheirSignal() throws Exception {
    read("AB1", 1);
    sql("UPDATE plates_read SET device = NULL, region = NULL, make = NULL, color = NULL");
    assertThat(indexed(finder("a"), "AB1").get(0).make()).isEmpty();
  }

  @Test
  void whatTheStoreHasDeletedIsNotFoundAndOthersAreInItsPlace() throws Exception {
    ReadFinder finder = finder("a");
    read("AB1", 300);
    assertThat(searched(finder, "AB?")).isEqualTo(300);
    sql("DELETE FROM plates_read WHERE number > 100");
    assertThat(searched(finder, "AB?")).isEqualTo(100);
    ReadQuery one = new ReadQuery("AB?", Optional.empty(), Optional.empty(), 1);
    assertThat(new ReadSearch(tables, finder).search(one).get(0).number()).isEqualTo(100);
  }

  /** Enough for a file, so that there is something to be wrong. */
  @Test
  void anIndexThatIsDamagedOrOfAnotherStoreIsMadeAgain() throws Exception {
    read("AB1", 140_000);
    finder("a").close();
    Path file;
    try (var files = Files.list(folder.resolve("a"))) {
      file = files.filter(one -> one.toString().contains("segment-")).findFirst().orElseThrow();
    }
    assertThat(indexed(finder("a"), "AB1")).hasSize(140_000);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2]++;
    Files.write(file, bytes);
    assertThat(saidWhileTended("a"))
        .anyMatch(
            said -> said.matches("(?s).*made again, because .*checksum: [\\d,]+ of 140,000.*"));
    assertThat(indexed(finder("a"), "AB1")).hasSize(140_000);
    sql("DELETE FROM plates_read WHERE number > 5");
    assertThat(indexed(finder("a"), "AB1")).hasSize(5);
  }

  /** The file is cut while it is mapped, as a disk that fails would do it. */
  @Test
  void anIndexThatCanNoLongerBeReadIsMadeAgainAndTheStoreAnswersMeanwhile() throws Exception {
    read("AB1", 140_000);
    ReadFinder finder = finder("a");
    assertThat(searched(finder, "A?1")).isEqualTo(1_000);
    try (var files = Files.list(folder.resolve("a"))) {
      for (Path file : files.filter(one -> one.toString().contains("segment-")).toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(0);
        }
      }
    }
    assertThat(searched(finder, "A?1")).isEqualTo(1_000);
    assertThat(finder.health().message()).contains("could not be read").contains("ask the store");
    assertThat(finder.ready()).isFalse();
    assertThat(searched(finder, "A?1")).isEqualTo(1_000);
    finder.tend();
    assertThat(finder.health()).isEqualTo(HealthResult.OK);
    assertThat(indexed(finder, "A?1")).hasSize(140_000);
  }

  /** All that health says from the begin to the end. */
  private Set<String> saidWhileTended(String node) throws Exception {
    ReadFinder finder = new ReadFinder(tables, folder.resolve(node), reads());
    finders.add(finder);
    Set<String> said = ConcurrentHashMap.newKeySet();
    AtomicBoolean tended = new AtomicBoolean();
    Thread asker =
        new Thread(
            () -> {
              while (!tended.get()) {
                said.add(finder.health().message());
                Thread.onSpinWait();
              }
            });
    asker.start();
    finder.tend();
    tended.set(true);
    asker.join();
    assertThat(finder.health()).isEqualTo(HealthResult.OK);
    return said;
  }

  @Test
  void healthSaysThatItCannotBeKeptAndIsWellAgainByItself() throws Exception {
    Path taken = Files.writeString(folder.resolve("a"), "a file where the folder should be");
    ReadFinder finder = new ReadFinder(tables, taken, reads());
    finders.add(finder);
    assertThat(finder.health().message()).contains("being opened");
    finder.start();
    await(() -> finder.health().message().contains("cannot be kept"));
    assertThat(finder.health().message()).contains(taken.toString()).contains("ask the store");
    Files.delete(taken);
    await(() -> finder.health().equals(HealthResult.OK));
  }

  private static void await(BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  @Test
  void withoutAnIndexTheStoreIsSearched() {
    ReadFinder never = new ReadFinder(tables, folder.resolve("a"), reads());
    read("AB1", 2);
    assertThat(never.ready()).isFalse();
    assertThat(searched(never, "A?1")).isEqualTo(2);
  }
}
