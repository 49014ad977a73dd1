package org.watchfloor.rtcc.plates.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.Work;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.plates.internal.hits.HitAlert;
import org.watchfloor.rtcc.plates.internal.hits.HitRaiser;
import org.watchfloor.rtcc.plates.internal.hits.Urgency;
import org.watchfloor.rtcc.plates.internal.lists.HotListCsv;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

@EachStore
class PlateCenterTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  private static final Actor ANA = new Actor("ana", "https 127.0.0.1");
  private static final String CSV =
      HotListCsv.HEADER + "\nHOT1234,NC,stolen vehicle,Demo PD,2026-11-24,\n";

  @TempDir Path folder;
  private final MemoryBus bus = new MemoryBus();
  private final MemoryAudit audit = new MemoryAudit();
  private final HotListIndex index = new HotListIndex();
  private final MovedClock clock = new MovedClock("2026-11-24T14:00:00Z");
  private SqlStore store;
  private Gate gate;
  private PlateCenter center;
  private HitRaiser raiser;

  /** The real store behind a gate: can be down. */
  private static final class Gate implements Store {
    private final Store store;
    private volatile boolean down;

    Gate(Store store) {
      this.store = store;
    }

    @Override
    public void migrate(String component, List<Migration> migrations) {
      pass();
      store.migrate(component, migrations);
    }

    @Override
    public <T> T read(Work<T> work) {
      pass();
      return store.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
      pass();
      return store.write(work);
    }

    @Override
    public Dialect dialect() {
      return store.dialect();
    }

    private void pass() {
      if (down) {
        throw new StoreException("down, said the test");
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    store = RealStore.open(folder);
    gate = new Gate(store);
    center = center(gate, index);
    raiser =
        new HitRaiser(new HitAlert(new Urgency("armed"), Duration.ofHours(1)), index, bus, clock);
    index.awaitLoaded();
  }

  /** Keeps all: to the bus of the test everything was recorded in 1970. */
  private PlateCenter center(Store in, HotListIndex to) {
    return new PlateCenter(Retention.NONE, in, audit, bus, to, clock);
  }

  @AfterEach
  void stop() throws Exception {
    raiser.close();
    center.close();
    store.close();
  }

  private static Signal read(String plate, Instant at) {
    return Signal.of(Kind.PLATE_READ, plate + at, at)
        .device("Cam 7")
        .at(new GeoPoint(36.0999, -80.2442, 5))
        .detail(
            new PlateRead(
                plate,
                "us-nc",
                Optional.of(0.93),
                List.of(new PlateRead.Candidate("H0T1234", 0.4)),
                "ford",
                "red",
                "suv",
                Optional.of(90.0)))
        .media(new MediaRef("b".repeat(64), "image/jpeg", "plate", 1_000))
        .build();
  }

  private void reads(String... plates) throws Exception {
    for (String plate : plates) {
      bus.signal("plate-openalpr~north", read(plate, clock.instant()));
      clock.move(Duration.ofSeconds(1));
    }
    bus.deliver();
  }

  @Test
  void anImportIsInForceAtOnceAndAHitIsKept() throws Exception {
    HotListImport done = center.importHotList("stolen", "Demo PD", CSV + ",NC,no plate,,,\n", ANA);
    assertThat(done.imported()).isEqualTo(1);
    assertThat(done.faults()).containsExactly(new HotListImport.Fault(3, "plate: is missing"));
    assertThat(center.hotLists())
        .containsExactly(new HotList("stolen", "Demo PD", 1, NOW, "ana"))
        .containsExactly(done.list());

    reads("HOT1234");
    assertThat(bus.alerts()).hasSize(1);
    bus.rewind("rtcc-plates-hit-log");
    bus.deliver();
    assertThat(center.hits(10))
        .containsExactly(
            new Hit(
                bus.alerts().get(0).id(),
                bus.alerts().get(0).signals().get(0),
                "HOT1234",
                "stolen",
                "stolen vehicle",
                "Demo PD",
                "NC",
                NOW,
                1));
    assertThat(bus.changes())
        .filteredOn(c -> c.kind().equals("hotlist.imported"))
        .extracting(Change::subject)
        .containsExactly("stolen");
  }

  @Test
  void anImportReplacesAListAsAWholeAndARemovalEndsIt() throws Exception {
    center.importHotList("stolen", "Demo PD", CSV, ANA);
    center.importHotList("stolen", "Other", HotListCsv.HEADER + "\nNEW1,,armed,,,\n", ANA);
    reads("HOT1234");
    assertThat(bus.alerts()).isEmpty();
    assertThat(center.hotLists()).extracting(HotList::owner).containsExactly("Other");
    assertThat(store.<Integer>read(c -> count(c))).isEqualTo(1);

    assertThat(center.removeHotList("stolen", ANA)).isTrue();
    assertThat(center.removeHotList("stolen", ANA)).isFalse();
    reads("NEW1");
    assertThat(bus.alerts()).isEmpty();
    assertThat(center.hotLists()).isEmpty();
    assertThat(store.<Integer>read(c -> count(c))).isZero();
  }

  private static int count(java.sql.Connection c) throws java.sql.SQLException {
    try (java.sql.Statement statement = c.createStatement();
        java.sql.ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM plates_entry")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void aRefusedImportChangesNothing() throws Exception {
    center.importHotList("stolen", "Demo PD", CSV, ANA);
    int records = audit.records().size();
    assertThatThrownBy(() -> center.importHotList("../etc", "x", CSV, ANA))
        .hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> center.importHotList("stolen", "a\nb", CSV, ANA))
        .hasMessageStartingWith("owner: ");
    assertThatThrownBy(() -> center.importHotList("stolen", "x", "nonsense", ANA))
        .hasMessageStartingWith("csv: ");
    assertThat(audit.records()).hasSize(records);
    audit.down(true);
    assertThatThrownBy(
            () -> center.importHotList("stolen", "x", HotListCsv.HEADER + "\nB1,,,,,", ANA))
        .isInstanceOf(AuditUnavailable.class);
    assertThatThrownBy(() -> center.removeHotList("stolen", ANA))
        .isInstanceOf(AuditUnavailable.class);
    reads("HOT1234");
    assertThat(bus.alerts()).hasSize(1);
  }

  @Test
  void hitsAreRaisedWhileTheStoreIsDownAndKeptWhenItIsBack() throws Exception {
    center.importHotList("stolen", "Demo PD", CSV, ANA);
    gate.down = true;
    bus.signal("a~b", read("HOT1234", NOW));
    bus.deliver("rtcc-plates-hits");
    assertThat(bus.alerts()).hasSize(1);
    assertThatThrownBy(() -> bus.deliver("rtcc-plates-hit-log")).hasMessageContaining("down");
    gate.down = false;
    bus.deliver();
    assertThat(center.hits(10)).hasSize(1);
  }

  @Test
  void stoppedAndStartedTheListsAreThereAgain() throws Exception {
    center.importHotList("stolen", "Demo PD", CSV, ANA);
    stop();
    HotListIndex fresh = new HotListIndex();
    store = RealStore.open(folder);
    center = center(store, fresh);
    raiser =
        new HitRaiser(new HitAlert(new Urgency("armed"), Duration.ofHours(1)), fresh, bus, clock);
    reads("HOT1234");
    assertThat(bus.alerts()).hasSize(1);
  }

  @Test
  void aLargeListIsImportedInPiecesAndWhole() throws Exception {
    StringBuilder csv = new StringBuilder(HotListCsv.HEADER).append('\n');
    for (int i = 0; i < 60_000; i++) {
      csv.append("P").append(i).append(",NC,stolen vehicle,Demo PD,2026-11-24,2027-11-24\n");
    }
    long begin = System.nanoTime();
    assertThat(center.importHotList("big", "Demo PD", csv.toString(), ANA).imported())
        .isEqualTo(60_000);
    System.out.printf(
        "60,000 entries imported in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    reads("P0", "P59999", "P60000");
    assertThat(bus.alerts()).hasSize(2);
    assertThat(store.<Integer>read(c -> count(c))).isEqualTo(60_000);
  }
}
