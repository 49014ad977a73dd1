package org.watchfloor.rtcc.plates.internal.hits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.MemoryBus;

class HitRaiserTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  private static final MediaRef PICTURE =
      new MediaRef("b".repeat(64), "image/jpeg", "plate", 1_000);

  private final MemoryBus bus = new MemoryBus();
  private final HotListIndex index = new HotListIndex();
  private final MovedClock clock = new MovedClock("2026-11-24T14:00:00Z");
  private HitRaiser raiser;

  @BeforeEach
  void start() {
    raiser =
        new HitRaiser(
            new HitAlert(new Urgency("armed,felony"), Duration.ofHours(1)), index, bus, 0.5, clock);
  }

  @AfterEach
  void stop() throws Exception {
    raiser.close();
  }

  private static HotEntry entry(String plate, String state, String reason, long expires) {
    return new HotEntry(plate, state, reason, "Demo PD", "2026-11-20", expires);
  }

  private void list(String name, HotEntry... entries) {
    index.load(List.of());
    index.put(LoadedList.of(name, NOW.minus(Duration.ofHours(3)), List.of(entries)));
  }

  private static Signal read(String plate, String region, Instant at) {
    return Signal.of(Kind.PLATE_READ, "k", at)
        .device("Cam 7")
        .at(GeoPoint.of(36.0999, -80.2442))
        .detail(
            new PlateRead(
                plate, region, Optional.of(0.93), List.of(), "", "", "", Optional.empty()))
        .media(PICTURE)
        .build();
  }

  private List<Alert> raised(Signal signal) throws Exception {
    bus.signal("plate-openalpr~north", signal);
    bus.deliver();
    return bus.alerts();
  }

  @Test
  void aHotPlateIsAnAlertWithAllThatAPersonNeedsToJudgeIt() throws Exception {
    list("stolen", entry("HOT1234", "NC", "stolen vehicle", HotEntry.NEVER));
    Alert alert = raised(read("hot 1234", "us-nc", NOW.minusSeconds(5))).get(0);

    assertThat(alert.id()).isEqualTo("hit-1");
    assertThat(alert.kind()).isEqualTo("plate.hit");
    assertThat(alert.title()).isEqualTo("Hot plate HOT1234, stolen vehicle");
    assertThat(alert.summary())
        .isEqualTo("List stolen (Demo PD), entered 2026-11-20, list imported 3 h ago");
    assertThat(alert.severity()).isEqualTo(Severity.HIGH);
    assertThat(alert.correlationKey()).isEqualTo("plate-HOT1234");
    assertThat(alert.media()).containsExactly(PICTURE);
    assertThat(alert.location()).isPresent();
    assertThat(alert.signals()).containsExactly(1L);
    assertThat(alert.facts())
        .containsEntry("plate", "HOT1234")
        .containsEntry("state", "NC")
        .containsEntry("list", "stolen")
        .containsEntry("reason", "stolen vehicle")
        .containsEntry("agency", "Demo PD")
        .containsEntry("entered", "2026-11-20")
        .containsEntry("listAgeSeconds", "10800")
        .containsEntry("match", "exact")
        .containsEntry("read", "hot 1234")
        .containsEntry("confidence", "0.93")
        .containsEntry("camera", "Cam 7")
        .containsEntry("notice", "Lead only. Confirm plate, state and status before acting.");
  }

  @Test
  void everyOtherReadIsNone() throws Exception {
    list(
        "stolen",
        entry("HOT1234", "NC", "stolen vehicle", HotEntry.NEVER),
        entry("OLD1", "", "stolen vehicle", NOW.getEpochSecond()),
        entry("HOT234", "", "another", HotEntry.NEVER));
    for (String plate : new String[] {"HUB1234", "HOT99", "UNKNOWN", "???", "OLD1"}) {
      assertThat(raised(read(plate, "us-nc", NOW))).as(plate).isEmpty();
    }
    assertThat(raised(Signal.of(Kind.PLATE_READ, "bare", NOW).build())).isEmpty();
  }

  @Test
  void aReadThatMayBeAHotPlateIsAPossibleHitAndSaysSo() throws Exception {
    list("stolen", entry("HOT1234", "NC", "armed", HotEntry.NEVER));
    Alert alert = raised(read("H0T1234", "us-nc", NOW)).get(0);

    assertThat(alert.title()).matches("Possible hit \\(\\d\\d %\\): HOT1234, armed");
    assertThat(alert.summary()).startsWith("Read as H0T1234. List stolen (Demo PD)");
    assertThat(alert.severity()).isEqualTo(Severity.HIGH);
    assertThat(alert.facts())
        .containsEntry("plate", "HOT1234")
        .containsEntry("read", "H0T1234")
        .containsEntry("match", "possible")
        .containsKey("probability")
        .containsEntry("notice", "Lead only. Confirm plate, state and status before acting.");
    assertThat(raised(read("HOT1234", "us-sc", NOW)))
        .extracting(a -> a.facts().get("match"))
        .doesNotContain("exact");
  }

  @Test
  void exactHitsAloneWhereTheSettingIsOne() throws Exception {
    raiser.close();
    raiser =
        new HitRaiser(new HitAlert(new Urgency(""), Duration.ofHours(1)), index, bus, 1, clock);
    list("stolen", entry("HOT1234", "NC", "armed", HotEntry.NEVER));
    assertThat(raised(read("H0T1234", "us-nc", NOW))).isEmpty();
    assertThat(raised(read("HOT1234", "us-nc", NOW)))
        .extracting(a -> a.facts().get("match"))
        .containsExactly("exact");
    assertThatThrownBy(
            () ->
                new HitRaiser(
                    new HitAlert(new Urgency(""), Duration.ofHours(1)), index, bus, 0, clock))
        .hasMessageContaining("possible.from");
  }

  @Test
  void anEntryExpiresByTheCentersClock() throws Exception {
    list("stolen", entry("HOT1234", "", "stolen", NOW.plusSeconds(60).getEpochSecond()));
    assertThat(raised(read("HOT1234", "", NOW))).hasSize(1);
    clock.move(Duration.ofSeconds(60));
    assertThat(raised(read("HOT1234", "", NOW))).hasSize(1);
  }

  @Test
  void severalListsAreOneAlertOfTheMostSevere() throws Exception {
    list("a-stolen", entry("HOT1234", "", "stolen vehicle", HotEntry.NEVER));
    index.put(LoadedList.of("wanted", NOW, List.of(entry("HOT1234", "", "armed", HotEntry.NEVER))));
    Alert alert = raised(read("HOT1234", "", NOW)).get(0);
    assertThat(bus.alerts()).hasSize(1);
    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(alert.title()).isEqualTo("Hot plate HOT1234, armed");
    assertThat(alert.facts().get("lists"))
        .isEqualTo("wanted: armed (Demo PD); a-stolen: stolen vehicle (Demo PD)");
  }

  @Test
  void aLateReadSaysSo() throws Exception {
    list("stolen", entry("HOT1234", "", "x".repeat(200), HotEntry.NEVER));
    assertThat(raised(read("HOT1234", "", NOW.minus(Duration.ofHours(3)))).get(0).title())
        .hasSizeLessThanOrEqualTo(200)
        .startsWith("Hot plate HOT1234, x")
        .endsWith("… (seen 3 h ago)");
    assertThat(raised(read("HOT1234", "", NOW.minus(Duration.ofHours(1)))).get(1).title())
        .doesNotContain("seen");
  }

  @Test
  void aReadDeliveredAgainIsNoSecondAlert() throws Exception {
    list("stolen", entry("HOT1234", "", "stolen", HotEntry.NEVER));
    raised(read("HOT1234", "", NOW));
    bus.rewind("rtcc-plates-hits");
    bus.deliver();
    assertThat(bus.alerts()).hasSize(1);
  }

  @Test
  void theCursorWaitsForTheBusAndForTheLists() throws Exception {
    Thread.currentThread().interrupt();
    bus.signal("a~b", read("HOT1234", "", NOW));
    assertThatThrownBy(bus::deliver).isInstanceOf(InterruptedException.class);
    list("stolen", entry("HOT1234", "", "stolen", HotEntry.NEVER));
    bus.refuse(Receipt.Status.OVERLOADED);
    assertThatThrownBy(bus::deliver).hasMessageContaining("hit-1");
    bus.accept();
    bus.deliver();
    assertThat(bus.alerts()).extracting(Alert::id).containsExactly("hit-1");
  }
}
