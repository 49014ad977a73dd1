package org.watchfloor.rtcc.plates.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.plates.internal.hits.HitAlert;
import org.watchfloor.rtcc.plates.internal.hits.HitRaiser;
import org.watchfloor.rtcc.plates.internal.hits.Urgency;
import org.watchfloor.rtcc.plates.internal.lists.HotListCenter;
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
      "plate,state,reason,agency,entered,expires\nHOT1234,NC,stolen vehicle,Demo PD,2026-11-24,\n";

  @TempDir Path folder;
  private final MemoryBus bus = new MemoryBus();
  private final MemoryAudit audit = new MemoryAudit();
  private final HotListIndex index = new HotListIndex();
  private final MovedClock clock = new MovedClock("2026-11-24T14:00:00Z");
  private SqlStore store;
  private Gate gate;
  private HotListCenter lists;
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
    lists = new HotListCenter(gate, audit, bus, index, clock);
    center = center(gate);
    raiser =
        new HitRaiser(
            new HitAlert(new Urgency("armed"), Duration.ofHours(1)), index, bus, 0.5, clock);
    index.awaitLoaded();
  }

  /** Keeps all: to the bus of the test everything was recorded in 1970. */
  private PlateCenter center(Store in) {
    return new PlateCenter(Retention.NONE, in, bus, clock);
  }

  private void stolen() throws Exception {
    InputStream csv = new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8));
    lists.importList("stolen", Optional.of(HotListTerms.of("Demo PD")), "csv", csv, ANA);
  }

  @AfterEach
  void stop() throws Exception {
    raiser.close();
    center.close();
    lists.close();
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
  void aHitIsKept() throws Exception {
    stolen();
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
  }

  @Test
  void hitsAreRaisedWhileTheStoreIsDownAndKeptWhenItIsBack() throws Exception {
    stolen();
    gate.down = true;
    bus.signal("a~b", read("HOT1234", NOW));
    bus.deliver("rtcc-plates-hits");
    assertThat(bus.alerts()).hasSize(1);
    assertThatThrownBy(() -> bus.deliver("rtcc-plates-hit-log")).hasMessageContaining("down");
    gate.down = false;
    bus.deliver();
    assertThat(center.hits(10)).hasSize(1);
  }
}
