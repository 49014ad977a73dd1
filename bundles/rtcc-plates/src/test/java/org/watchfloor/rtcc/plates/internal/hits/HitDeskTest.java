package org.watchfloor.rtcc.plates.internal.hits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.ChangeEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.rtcc.api.incidents.WrongState;
import org.watchfloor.rtcc.api.plates.CheckedHit;
import org.watchfloor.rtcc.api.plates.HitQuery;
import org.watchfloor.rtcc.api.plates.HitState;
import org.watchfloor.rtcc.api.plates.Leads;
import org.watchfloor.rtcc.api.plates.ReaderRecord;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

@EachStore
class HitDeskTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  private static final Actor ANA = new Actor("ana", "https 127.0.0.1");
  private static final Actor BEN = new Actor("ben", "https 127.0.0.1");

  @TempDir Path folder;
  private final MemoryBus bus = new MemoryBus();
  private final MemoryAudit audit = new MemoryAudit();
  private final MovedClock clock = new MovedClock("2026-11-24T14:00:00Z");
  private SqlStore store;
  private HitDesk desk;

  @BeforeEach
  void start() {
    store = RealStore.open(folder);
    desk = desk();
  }

  private HitDesk desk() {
    return new HitDesk(Retention.of("hit.retention.days", 90), store, audit, bus, clock);
  }

  @AfterEach
  void stop() {
    desk.close();
    store.close();
  }

  private static Alert hit(String id, String plate, String camera) {
    return new Alert(
        id,
        "plate.hit",
        Severity.HIGH,
        "Hot plate " + plate,
        "",
        NOW,
        Optional.empty(),
        List.of(1L),
        "plate-" + plate,
        List.of(),
        Map.of("plate", plate, "source", "plate-openalpr~north", "camera", camera));
  }

  private void raised(String id) throws Exception {
    raised(id, "HOT1234", "cam-1");
  }

  private void raised(String id, String plate, String camera) throws Exception {
    bus.alert(NOW, hit(id, plate, camera));
    bus.deliver();
  }

  /** Changes of hits that the bus was told of, when there are so many. */
  private List<Change> told(int count) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    List<Change> changes = new ArrayList<>();
    while (changes.size() < count) {
      assertThat(System.nanoTime()).as("told within 10 s: %s", changes).isLessThan(end);
      changes.clear();
      for (BusEntry entry : bus.read(0, Filter.ALL, 1_000)) {
        if (entry instanceof ChangeEntry change && change.kind().startsWith("hit.")) {
          changes.add(change.change());
        }
      }
      LockSupport.parkNanos(1_000_000);
    }
    return changes;
  }

  @Test
  void aHitWaitsUntilAPersonHasDecided() throws Exception {
    raised("hit-1");
    CheckedHit waiting = desk.hit("hit-1").orElseThrow();
    assertThat(waiting.state()).isEqualTo(HitState.UNVERIFIED);
    assertThat(waiting.decisions()).isEmpty();
    assertThat(desk.confirmed(Set.of("hit-1"))).isEmpty();

    CheckedHit confirmed = desk.decide("hit-1", HitState.CONFIRMED, " plate and state ", ANA);
    assertThat(confirmed.state()).isEqualTo(HitState.CONFIRMED);
    assertThat(confirmed.decisions().get(0).by()).isEqualTo("ana");
    assertThat(confirmed.decisions().get(0).text()).isEqualTo("plate and state");
    assertThat(desk.confirmed(Set.of("hit-1", "hit-2"))).containsExactly("hit-1");
    assertThat(audit.records().toString()).contains("hit.confirmed", "ana", "HOT1234");
    Change told = told(1).get(0);
    assertThat(told.kind()).isEqualTo(Leads.CONFIRMED);
    assertThat(told.subject()).isEqualTo("hit-1");
    assertThat(told.by()).isEqualTo("ana");
  }

  @Test
  void theSameAgainChangesNothingAndAnotherDecisionIsRefused() throws Exception {
    raised("hit-1");
    desk.decide("hit-1", HitState.MISREAD, "", ANA);
    assertThat(desk.decide("hit-1", HitState.MISREAD, "", ANA).decisions()).hasSize(1);
    assertThatThrownBy(() -> desk.decide("hit-1", HitState.CONFIRMED, "", BEN))
        .isInstanceOf(WrongState.class)
        .hasMessage("hit hit-1 is misread by ana; a supervisor may reopen it");
    assertThat(told(1)).extracting(Change::kind).containsExactly("hit.misread");
  }

  @Test
  void aReopenedConfirmationIsTakenBackOutside() throws Exception {
    raised("hit-1");
    desk.decide("hit-1", HitState.CONFIRMED, "", ANA);
    CheckedHit open = desk.reopen("hit-1", "wrong state on the plate", BEN);
    assertThat(open.state()).isEqualTo(HitState.UNVERIFIED);
    desk.decide("hit-1", HitState.NOT_THE_VEHICLE, "", BEN);
    assertThat(told(3))
        .extracting(Change::kind)
        .containsExactly("hit.confirmed", "hit.reopened", "hit.not-the-vehicle");
    List<BusEntry> outside = outside();
    assertThat(outside).hasSize(2);
    assertThat(((AlertEntry) outside.get(0)).alert().facts())
        .containsEntry("verified", "confirmed");
    ChangeEntry withdrawn = (ChangeEntry) outside.get(1);
    assertThat(withdrawn.change().facts()).containsExactly(Map.entry("was", "confirmed"));
    assertThat(withdrawn.change().by()).isEqualTo("desk");
  }

  /** What of the whole bus somebody outside is shown. */
  private List<BusEntry> outside() {
    return bus.read(0, Filter.ALL, 1_000).stream()
        .map(Leads::outside)
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void noMachineDecides() throws Exception {
    raised("hit-1");
    for (String name : List.of("token:city", "", "system")) {
      assertThatThrownBy(
              () -> desk.decide("hit-1", HitState.CONFIRMED, "", new Actor(name, "https")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a person decides");
    }
    assertThatThrownBy(() -> desk.decide("hit-1", HitState.UNVERIFIED, "", ANA))
        .hasMessageContaining("none of confirmed, misread, not-the-vehicle");
    assertThatThrownBy(() -> desk.decide("hit-9", HitState.CONFIRMED, "", ANA))
        .hasMessage("hit: there is no hit-9");
    assertThatThrownBy(() -> desk.decide("hit-1", HitState.MISREAD, "x".repeat(1_001), ANA))
        .hasMessageContaining("1001 characters");
    assertThatThrownBy(() -> desk.reopen("hit-1", "no", BEN)).hasMessageContaining("3 to 1000");
    assertThatThrownBy(() -> desk.reopen("hit-1", "not yet", BEN)).isInstanceOf(WrongState.class);
    assertThat(desk.hit("hit-1").orElseThrow().state()).isEqualTo(HitState.UNVERIFIED);
  }

  @Test
  void whatCannotBeAuditedIsNotDecided() throws Exception {
    raised("hit-1");
    audit.down(true);
    assertThatThrownBy(() -> desk.decide("hit-1", HitState.CONFIRMED, "", ANA))
        .isInstanceOf(AuditUnavailable.class);
    assertThat(desk.hit("hit-1").orElseThrow().state()).isEqualTo(HitState.UNVERIFIED);
  }

  @Test
  void aDecisionThatTheBusRefusedIsToldAfterTheNextStart() throws Exception {
    raised("hit-1");
    bus.refuse(Receipt.Status.UNAVAILABLE);
    desk.decide("hit-1", HitState.CONFIRMED, "", ANA);
    desk.close();
    assertThat(outside()).isEmpty();
    bus.accept();
    desk = desk();
    assertThat(told(1)).hasSize(1);
    bus.deliver();
    assertThat(desk.hit("hit-1").orElseThrow().state()).isEqualTo(HitState.CONFIRMED);
  }

  @Test
  void anAlertDeliveredAgainKeepsItsDecision() throws Exception {
    raised("hit-1");
    desk.decide("hit-1", HitState.CONFIRMED, "", ANA);
    raised("hit-1");
    assertThat(desk.hit("hit-1").orElseThrow().state()).isEqualTo(HitState.CONFIRMED);
    assertThat(desk.hits(HitQuery.newest(10))).hasSize(1);
  }

  @Test
  void whoDismissesAHitAsMisreadHasDecidedIt() throws Exception {
    raised("hit-1");
    raised("hit-2");
    Change misread =
        new Change("alert.dismissed", "hit-1", NOW, "ana", Map.of("reason", "misread-plate"));
    Change byMachine =
        new Change("alert.dismissed", "hit-2", NOW, "token:x", Map.of("reason", "misread-plate"));
    bus.publish("rtcc-incidents", misread);
    bus.publish("rtcc-incidents", byMachine);
    bus.deliver();
    assertThat(desk.hit("hit-1").orElseThrow().state()).isEqualTo(HitState.MISREAD);
    assertThat(desk.hit("hit-2").orElseThrow().state()).isEqualTo(HitState.UNVERIFIED);
  }

  @Test
  void readersAreRankedByTheirMisreads() throws Exception {
    for (int i = 0; i < 4; i++) {
      raised("hit-a" + i, "AAA" + i, "cam-1");
      raised("hit-b" + i, "BBB" + i, "cam-2");
    }
    desk.decide("hit-a0", HitState.CONFIRMED, "", ANA);
    desk.decide("hit-b0", HitState.MISREAD, "", ANA);
    desk.decide("hit-b1", HitState.MISREAD, "", ANA);
    desk.decide("hit-b2", HitState.NOT_THE_VEHICLE, "", ANA);
    List<ReaderRecord> readers = desk.readers(NOW.minusSeconds(60));
    assertThat(readers)
        .containsExactly(
            new ReaderRecord("plate-openalpr~north", "cam-2", 0, 2, 1, 1),
            new ReaderRecord("plate-openalpr~north", "cam-1", 1, 0, 0, 3));
    assertThat(readers.get(0).misreadShare()).isEqualTo(2.0 / 3);
    assertThat(desk.readers(NOW.plusSeconds(60))).isEmpty();
    HitQuery open = new HitQuery(Set.of(HitState.UNVERIFIED), "BBB3", 10);
    assertThat(desk.hits(open)).extracting(h -> h.alert().id()).containsExactly("hit-b3");
  }

  @Test
  void whatIsOverIsNotKept() throws Exception {
    clock.move(Duration.ofDays(91));
    raised("hit-1");
    assertThat(desk.hits(HitQuery.newest(10))).isEmpty();
  }
}
