package org.watchfloor.rtcc.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.rtcc.api.rules.RuleInfo;
import org.watchfloor.testkit.core.MemoryBus;

/** Which alerts come of which signals, once. */
class RuleEngineTest {
  private static final String NAME = "rtcc-rules";
  private static final Kind LEVEL = new Kind("river.level");
  private static final Instant AT = Instant.parse("2026-11-24T14:00:00Z");
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "station":{"type":"string","title":"Station"},
        "level_m":{"type":"number","title":"Water level","unit":"m"},
        "source":{"type":"string"}}}""";
  private static final KindDescriptor GAUGE =
      KindDescriptor.of(LEVEL, "River gauge")
          .fieldsSchema(SCHEMA)
          .summary("{station}: {level_m} m")
          .alertFrom(Severity.MEDIUM)
          .build();

  @TempDir Path folder;
  private final MemoryBus bus = new MemoryBus();
  private final FakeRegistry registry = new FakeRegistry();
  private final RuleFiles files = new RuleFiles();
  private Kinds kinds;
  private RuleEngine engine;

  @BeforeEach
  void start() {
    registry.describe(GAUGE);
    restart(true, "");
  }

  @AfterEach
  void stop() throws Exception {
    engine.close();
  }

  private void restart(boolean withRegistry, String muted) {
    kinds = new Kinds(folder.resolve("rules/kinds.json"), Clock.systemUTC());
    if (withRegistry) {
      kinds.registry = registry;
    }
    engine = new RuleEngine(muted, bus, kinds, files, folder.resolve("rules/quiet.json"));
  }

  /** As File Install hands a file on, which takes a name with hyphens apart. */
  private void rule(String name, String... lines) {
    files.put("org.watchfloor.rule~" + name.replace('-', '~'), properties(name, lines));
  }

  private static Map<String, Object> properties(String name, String... lines) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(
        "felix.fileinstall.filename", "file:/home/etc/org.watchfloor.rule~" + name + ".cfg");
    for (String line : lines) {
      properties.put(
          line.substring(0, line.indexOf('=')).strip(),
          line.substring(line.indexOf('=') + 1).strip());
    }
    return properties;
  }

  private static Signal level(String key, double metres, Severity severity) {
    return Signal.of(LEVEL, key, AT)
        .severity(severity)
        .device("Gauge 7")
        .at(GeoPoint.of(36.1, -80.2))
        .detail(new Fields(Map.of("level_m", metres, "station", "Main St", "extra", "x")))
        .build();
  }

  private List<String> ids() {
    return bus.alerts().stream().map(Alert::id).toList();
  }

  @Test
  void aKindThatAsksForItGetsAnAlertWithItsFieldsByTitleAndUnit() throws Exception {
    long number = bus.signal("river-gauge~bridge", level("k1", 3.2, Severity.HIGH));
    bus.signal("river-gauge~bridge", level("k2", 1, Severity.LOW));
    bus.deliver();
    assertThat(bus.alerts()).hasSize(1);
    Alert alert = bus.alerts().get(0);
    assertThat(alert.id()).isEqualTo("signal-" + number);
    assertThat(alert.kind()).isEqualTo("river.level");
    assertThat(alert.severity()).isEqualTo(Severity.HIGH);
    assertThat(alert.title()).isEqualTo("River gauge");
    assertThat(alert.summary()).isEqualTo("Main St: 3.2 m");
    assertThat(alert.location()).isPresent();
    assertThat(alert.signals()).containsExactly(number);
    assertThat(alert.correlationKey()).isEqualTo("kind river.level river-gauge~bridge Gauge 7");
    assertThat(alert.facts().keySet())
        .containsExactly("Station", "Water level", "extra", "device", "source");
    assertThat(alert.facts()).containsEntry("Water level", "3.2 m");
    assertThat(engine.rules())
        .singleElement()
        .satisfies(
            info -> {
              assertThat(info.id()).isEqualTo("kind river.level");
              assertThat(info.conditions()).containsExactly("severity at least medium");
              assertThat(info.fired()).isEqualTo(1);
              assertThat(info.lastFiredAt()).isPresent();
            });
  }

  @Test
  void deliveredTwiceOrAfterARestartItIsOneAlert() throws Exception {
    rule("high", "title = High", "kinds = river", "where = level_m > 3");
    bus.signal("s~1", level("k1", 3.2, Severity.HIGH));
    bus.deliver();
    bus.rewind(NAME);
    bus.deliver();
    engine.close();
    restart(true, "");
    bus.rewind(NAME);
    bus.deliver();
    assertThat(ids()).containsExactly("signal-1", "rule-1-high");
    assertThat(engine.rules()).extracting(RuleInfo::fired).containsOnly(0L);
  }

  @Test
  void whatTheBusDoesNotTakeIsTriedAgain() throws Exception {
    bus.signal("s~1", level("k1", 3.2, Severity.HIGH));
    bus.refuse(Receipt.Status.OVERLOADED);
    assertThatThrownBy(bus::deliver).isInstanceOf(IllegalStateException.class);
    bus.accept();
    bus.deliver();
    assertThat(ids()).containsExactly("signal-1");
  }

  @Test
  void oneThatIsRefusedForGoodHoldsUpNobody() throws Exception {
    bus.signal("s~1", level("k1", 3.2, Severity.HIGH));
    bus.refuse(Receipt.Status.REJECTED);
    bus.deliver();
    bus.accept();
    bus.signal("s~1", level("k2", 3.2, Severity.HIGH));
    bus.deliver();
    assertThat(bus.alerts()).hasSize(1);
  }

  @Test
  void aPluginThatIsGoneWhenItsSignalIsLookedAtStillGetsItsAlert() throws Exception {
    bus.signal("s~1", level("k1", 3.2, Severity.HIGH));
    bus.deliver();
    bus.signal("s~1", level("k2", 3.2, Severity.HIGH));
    registry.forget();
    bus.deliver();
    assertThat(bus.alerts()).hasSize(2);
    assertThat(engine.rules()).isEmpty();
  }

  @Test
  void afterARestartTheJournalIsAheadOfThePlugins() throws Exception {
    kinds.refresh();
    bus.signal("s~1", level("k1", 3.2, Severity.HIGH));
    engine.close();
    registry.forget();
    restart(true, "");
    bus.deliver();
    assertThat(ids()).containsExactly("signal-1");
    assertThat(bus.alerts().get(0).facts()).containsEntry("Water level", "3.2 m");
  }

  @Test
  void afterAPluginIsRemovedItsKindAsksForNothing() {
    kinds.refresh();
    registry.forget();
    kinds.refresh();
    Signal signal = level("k1", 3.2, Severity.HIGH);
    Instant later = Instant.now().plusSeconds(1);
    assertThat(kinds.of(entry(1, Instant.EPOCH, signal))).isPresent();
    assertThat(kinds.of(entry(2, later, signal))).isEmpty();
    registry.describe(GAUGE);
    kinds.refresh();
    assertThat(kinds.of(entry(2, later, signal))).isPresent();
  }

  private static org.watchfloor.core.api.bus.SignalEntry entry(
      long number, Instant recordedAt, Signal signal) {
    return new org.watchfloor.core.api.bus.SignalEntry(number, recordedAt, "s~1", signal);
  }

  @Test
  void whileTheRuntimeIsReplacedNothingIsForgotten() throws Exception {
    kinds.refresh();
    kinds.registry = null;
    kinds.refresh();
    bus.signal("s~1", level("k1", 3.2, Severity.HIGH));
    bus.deliver();
    assertThat(ids()).containsExactly("signal-1");
    assertThat(engine.rules()).hasSize(1);
  }

  @Test
  void kindsThatOthersRaiseAndMutedOnesGetNone() throws Exception {
    Kind vendors = new Kind("plate.vendor-hit");
    for (Kind kind :
        List.of(Kind.GUNSHOT_DETECTED, Kind.PLATE_READ, vendors, new Kind("air.smoke"))) {
      registry.describe(KindDescriptor.of(kind, "X").alertFrom(Severity.INFO).build());
    }
    engine.close();
    restart(true, "air, nothing.here");
    bus.signal("s~1", Signal.of(Kind.GUNSHOT_DETECTED, "k1", AT).build());
    bus.signal("s~1", Signal.of(Kind.PLATE_READ, "k2", AT).detail(PlateRead.of("ABC", 1)).build());
    bus.signal("s~1", Signal.of(new Kind("air.smoke"), "k3", AT).build());
    bus.signal("s~1", Signal.of(vendors, "k4", AT).severity(Severity.CRITICAL).build());
    bus.deliver();
    assertThat(bus.alerts()).isEmpty();
    assertThat(engine.rules()).extracting(RuleInfo::id).containsExactly("kind river.level");
  }

  @Test
  void aRuleMakesItsOwnAlertOfAnyKindButPlates() throws Exception {
    rule(
        "shots",
        "title = Many rounds",
        "kinds = gunshot, air, river",
        "severity = critical",
        "near.latitude = 36.1",
        "near.longitude = -80.2",
        "near.metres = 100");
    bus.signal("g~1", Signal.of(Kind.GUNSHOT_DETECTED, "k0", AT).build());
    long number =
        bus.signal(
            "g~1", Signal.of(Kind.GUNSHOT_DETECTED, "k1", AT).at(GeoPoint.of(36.1, -80.2)).build());
    bus.signal("p~1", Signal.of(Kind.PLATE_READ, "k2", AT).detail(PlateRead.of("ABC", 1)).build());
    bus.deliver();
    assertThat(ids()).containsExactly("rule-" + number + "-shots");
    Alert alert = bus.alerts().get(0);
    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(alert.title()).isEqualTo("Many rounds");
    assertThat(alert.facts()).containsEntry("rule", "shots").containsEntry("source", "g~1");
  }

  @Test
  void withinTheQuietNoSecondAlertOfADeviceAlsoAfterARestart() throws Exception {
    rule("high", "title = High", "kinds = river", "quiet.seconds = 60");
    bus.signal("s~1", level("k1", 1, Severity.INFO));
    bus.signal("s~1", level("k2", 1, Severity.INFO));
    bus.signal("s~2", level("k3", 1, Severity.INFO));
    bus.deliver();
    engine.close();
    restart(true, "");
    bus.signal("s~1", level("k4", 1, Severity.INFO));
    bus.deliver();
    bus.rewind(NAME);
    bus.deliver();
    assertThat(ids()).containsExactly("rule-1-high", "rule-3-high");
  }

  @Test
  void anAlertThatDidNotComeToDiskIsNoReasonToBeQuiet() throws Exception {
    rule("high", "title = High", "kinds = river", "quiet.seconds = 60");
    bus.signal("s~1", level("k1", 1, Severity.INFO));
    bus.refuse(Receipt.Status.UNAVAILABLE);
    assertThatThrownBy(bus::deliver).isInstanceOf(IllegalStateException.class);
    bus.accept();
    bus.deliver();
    assertThat(ids()).containsExactly("rule-1-high");
  }

  @Test
  void quietEndsWithItsTimeAndWithAClockOrAJournalThatBeganAnew() throws Exception {
    Rule rule =
        RuleParser.parse("r", properties("r", "title=T", "kinds=river", "quiet.seconds=60"));
    Quiet quiet = new Quiet(folder.resolve("q.json"));
    assertThat(takes(quiet, rule, 10, 0)).isTrue();
    assertThat(takes(quiet, rule, 11, 59)).isFalse();
    assertThat(takes(quiet, rule, 12, 60)).isTrue();
    assertThat(takes(new Quiet(folder.resolve("q.json")), rule, 13, 100)).isFalse();
    assertThat(takes(quiet, rule, 11, 59)).as("decided before").isFalse();
    assertThat(takes(quiet, rule, 1, 500)).as("a new journal").isTrue();
    assertThat(takes(quiet, rule, 2, -5_000)).as("a clock set back").isTrue();
  }

  private static boolean takes(Quiet quiet, Rule rule, long number, long second) {
    Quiet.Trial trial = quiet.begin();
    boolean takes =
        trial.takes(rule, entry(number, AT.plusSeconds(second), level("k", 1, Severity.INFO)));
    trial.done();
    return takes;
  }

  @Test
  void aWrongFileIsListedWithItsKeyAndTheOthersGoOn() throws Exception {
    rule("bad", "title = Bad", "kinds = river", "where = level_m >> 3");
    rule("good", "title = Good", "kinds = river");
    rule("off", "title = Off", "kinds = river", "enabled = false");
    files.put("org.watchfloor.rule", Map.of("title", "No name"));
    files.put(
        "org.watchfloor.rule.x",
        Map.of("felix.fileinstall.filename", "file:/etc/org.watchfloor.rule-x.cfg"));
    bus.signal("s~1", level("k1", 1, Severity.INFO));
    bus.deliver();
    assertThat(ids()).containsExactly("rule-1-good");
    Map<String, RuleInfo> byId = new HashMap<>();
    engine.rules().forEach(info -> byId.put(info.id(), info));
    assertThat(byId.get("bad").fault()).startsWith("where: ").contains("level_m >> 3");
    assertThat(byId.get("x").fault()).startsWith("file: ");
    assertThat(byId.get("good").fired()).isEqualTo(1);
    assertThat(byId.get("off").conditions()).containsExactly("off: enabled = false");
    assertThat(byId.get("etc/org.watchfloor.rule.cfg").fault()).startsWith("file: ");
    HealthResult health = engine.check();
    assertThat(health.level()).isEqualTo(HealthResult.Level.WARN);
    assertThat(health.message()).contains("etc/org.watchfloor.rule~bad.cfg: where: ");
  }

  @Test
  void anEditedFileCountsAtOnce() throws Exception {
    rule("r-1", "title = T", "kinds = river", "where = x > 1 > ");
    assertThat(engine.check().level()).isEqualTo(HealthResult.Level.WARN);
    rule("r-1", "title = T", "kinds = river");
    assertThat(engine.check()).isEqualTo(HealthResult.OK);
    bus.signal("s~1", level("k1", 1, Severity.INFO));
    bus.deliver();
    assertThat(ids()).containsExactly("rule-1-r-1");
  }

  @Test
  void filesOfTheBundleThatAreBrokenAreBegunAnew() throws Exception {
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(folder.resolve("rules/kinds.json"), "[{\"kind\":\"x\"},3]");
    Files.writeString(folder.resolve("rules/quiet.json"), "{oops");
    engine.close();
    restart(true, "");
    bus.signal("s~1", level("k1", 3.2, Severity.HIGH));
    bus.deliver();
    assertThat(ids()).containsExactly("signal-1");
  }

  @Test
  void aSchemaThatIsNoneIsNoReasonForNoAlert() throws Exception {
    for (String schema :
        List.of("{oops", "[]", "{\"properties\":3}", "{\"properties\":{\"level_m\":1}}")) {
      registry.describe(
          KindDescriptor.of(LEVEL, "Gauge").fieldsSchema(schema).alertFrom(Severity.INFO).build());
      bus.signal("s~1", level("k" + schema.length(), 3.2, Severity.HIGH));
      bus.deliver();
      List<Alert> alerts = bus.alerts();
      assertThat(alerts.get(alerts.size() - 1).facts()).containsEntry("level_m", "3.2");
    }
    assertThat(bus.alerts()).hasSize(4);
  }
}
