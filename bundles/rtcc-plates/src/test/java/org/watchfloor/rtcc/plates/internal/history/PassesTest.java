package org.watchfloor.rtcc.plates.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.Companion;
import org.watchfloor.rtcc.api.plates.ConvoyQuery;
import org.watchfloor.rtcc.api.plates.FrequentPlace;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.PlacesRequest;
import org.watchfloor.rtcc.plates.internal.history.Passes.Pass;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.RealStore;

/** What the index says of passes beside what the store says. */
@EachStore
class PassesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  private static final int READS = 1_500;
  private static final List<String> PLATES =
      List.of("AB1", "AB2", "AB12345678901", "ЖX1", "B?2", "C3", "C33");

  @TempDir Path folder;
  private final Random random = new Random(5);
  private final MovedClock clock = new MovedClock(NOW);
  private SqlStore store;
  private ReadFinder finder;
  private Passes stored;
  private Passes indexed;

  @BeforeEach
  void start() throws Exception {
    store = RealStore.open(folder.resolve("store"));
    Tables tables = new Tables(store);
    ReadTable reads = new ReadTable(tables, new Retention(10), clock);
    finder = new ReadFinder(tables, folder.resolve("index"), reads);
    stored = new StoredPasses(tables);
    indexed = new IndexedPasses(finder);
    List<BusEntry> entries = new ArrayList<>();
    for (int i = 1; i <= READS; i++) {
      Instant at = NOW.minusSeconds(random.nextInt(3 * READS));
      entries.add(new SignalEntry(i, at, "source~" + random.nextInt(2), signal(i, at)));
    }
    reads.add(entries);
    finder.tend();
    assertThat(finder.ready()).isTrue();
  }

  @AfterEach
  void stop() {
    finder.close();
    store.close();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** The same name of a camera at both sources; one is named as a source is. */
  private Signal signal(int number, Instant at) {
    Signal.Builder signal =
        Signal.of(Kind.PLATE_READ, "k" + number, at)
            .device(one(List.of("", "cam 1", "cam 2", "source~1")))
            .detail(PlateRead.of(one(PLATES), 0.9));
    int place = random.nextInt(4);
    return place == 0 ? signal.build() : signal.at(GeoPoint.of(36 + place / 10.0, -80)).build();
  }

  @Test
  void bothHaveTheSamePasses() {
    long from = Times.micros(NOW.minusSeconds(2 * READS));
    long to = Times.micros(NOW.minusSeconds(READS));
    for (String plate : PLATES.stream().filter(one -> one.indexOf('?') < 0).toList()) {
      List<Pass> own = indexed.of(plate, from, to);
      assertThat(own)
          .hasSizeGreaterThan(50)
          .containsExactlyInAnyOrderElementsOf(stored.of(plate, from, to));
      assertThat(own).isSortedAccordingTo((a, b) -> Long.compare(b.time(), a.time()));
      for (Pass pass : own.subList(0, 20)) {
        assertThat(indexed.around(pass, 600_000_000))
            .isNotEmpty()
            .containsExactlyInAnyOrderElementsOf(stored.around(pass, 600_000_000));
      }
    }
  }

  @Test
  void bothFindTheSameConvoysAndPlaces() {
    Instant from = NOW.minusSeconds(3 * READS);
    ConvoyQuery convoy = new ConvoyQuery("ab1", from, NOW, 5, 5, 10);
    List<Companion> companions = new Convoys(indexed).find(convoy);
    assertThat(companions).hasSizeGreaterThan(2).isEqualTo(new Convoys(stored).find(convoy));
    PlacesRequest.Terms terms =
        new PlacesRequest.Terms("C3", from, NOW, new LookUp("why", "case-1"));
    List<FrequentPlace> places = new Places(indexed).of(terms);
    assertThat(places).hasSize(8).containsExactlyInAnyOrderElementsOf(new Places(stored).of(terms));
  }

  /** Retention deletes it from the store within the hour, and from the index within a day. */
  @Test
  void whatIsOverIsNoPass() {
    Pass one = indexed.of("C3", Long.MIN_VALUE, Long.MAX_VALUE).get(0);
    assertThat(indexed.around(one, 600_000_000)).isNotEmpty();
    clock.move(Duration.ofDays(12));
    assertThat(stored.of("C3", Long.MIN_VALUE, Long.MAX_VALUE)).as("not deleted yet").isNotEmpty();
    assertThat(indexed.of("C3", Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
    assertThat(indexed.around(one, 600_000_000)).isEmpty();
  }
}
