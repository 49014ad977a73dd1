package org.watchfloor.rtcc.plates.internal.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.OrderDraft;
import org.watchfloor.rtcc.api.plates.OrderHours;
import org.watchfloor.rtcc.api.plates.PlaceWithheld;
import org.watchfloor.rtcc.api.plates.ProtectedPlace;
import org.watchfloor.rtcc.api.plates.ProtectionOrder;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

@EachStore
class OrdersTest {
  /** A Tuesday, 09:00 in New York. */
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");

  private static final Actor ANA = new Actor("ana", "https 127.0.0.1");
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final GeoPoint HOME = GeoPoint.of(36.1, -80.2);

  /** 445 m north of it. */
  private static final GeoPoint NEAR = GeoPoint.of(36.104, -80.2);

  private static final GeoPoint FAR = GeoPoint.of(36.2, -80.2);
  private static final ProtectedPlace PLACE = new ProtectedPlace("1 Elm Street", HOME, 500);

  @TempDir Path folder;
  private final MemoryBus bus = new MemoryBus();
  private final MemoryAudit audit = new MemoryAudit();
  private final HotListIndex index = new HotListIndex();
  private final OrderBook book = new OrderBook();
  private final MovedClock clock = new MovedClock(NOW.toString());
  private SqlStore store;
  private OrderDesk desk;
  private OrderRaiser raiser;

  @BeforeEach
  void start() throws Exception {
    store = RealStore.open(folder);
    index.load(List.of());
    desk = new OrderDesk(store, audit, bus, book, List::of, clock);
    raiser = new OrderRaiser(Duration.ofHours(1), book, index, bus, clock);
    book.awaitLoaded();
  }

  @AfterEach
  void stop() throws Exception {
    raiser.close();
    desk.close();
    store.close();
  }

  private static OrderDraft draft(String plate, OrderHours hours, Optional<Instant> until) {
    return new OrderDraft(plate, "", "DV-17", PLACE, hours, until, Role.SUPERVISOR);
  }

  private static OrderDraft draft(String plate) {
    return draft(plate, OrderHours.always(ZONE), Optional.empty());
  }

  private List<Alert> read(String plate, GeoPoint at) throws Exception {
    int before = bus.alerts().size();
    Signal.Builder read =
        Signal.of(Kind.PLATE_READ, plate + bus.head(), clock.instant())
            .device("Cam 7")
            .detail(
                new PlateRead(
                    plate, "us-nc", Optional.of(0.9), List.of(), "", "", "", Optional.empty()));
    bus.signal("plate-openalpr~north", read.at(at).build());
    bus.deliver("rtcc-plates-orders");
    List<Alert> alerts = bus.alerts();
    return alerts.subList(before, alerts.size());
  }

  @Test
  void aReadNearThePlaceIsAnAlertThatDoesNotSayWhere() throws Exception {
    ProtectionOrder order = desk.create(draft("hot-12?4"), ANA);
    Alert alert = read("HOT1234", NEAR).get(0);
    assertThat(alert.kind()).isEqualTo("protection.order");
    assertThat(alert.id()).startsWith(order.id() + "-");
    assertThat(alert.title()).isEqualTo("Protection order, plate HOT1234 near a protected place");
    assertThat(alert.location()).contains(NEAR);
    assertThat(alert.facts()).containsEntry("order", order.id()).containsEntry("camera", "Cam 7");
    assertThat(alert.toString()).doesNotContain("Elm", "500", "36.1,");
    assertThat(bus.changes().toString()).contains(order.id()).doesNotContain("Elm", "36.1");
    assertThat(audit.records().toString()).contains(order.id()).doesNotContain("Elm", "36.1");
    assertThat(draft("HOT1234").toString()).doesNotContain("Elm", "36.1");
    assertThat(read("HOT1234", FAR)).isEmpty();
    assertThat(read("HOT1235", NEAR)).isEmpty();
  }

  @Test
  void deliveredAgainItIsTheSameAlert() throws Exception {
    desk.create(draft("HOT1234"), ANA);
    read("HOT1234", NEAR);
    bus.rewind("rtcc-plates-orders");
    bus.deliver("rtcc-plates-orders");
    assertThat(bus.alerts()).hasSize(1);
  }

  @Test
  void hoursAreThoseOfThePlaceAndGoOverMidnight() throws Exception {
    Set<DayOfWeek> tuesday = EnumSet.of(DayOfWeek.TUESDAY);
    OrderHours night = new OrderHours(tuesday, LocalTime.of(18, 0), LocalTime.of(6, 0), ZONE);
    desk.create(draft("HOT1234", night, Optional.empty()), ANA);
    assertThat(read("HOT1234", NEAR)).as("09:00").isEmpty();
    clock.move(Duration.ofHours(9));
    assertThat(read("HOT1234", NEAR)).as("18:00").hasSize(1);
    clock.move(Duration.ofHours(11));
    assertThat(read("HOT1234", NEAR)).as("05:00 of Wednesday").hasSize(1);
    clock.move(Duration.ofHours(1));
    assertThat(read("HOT1234", NEAR)).as("06:00 of Wednesday").isEmpty();
    clock.move(Duration.ofHours(12));
    assertThat(read("HOT1234", NEAR)).as("18:00 of Wednesday").isEmpty();
  }

  @Test
  void everyPlateOfAListMayCount() throws Exception {
    assertThatThrownBy(() -> desk.create(ofList(), ANA)).hasMessageContaining("no hot list");
    HotEntry entry = new HotEntry("HOT1234", "", "", "", "", HotEntry.NEVER);
    index.put(LoadedList.of("offenders", NOW, List.of(entry)));
    book.put(new StoredOrder("order-1", ofList(), NOW, "ana"));
    assertThat(read("HOT1234", NEAR)).hasSize(1);
    assertThat(read("HOT1235", NEAR)).isEmpty();
  }

  private static OrderDraft ofList() {
    return new OrderDraft(
        "",
        "offenders",
        "DV-18",
        PLACE,
        OrderHours.always(ZONE),
        Optional.empty(),
        Role.SUPERVISOR);
  }

  @Test
  void whatHasEndedIsOverAndIsDeleted() throws Exception {
    Optional<Instant> soon = Optional.of(NOW.plusSeconds(60));
    String id = desk.create(draft("HOT1234", OrderHours.always(ZONE), soon), ANA).id();
    clock.move(Duration.ofSeconds(60));
    assertThat(read("HOT1234", NEAR)).isEmpty();
    assertThat(desk.orders()).isEmpty();
    try (OrderDesk next =
        new OrderDesk(store, audit, new MemoryBus(), new OrderBook(), List::of, clock)) {
      await(() -> new OrderTable(store).all().isEmpty());
      assertThat(next.order(id)).isEmpty();
    }
    assertThat(audit.records()).anyMatch(record -> record.action().equals("protection-order.end"));
    assertThatThrownBy(() -> desk.create(draft("A12", OrderHours.always(ZONE), soon), ANA))
        .hasMessage("validUntil: is over already");
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + 5_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void anOrderComesBackAfterARestartAsItWas() throws Exception {
    OrderHours hours =
        new OrderHours(
            EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
            LocalTime.of(7, 30),
            LocalTime.of(22, 15),
            ZONE);
    OrderDraft draft = draft("HOT*", hours, Optional.of(NOW.plusSeconds(90)));
    ProtectionOrder order = desk.create(draft, ANA);
    OrderBook loaded = new OrderBook();
    try (OrderDesk next = new OrderDesk(store, audit, new MemoryBus(), loaded, List::of, clock)) {
      loaded.awaitLoaded();
      assertThat(next.orders()).containsExactly(order);
      Identity sue = new Identity("sue", Set.of(Role.SUPERVISOR));
      assertThat(next.place(order.id(), sue, ANA)).contains(PLACE);
    }
  }

  @Test
  void thePlaceIsShownToTheRoleOfTheOrderAndEachLookIsAudited() throws Exception {
    String id = desk.create(draft("HOT1234"), ANA).id();
    Identity operator = new Identity("ana", Set.of(Role.OPERATOR, Role.ADMIN));
    assertThatThrownBy(() -> desk.place(id, operator, ANA)).isInstanceOf(PlaceWithheld.class);
    Identity supervisor = new Identity("sue", Set.of(Role.SUPERVISOR));
    assertThat(desk.place(id, supervisor, ANA)).contains(PLACE);
    assertThat(
            audit.records().stream()
                .filter(record -> record.action().equals("protection-order.look"))
                .map(AuditRecord::outcome))
        .containsExactly(AuditRecord.Outcome.DENIED, AuditRecord.Outcome.DONE);
  }

  @Test
  void rewrittenAndRemovedItIsSoForTheNextRead() throws Exception {
    String id = desk.create(draft("HOT1234"), ANA).id();
    assertThat(desk.replace(id, draft("NEW1234"), ANA)).isPresent();
    assertThat(desk.replace("order-0", draft("NEW1234"), ANA)).isEmpty();
    assertThat(read("HOT1234", NEAR)).isEmpty();
    assertThat(read("NEW1234", NEAR)).hasSize(1);
    assertThat(desk.remove(id, ANA)).isTrue();
    assertThat(desk.remove(id, ANA)).isFalse();
    assertThat(read("NEW1234", NEAR)).isEmpty();
  }
}
