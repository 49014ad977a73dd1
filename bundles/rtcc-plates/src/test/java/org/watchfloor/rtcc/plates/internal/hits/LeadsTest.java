package org.watchfloor.rtcc.plates.internal.hits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.ChangeEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.Leads;

class LeadsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");

  private static Alert alert(String id, String kind) {
    return new Alert(
        id,
        kind,
        Severity.HIGH,
        "Hot plate HOT1234",
        "",
        NOW,
        Optional.empty(),
        List.of(1L),
        "",
        List.of(),
        Map.of("plate", "HOT1234"));
  }

  private static Optional<BusEntry> outside(Change change) {
    return Leads.outside(new ChangeEntry(7, NOW, change));
  }

  private static Change change(String kind, String subject, Map<String, String> facts) {
    return new Change(kind, subject, NOW, "ana", facts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plate.hit", "protection.order", "plate.read", "plate.rekor-alert"})
  void anAlertOfAPlateIsNotThereOutside(String kind) {
    assertThat(Leads.outside(new AlertEntry(7, NOW, alert("hit-1", kind)))).isEmpty();
  }

  @Test
  void otherAlertsAreAndSoAreReadsAndOtherSignals() {
    AlertEntry gunshot = new AlertEntry(7, NOW, alert("gunshot-1", "gunshot.detected"));
    assertThat(Leads.outside(gunshot)).contains(gunshot);
    for (String kind : List.of("plate.read", "gunshot.detected", "plates.other")) {
      SignalEntry entry =
          new SignalEntry(7, NOW, "a~b", Signal.of(new Kind(kind), "k", NOW).build());
      assertThat(Leads.outside(entry)).as(kind).contains(entry);
    }
    Signal vendors = Signal.of(new Kind("plate.rekor-alert"), "k", NOW).build();
    assertThat(Leads.outside(new SignalEntry(7, NOW, "a~b", vendors))).isEmpty();
  }

  @Test
  void aConfirmationIsTheAlert() {
    Alert hit = alert("hit-1", "plate.hit");
    String json = Json.text(AlertJson.write(hit));
    BusEntry told =
        outside(change(Leads.CONFIRMED, "hit-1", Map.of(Leads.ALERT, json))).orElseThrow();
    assertThat(told.number()).isEqualTo(7);
    Alert alert = ((AlertEntry) told).alert();
    assertThat(alert.title()).isEqualTo("Hot plate HOT1234");
    assertThat(alert.facts())
        .containsEntry("verified", "confirmed")
        .containsEntry("verifiedAt", NOW.toString());
  }

  @Test
  void whatIsNoConfirmationOfThisHitTellsNothing() {
    String other = Json.text(AlertJson.write(alert("hit-2", "plate.hit")));
    String noLead = Json.text(AlertJson.write(alert("hit-1", "gunshot.detected")));
    for (String json : List.of(other, noLead, "", "{", "[]")) {
      assertThat(outside(change(Leads.CONFIRMED, "hit-1", Map.of(Leads.ALERT, json))))
          .as(json)
          .isEmpty();
    }
    assertThat(outside(change("hit.misread", "hit-1", Map.of()))).isEmpty();
    assertThat(outside(change(Leads.REOPENED, "hit-1", Map.of(Leads.WAS, "misread")))).isEmpty();
  }

  @Test
  void whatBecomesOfALeadAtTheDeskStaysThere() {
    assertThat(outside(change("alert.acknowledged", "hit-1", Map.of()))).isEmpty();
    assertThat(outside(change("incident.opened", "INC-1", Map.of("alertId", "hit-1")))).isEmpty();
    assertThat(outside(change("alert.repeated", "x", Map.of("repeatId", "order-1")))).isEmpty();
    assertThat(outside(change("incident.opened", "INC-1", Map.of("alertId", "gunshot-1"))))
        .isPresent();
  }

  @Test
  void whoWantsAlertsReadsConfirmations() {
    Filter hits = Filter.of(EntryType.ALERT, "plate.hit");
    Filter reading = Leads.reading(hits);
    assertThat(reading.types()).containsExactlyInAnyOrder(EntryType.ALERT, EntryType.CHANGE);
    assertThat(reading.kinds()).contains("plate.hit", Leads.CONFIRMED);
    Filter signals = new Filter(Set.of(EntryType.SIGNAL), Set.of("plate.read"));
    assertThat(Leads.reading(signals)).isEqualTo(signals);
    assertThat(Leads.reading(Filter.ALL)).isEqualTo(Filter.ALL);
  }
}
