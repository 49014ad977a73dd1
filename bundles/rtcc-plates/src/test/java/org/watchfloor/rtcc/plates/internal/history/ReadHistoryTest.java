package org.watchfloor.rtcc.plates.internal.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.incidents.WrongState;
import org.watchfloor.rtcc.api.plates.Companion;
import org.watchfloor.rtcc.api.plates.ConvoyQuery;
import org.watchfloor.rtcc.api.plates.FrequentPlace;
import org.watchfloor.rtcc.api.plates.Hold;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.PlacesRequest;
import org.watchfloor.rtcc.api.plates.ReadArea;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

@Timeout(30)
@EachStore
class ReadHistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  private static final Actor ANA = new Actor("ana", "https 127.0.0.1");
  private static final LookUp WHY = new LookUp("hit and run", "case-4711");

  @TempDir Path folder;
  private final MemoryBus bus = new MemoryBus();
  private final MemoryAudit audit = new MemoryAudit();
  private final MovedClock clock = new MovedClock(NOW);
  private SqlStore store;
  private ReadHistory center;

  @BeforeEach
  void start() {
    store = RealStore.open(folder);
    // Keeps all: to the bus of the test everything was recorded in 1970.
    center = new ReadHistory(Retention.NONE, store, audit, bus, folder.resolve("index"), clock);
  }

  @AfterEach
  void stop() {
    center.close();
    store.close();
  }

  private static Signal read(String plate, Instant at) {
    return read(plate, at, "Cam 7", new GeoPoint(36.0999, -80.2442, 5), "ford", "red");
  }

  private static Signal read(
      String plate, Instant at, String device, GeoPoint place, String make, String color) {
    return Signal.of(Kind.PLATE_READ, plate + at, at)
        .device(device)
        .at(place)
        .detail(
            new PlateRead(
                plate,
                "us-nc",
                Optional.of(0.93),
                List.of(new PlateRead.Candidate("H0T1234", 0.4)),
                make,
                color,
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

  private List<String> found(String query) {
    return center
        .search(new ReadQuery(query, Optional.empty(), Optional.empty(), 100), WHY, ANA)
        .stream()
        .map(record -> record.read().plate())
        .toList();
  }

  @Test
  void aReadComesBackAsItWas() throws Exception {
    Signal signal = read("HOT1234", NOW.plusNanos(123_456_000));
    long number = bus.signal("plate-openalpr~north", signal);
    bus.deliver();
    ReadRecord record =
        center
            .search(new ReadQuery("hot 1234", Optional.empty(), Optional.empty(), 1), WHY, ANA)
            .get(0);
    assertThat(record)
        .isEqualTo(
            new ReadRecord(
                number,
                "plate-openalpr~north",
                signal.occurredAt(),
                "Cam 7",
                signal.location(),
                (PlateRead) signal.detail(),
                signal.media()));
  }

  @Test
  void searchKnowsExactOneAndAnyAndNewestComeFirst() throws Exception {
    reads("ABC123", "ABD123", "AB123", "XABC123", "abc-123", "AB?123");
    assertThat(found("ABC123")).containsExactly("abc-123", "ABC123");
    assertThat(found("AB?123")).containsExactly("AB?123", "abc-123", "ABD123", "ABC123");
    assertThat(found("AB*")).containsExactly("AB?123", "abc-123", "AB123", "ABD123", "ABC123");
    assertThat(found("*BC1*")).containsExactly("abc-123", "XABC123", "ABC123");
    assertThat(found("*BC12?")).containsExactly("abc-123", "XABC123", "ABC123");
    assertThat(found("?BC123")).containsExactly("abc-123", "ABC123");
    assertThat(found("AB%")).isEmpty();
    assertThat(found("AB_123")).containsExactly("AB123");
    assertThat(found("%%AB\\%%")).isEmpty();
  }

  @Test
  void searchIsBoundedByTimeAndNumber() throws Exception {
    reads("ABC123", "ABC123", "ABC123");
    ReadQuery between =
        new ReadQuery(
            "ABC123", Optional.of(NOW.plusSeconds(1)), Optional.of(NOW.plusSeconds(2)), 10);
    assertThat(center.search(between, WHY, ANA))
        .extracting(ReadRecord::occurredAt)
        .containsExactly(NOW.plusSeconds(1));
    ReadQuery two = new ReadQuery("ABC123", Optional.empty(), Optional.empty(), 2);
    assertThat(center.search(two, WHY, ANA))
        .extracting(ReadRecord::occurredAt)
        .containsExactly(NOW.plusSeconds(2), NOW.plusSeconds(1));
  }

  @Test
  void aLookUpIsAuditedBeforeAnythingIsRead() throws Exception {
    reads("ABC123");
    found("ABC*");
    assertThat(audit.records())
        .anySatisfy(
            record -> {
              assertThat(record.action()).isEqualTo("plate-read.search");
              assertThat(record.actor()).isEqualTo("ana");
              assertThat(record.object()).isEqualTo("ABC*");
              assertThat(record.reason()).isEqualTo("hit and run");
              assertThat(record.facts()).containsEntry("caseNumber", "case-4711");
            });
    audit.down(true);
    assertThatThrownBy(() -> found("ABC*")).isInstanceOf(AuditUnavailable.class);
  }

  @Test
  void readsDeliveredAgainAreKeptOnce() throws Exception {
    reads("ABC123", "ABC124");
    bus.rewind("rtcc-plates-history");
    bus.signal("a~b", Signal.of(Kind.PLATE_READ, "bare", NOW).build());
    bus.signal("a~b", read("ABC125", Instant.parse("-999999-01-01T00:00:00Z")));
    bus.deliver();
    assertThat(center.count()).isEqualTo(3);
    assertThat(found("ABC12*")).containsExactly("ABC124", "ABC123", "ABC125");
  }

  @Test
  void aSearchIsNarrowedByVehicleCameraAndArea() throws Exception {
    GeoPoint north = GeoPoint.of(36.10, -80.24);
    GeoPoint south = GeoPoint.of(36.00, -80.24);
    bus.signal("a~n", read("AAA1", NOW, "north", north, "Ford", "red"));
    bus.signal("a~s", read("AAA2", NOW.plusSeconds(1), "south", south, "ford", "blue"));
    bus.signal("a~s", read("BBB3", NOW.plusSeconds(2), "south", south, "audi", "red"));
    bus.deliver();
    Set<String> no = Set.of();
    Optional<ReadArea> anywhere = Optional.empty();
    assertThat(found("AA*", no, Set.of("FORD"), no, no, anywhere)).containsExactly("AAA2", "AAA1");
    assertThat(found("", no, no, Set.of("red"), no, anywhere)).containsExactly("BBB3", "AAA1");
    assertThat(found("", no, no, no, Set.of("a~s"), anywhere)).containsExactly("BBB3", "AAA2");
    assertThat(found("", Set.of("us-va"), no, no, Set.of("a~s"), anywhere)).isEmpty();
    ReadArea circle = new ReadArea(List.of(north), 500);
    assertThat(found("", no, no, no, no, Optional.of(circle))).containsExactly("AAA1");
    ReadArea square =
        new ReadArea(
            List.of(
                GeoPoint.of(35.99, -80.25), GeoPoint.of(35.99, -80.23), GeoPoint.of(36.01, -80.24)),
            0);
    assertThat(found("", no, no, no, no, Optional.of(square))).containsExactly("BBB3", "AAA2");
  }

  private List<String> found(
      String plate,
      Set<String> states,
      Set<String> makes,
      Set<String> colors,
      Set<String> cameras,
      Optional<ReadArea> area) {
    ReadQuery query =
        new ReadQuery(
            plate,
            states,
            makes,
            colors,
            cameras,
            area,
            Optional.of(NOW),
            Optional.of(NOW.plusSeconds(60)),
            100);
    return center.search(query, WHY, ANA).stream().map(found -> found.read().plate()).toList();
  }

  private void pass(String plate, String device, Instant at) {
    bus.signal("a~n", read(plate, at, device, GeoPoint.of(36.10, -80.24), "", ""));
  }

  @Test
  void aConvoyIsWhoWasAtEnoughCamerasInTime() throws Exception {
    for (int i = 0; i < 3; i++) {
      Instant at = NOW.plusSeconds(600L * i);
      pass("LEAD1", "cam" + i, at);
      pass("TAIL1", "cam" + i, at.plusSeconds(20));
      pass("LATE1", "cam" + i, at.plusSeconds(21));
      pass("CAM0X", "cam0", at.plusSeconds(5));
    }
    pass("ONCE1", "cam1", NOW.plusSeconds(600));
    bus.deliver();
    ConvoyQuery query = new ConvoyQuery("lead-1", NOW, NOW.plusSeconds(9_000), 20, 3, 10);
    assertThat(center.convoy(query, WHY, ANA))
        .containsExactly(new Companion("TAIL1", 3, 3, NOW.plusSeconds(20), NOW.plusSeconds(1_220)));
    ConvoyQuery two = new ConvoyQuery("LEAD1", NOW, NOW.plusSeconds(601), 21, 2, 10);
    assertThat(center.convoy(two, WHY, ANA))
        .extracting(Companion::plate)
        .containsExactly("LATE1", "TAIL1");
    assertThat(audit.records()).extracting(r -> r.action()).contains("plate-read.convoy");
    audit.down(true);
    assertThatThrownBy(() -> center.convoy(query, WHY, ANA)).isInstanceOf(AuditUnavailable.class);
  }

  @Test
  void frequentPlacesNeedAnotherPersonsApproval() throws Exception {
    pass("HOME1", "cam0", NOW);
    pass("HOME1", "cam0", NOW.plus(Duration.ofDays(1)));
    pass("HOME1", "cam1", NOW.plusSeconds(3_600));
    bus.deliver();
    Actor ben = new Actor("ben", "https 127.0.0.1");
    PlacesRequest.Terms terms =
        new PlacesRequest.Terms("HOME1", NOW, NOW.plus(Duration.ofDays(30)), WHY);
    String id = center.askForPlaces(terms, ANA).id();
    assertThatThrownBy(() -> center.places(id, ANA)).isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> center.decidePlaces(id, true, ANA))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(center.decidePlaces("none", true, ben)).isEmpty();
    assertThat(center.decidePlaces(id, true, ben).orElseThrow().decidedBy()).isEqualTo("ben");
    assertThatThrownBy(() -> center.decidePlaces(id, false, ben)).isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> center.places(id, new Actor("eve", "https")))
        .isInstanceOf(IllegalArgumentException.class);
    List<FrequentPlace> places = center.places(id, ANA).orElseThrow();
    assertThat(places).extracting(FrequentPlace::device).containsExactly("cam0", "cam1");
    assertThat(places.get(0).reads()).isEqualTo(2);
    assertThat(places.get(0).days()).isEqualTo(2);
    assertThat(places.get(0).hours().get(14)).isEqualTo(2);
    assertThat(center.placesRequests(10)).hasSize(1);
    assertThat(audit.records())
        .extracting(r -> r.action())
        .containsSequence("plate-places.ask", "plate-places.approve", "plate-places.view");
    clock.move(Duration.ofHours(25));
    assertThatThrownBy(() -> center.places(id, ANA)).hasMessageContaining("24 hours");
  }

  @Test
  void aRefusedRequestShowsNothing() throws Exception {
    PlacesRequest.Terms terms =
        new PlacesRequest.Terms("HOME1", NOW, NOW.plus(Duration.ofDays(30)), WHY);
    String id = center.askForPlaces(terms, ANA).id();
    center.decidePlaces(id, false, new Actor("ben", "https 127.0.0.1"));
    assertThatThrownBy(() -> center.places(id, ANA)).isInstanceOf(WrongState.class);
  }

  @Test
  void aHoldKeepsReadsBeyondRetentionUntilItEnds() throws Exception {
    pass("KEEP1", "cam0", NOW);
    pass("GONE1", "cam0", NOW);
    pass("GONE2", "cam1", NOW);
    pass("KEEP2", "cam2", NOW);
    bus.deliver();
    Instant expires = NOW.plus(Duration.ofDays(30));
    Hold plate =
        center.hold(new Hold.Terms("keep-1", "", NOW.minusSeconds(1), expires, WHY, expires), ANA);
    center.close();
    center = new ReadHistory(new Retention(10), store, audit, bus, folder.resolve("index"), clock);
    Hold camera =
        center.hold(new Hold.Terms("", "cam2", NOW, NOW.plusSeconds(1), WHY, expires), ANA);
    assertThat(center.holds())
        .extracting(Hold::id)
        .containsExactlyInAnyOrder(plate.id(), camera.id());
    clock.move(Duration.ofDays(12));
    center.retain();
    assertThat(found("KEEP*")).containsExactlyInAnyOrder("KEEP1", "KEEP2");
    assertThat(found("GONE*")).isEmpty();
    assertThat(center.count()).isZero();
    assertThat(center.release(camera.id(), WHY, ANA)).isTrue();
    assertThat(center.release(camera.id(), WHY, ANA)).isFalse();
    center.retain();
    assertThat(found("KEEP*")).containsExactly("KEEP1");
    clock.move(Duration.ofDays(19));
    center.retain();
    assertThat(found("KEEP*")).isEmpty();
    assertThat(center.holds()).isEmpty();
    assertThat(audit.records())
        .extracting(r -> r.action())
        .contains("plate-hold.place", "plate-hold.release");
  }

  @Test
  void aHoldOfThePastIsRefused() {
    Hold.Terms over = new Hold.Terms("KEEP1", "", NOW.minusSeconds(9), NOW, WHY, NOW);
    assertThatThrownBy(() -> center.hold(over, ANA)).hasMessageStartingWith("expires: ");
  }
}
