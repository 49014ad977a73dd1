package org.watchfloor.rtcc.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Gunshot;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.signals.SignalQuery;
import org.watchfloor.rtcc.api.signals.SignalRecord;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

/** What is written, what is found, and what is gone again. */
@EachStore
class SignalHistoryTest {
  private static final Kind LEVEL = new Kind("river.level");
  private static final Instant AT = Instant.parse("2026-11-24T14:00:00Z");
  private static final Actor BY = new Actor("op", "https 127.0.0.1");
  private static final GeoPoint BRIDGE = GeoPoint.of(36.0999, -80.2442);
  private static final String NAME = "rtcc-signals-history";

  @TempDir Path folder;
  private final MemoryBus bus = new MemoryBus();
  private final MemoryAudit audit = new MemoryAudit();
  private final FakeRegistry registry = new FakeRegistry();
  private SqlStore store;
  private SignalHistory history;

  @BeforeEach
  void start() {
    store = RealStore.open(folder);
    history = history(Retention.NONE, AT);
  }

  private SignalHistory history(Retention retention, Instant now) {
    Descriptors descriptors = new Descriptors();
    descriptors.registry = registry;
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new SignalHistory(retention, store, audit, bus, descriptors, clock);
  }

  @AfterEach
  void stop() throws Exception {
    history.close();
    store.close();
  }

  private static Signal.Builder level(String key, double metres) {
    return Signal.of(LEVEL, key, AT)
        .device("Gauge 7")
        .at(BRIDGE)
        .detail(new Fields(Map.of("level_m", metres, "station", "Main St; Bridge 100%")));
  }

  private static SignalQuery all() {
    return query(Set.of(), "", Map.of(), 0, 100);
  }

  private static SignalQuery query(
      Set<String> kinds, String text, Map<String, String> fields, long before, int limit) {
    return new SignalQuery(
        kinds,
        Severity.INFO,
        Optional.empty(),
        Optional.empty(),
        "",
        text,
        fields,
        Optional.empty(),
        0,
        before,
        limit);
  }

  private List<Long> found(SignalQuery query) {
    return history.search(query, "a test", BY).stream().map(SignalRecord::number).toList();
  }

  @Test
  void aKindThatNobodyKnowsIsKeptAsItCameWithASummaryByItsDescriptor() throws Exception {
    registry.describe(
        KindDescriptor.of(LEVEL, "River level").summary("{device}: {level_m} m").build());
    Signal signal = level("k1", 3.25).severity(Severity.HIGH).build();
    long number = bus.signal("river-gauge~bridge", signal);
    bus.deliver();
    SignalRecord record = history.get(number).orElseThrow();
    assertThat(record.signal()).isEqualTo(signal);
    assertThat(record.sourceId()).isEqualTo("river-gauge~bridge");
    assertThat(record.summary()).isEqualTo("Gauge 7: 3.25 m");
    assertThat(history.latest(all())).containsExactly(record);
  }

  @Test
  void withoutADescriptorTheSummaryIsTheKindAndTheDevice() throws Exception {
    bus.signal("s~1", level("k1", 1).build());
    bus.signal("s~1", Signal.of(new Kind("air.quality-index"), "k2", AT).build());
    bus.deliver();
    assertThat(history.latest(all()))
        .extracting(SignalRecord::summary)
        .containsExactly("Air quality index", "River level, Gauge 7");
  }

  @Test
  void aDescriptorIsRememberedWhileItsPluginIsAway() throws Exception {
    registry.describe(KindDescriptor.of(LEVEL, "Gauge").summary("at {level_m}").build());
    bus.signal("s~1", level("k1", 1).build());
    bus.deliver();
    registry.forget();
    bus.signal("s~1", level("k2", 2).build());
    bus.deliver();
    assertThat(history.latest(all()))
        .extracting(SignalRecord::summary)
        .containsExactly("at 2.0", "at 1.0");
  }

  @Test
  void deliveredTwiceIsKeptOnceAlsoAfterARestart() throws Exception {
    for (int i = 0; i < 1_200; i++) {
      bus.signal("s~1", level("k" + i, i).build());
    }
    bus.deliver();
    history.close();
    history = history(Retention.NONE, AT);
    bus.rewind(NAME);
    bus.deliver();
    assertThat(history.latest(query(Set.of(), "", Map.of(), 0, 1_000))).hasSize(1_000);
    assertThat(history.latest(query(Set.of(), "", Map.of(), 201, 1_000))).hasSize(200);
  }

  @Test
  void platesAndSignsOfLifeAreNotInIt() throws Exception {
    long plate =
        bus.signal(
            "p~1",
            Signal.of(Kind.PLATE_READ, "k1", AT).detail(PlateRead.of("SECRET1", 0.9)).build());
    bus.signal("p~1", Signal.of(Kind.DEVICE_HEARTBEAT, "k2", AT).build());
    bus.deliver();
    assertThat(history.latest(all())).isEmpty();
    assertThat(history.get(plate)).isEmpty();
    assertThat(found(query(Set.of("plate"), "SECRET1", Map.of(), 0, 10))).isEmpty();
  }

  @Test
  void kindsAreFoundByNameAndByBeginningAtADot() throws Exception {
    long level = bus.signal("s~1", level("k1", 1).build());
    bus.signal("s~1", Signal.of(new Kind("riverside.camera"), "k2", AT).build());
    bus.deliver();
    assertThat(found(query(Set.of("river"), "", Map.of(), 0, 10))).containsExactly(level);
    assertThat(found(query(Set.of("river.level"), "", Map.of(), 0, 10))).containsExactly(level);
    assertThatThrownBy(() -> found(query(Set.of("river%"), "", Map.of(), 0, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("kind: ");
  }

  @Test
  void textIsFoundWordByWordInEverythingAndMeansOnlyItself() throws Exception {
    registry.describe(KindDescriptor.of(LEVEL, "River gauge").build());
    long level = bus.signal("s~1", level("k1", 3.2).build());
    bus.signal("s~1", Signal.of(new Kind("x.y"), "k2", AT).device("other").build());
    bus.deliver();
    for (String text : List.of("GAUGE 7", "bridge main", "3.2", "100%", "st; b", "river.level")) {
      assertThat(found(query(Set.of(), text, Map.of(), 0, 10))).as(text).containsExactly(level);
    }
    for (String text : List.of("g_uge", "%", "10%0", "'", "gauge elsewhere")) {
      assertThat(found(query(Set.of(), text, Map.of(), 0, 10)))
          .as(text)
          .isEqualTo(text.equals("%") ? List.of(level) : List.of());
    }
  }

  @Test
  void fieldsAreFoundByTheirWholeValue() throws Exception {
    long three = bus.signal("s~1", level("k1", 3).build());
    bus.signal("s~1", level("k2", 33).build());
    bus.signal("s~1", Signal.of(LEVEL, "k3", AT).build());
    long shot =
        bus.signal(
            "g~1",
            Signal.of(Kind.GUNSHOT_DETECTED, "k4", AT)
                .detail(new Gunshot(Optional.of(3), Optional.of(0.5), true, "Multiple"))
                .build());
    bus.deliver();
    assertThat(found(query(Set.of(), "", Map.of("level_m", "3"), 0, 10))).containsExactly(three);
    assertThat(found(query(Set.of(), "", Map.of("level_m", "3.00"), 0, 10))).containsExactly(three);
    assertThat(found(query(Set.of(), "", Map.of("level_m", "a"), 0, 10))).isEmpty();
    assertThat(found(query(Set.of(), "", Map.of("m", "3"), 0, 10))).isEmpty();
    assertThat(found(query(Set.of(), "", Map.of("rounds", "3", "reviewed", "true"), 0, 10)))
        .containsExactly(shot);
    assertThat(found(query(Set.of(), "", Map.of("station", "Main St; Bridge 100%"), 0, 10)))
        .hasSize(2);
  }

  @Test
  void severityTimeSourceAndPlaceNarrow() throws Exception {
    long near = bus.signal("s~1", level("k1", 1).severity(Severity.HIGH).build());
    long far =
        bus.signal(
            "s~2",
            Signal.of(LEVEL, "k2", AT.plusSeconds(60))
                .at(GeoPoint.of(36.109, -80.2442))
                .severity(Severity.CRITICAL)
                .build());
    long nowhere = bus.signal("s~2", Signal.of(LEVEL, "k3", AT.minusSeconds(60)).build());
    bus.deliver();
    assertThat(found(narrow(Severity.HIGH, "", 0, 0))).containsExactly(far, near);
    assertThat(found(narrow(Severity.CRITICAL, "", 0, 0))).containsExactly(far);
    assertThat(found(narrow(Severity.INFO, "s~2", 0, 0))).containsExactly(nowhere, far);
    assertThat(found(narrow(Severity.INFO, "", 1, 0))).containsExactly(far, near);
    // the second is 1,012 m north of the first
    assertThat(found(narrow(Severity.INFO, "", 0, 1_000))).containsExactly(near);
    assertThat(found(narrow(Severity.INFO, "", 0, 1_020))).containsExactly(far, near);
  }

  private static SignalQuery narrow(Severity severity, String source, int since, double metres) {
    return new SignalQuery(
        Set.of(),
        severity,
        since == 0 ? Optional.empty() : Optional.of(AT),
        since == 0 ? Optional.empty() : Optional.of(AT.plusSeconds(61)),
        source,
        "",
        Map.of(),
        metres == 0 ? Optional.empty() : Optional.of(BRIDGE),
        metres,
        0,
        10);
  }

  @Test
  void aCircleOverTheDateLineAndAtThePoleHoldsWhatLiesInIt() throws Exception {
    long west = bus.signal("s~1", Signal.of(LEVEL, "k1", AT).at(GeoPoint.of(1, 179.9)).build());
    long pole = bus.signal("s~1", Signal.of(LEVEL, "k2", AT).at(GeoPoint.of(89.9, 10)).build());
    bus.deliver();
    assertThat(found(circle(GeoPoint.of(1, -179.9), 50_000))).containsExactly(west);
    assertThat(found(circle(GeoPoint.of(89.9, -170), 50_000))).containsExactly(pole);
    assertThat(found(circle(GeoPoint.of(1, -179.9), 10_000))).isEmpty();
  }

  private static SignalQuery circle(GeoPoint place, double metres) {
    return new SignalQuery(
        Set.of(),
        Severity.INFO,
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        Map.of(),
        Optional.of(place),
        metres,
        0,
        10);
  }

  @Test
  void aSearchIsOnRecordBeforeItIsDone() throws Exception {
    bus.signal("s~1", level("k1", 1).build());
    bus.deliver();
    found(query(Set.of("river"), "gauge", Map.of("level_m", "1"), 0, 10));
    assertThat(audit.records()).hasSize(1);
    assertThat(audit.records().get(0).action()).isEqualTo("signal.search");
    assertThat(audit.records().get(0).reason()).isEqualTo("a test");
    assertThat(audit.records().get(0).facts())
        .containsEntry("kinds", "river")
        .containsEntry("field.level_m", "1");
    audit.down(true);
    assertThatThrownBy(() -> found(all())).isInstanceOf(AuditUnavailable.class);
  }

  @Test
  void withoutAReasonNothingIsSearched() {
    for (String reason : List.of("", "  a ", "x".repeat(201))) {
      assertThatThrownBy(() -> history.search(all(), reason, BY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("reason: ");
    }
    assertThatThrownBy(() -> history.latest(query(Set.of(), "x", Map.of(), 0, 1)))
        .hasMessageStartingWith("text: ");
    assertThatThrownBy(() -> history.latest(query(Set.of(), "", Map.of("a", "b"), 0, 1)))
        .hasMessageStartingWith("text: ");
    assertThat(audit.records()).isEmpty();
  }

  @Test
  void whatIsOverGoesAndDoesNotComeBack() throws Exception {
    Instant now = AT.plus(Duration.ofDays(31));
    SignalTable table = table(new Retention(30, 0), now);
    List<BusEntry> entries = List.of(entry(1, AT), entry(2, now));
    table(Retention.NONE, now).add(entries);
    assertThat(history.latest(all())).hasSize(2);
    new RetentionJob(table).run();
    assertThat(history.latest(all())).extracting(SignalRecord::number).containsExactly(2L);
    table.add(entries);
    assertThat(history.latest(all())).hasSize(1);
  }

  @Test
  void aDayIsDroppedWhenItIsOver() throws Exception {
    table(Retention.NONE, AT).add(List.of(entry(1, AT)));
    new RetentionJob(table(new Retention(30, 0), AT.plus(Duration.ofDays(30)).plusSeconds(1)))
        .run();
    assertThat(history.latest(all())).isEmpty();
    if (RealStore.dialect() == Dialect.POSTGRESQL) {
      assertThatThrownBy(() -> rows("signals_signal_d20261124")).hasMessageContaining("exist");
      assertThat(rows("signals_signal_d20261125")).isZero();
    }
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
  void theOldestAboveTheMostGo() throws Exception {
    SignalTable table = table(new Retention(0, 1_500), AT);
    for (int batch = 0; batch < 8; batch++) {
      long first = batch * 500L;
      table.add(
          java.util.stream.LongStream.rangeClosed(first + 1, first + 500)
              .<BusEntry>mapToObj(n -> entry(n, AT))
              .toList());
    }
    new RetentionJob(table).run();
    assertThat(history.latest(query(Set.of(), "", Map.of(), 2_502, 1_000)))
        .extracting(SignalRecord::number)
        .containsExactly(2501L);
    assertThat(history.latest(query(Set.of(), "", Map.of(), 0, 1))).hasSize(1);
  }

  private SignalTable table(Retention retention, Instant now) {
    return new SignalTable(
        new Tables(store), retention, Clock.fixed(now, ZoneOffset.UTC), new Descriptors());
  }

  private static SignalEntry entry(long number, Instant received) {
    return new SignalEntry(number, received, "s~1", level("k" + number, number).build());
  }

  @Test
  void whateverIsLookedForNothingBreaks() throws Exception {
    for (int i = 0; i < 50; i++) {
      bus.signal("s~1", level("k" + i, i).device("d" + i).build());
    }
    bus.deliver();
    Random random = new Random(7);
    String letters = "ab%_'\"\\;()*?= \u0000\u001f\u00e9\ud83d\ude00\n-0123.";
    for (int i = 0; i < 300; i++) {
      String text = any(random, letters);
      String name = any(random, letters);
      String value = any(random, letters);
      assertThat(found(query(Set.of(), text, Map.of(name, value), 0, 5))).hasSizeLessThan(6);
    }
    assertThat(history.latest(query(Set.of(), "", Map.of(), 0, 100))).hasSize(50);
  }

  private static String any(Random random, String letters) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  @Test
  void aSignalWithStrangeCharactersIsKeptAsItIs() throws Exception {
    Signal signal =
        Signal.of(LEVEL, "k\u0000", AT)
            .detail(new Fields(Map.of("a\u001fb", "x\u0000\u001f=y", "huge", 1e300)))
            .build();
    long number = bus.signal("s~1", signal);
    bus.deliver();
    assertThat(history.get(number).orElseThrow().signal()).isEqualTo(signal);
    assertThat(found(query(Set.of(), "", Map.of("huge", "1E300"), 0, 10))).containsExactly(number);
  }

  @Test
  void whileTheStoreIsDownNothingIsSkipped() throws Exception {
    bus.signal("s~1", level("k1", 1).build());
    store.close();
    assertThatThrownBy(bus::deliver).isInstanceOf(RuntimeException.class);
    store = RealStore.open(folder);
    history.close();
    history = history(Retention.NONE, AT);
    bus.deliver();
    assertThat(history.latest(all())).hasSize(1);
  }
}
