package org.watchfloor.rtcc.incidents.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.watchfloor.rtcc.incidents.internal.Desk.ANA;
import static org.watchfloor.rtcc.incidents.internal.Desk.BOB;
import static org.watchfloor.rtcc.incidents.internal.Desk.NOW;
import static org.watchfloor.rtcc.incidents.internal.Desk.alert;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.api.incidents.DismissReason;
import org.watchfloor.rtcc.api.incidents.Incident;
import org.watchfloor.rtcc.api.incidents.QueuedAlert;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;
import org.watchfloor.rtcc.api.incidents.WrongState;
import org.watchfloor.testkit.core.EachStore;

@EachStore
class ActsTest {
  private static final String INCIDENT = "INC-2026-000001";

  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void start() throws Exception {
    desk = new Desk(folder);
    desk.raise("gunshot-1");
  }

  @AfterEach
  void stop() throws Exception {
    desk.close();
  }

  private Incident incident() {
    return desk.incidents.incident(INCIDENT).orElseThrow();
  }

  /** An act that a person may try. */
  private interface Act {
    void run() throws Exception;
  }

  /** Brings a fresh alert into a state; its owner, where it has one, is ana. */
  private String in(AlertState state) throws Exception {
    String id = "alert-" + desk.bus.head();
    String incident = desk.raise(alert(id, Severity.HIGH, NOW, "")).incidentId();
    switch (state) {
      case NEW -> {}
      case OWNED -> desk.incidents.acknowledge(id, ANA);
      case INCIDENT -> desk.incidents.open(id, ANA);
      case DISMISSED -> desk.incidents.dismiss(id, DismissReason.TEST, "", ANA);
      case CLOSED -> desk.incidents.close(incident, "done", ANA);
    }
    assertThat(desk.incidents.alert(id).orElseThrow().state()).isEqualTo(state);
    return id;
  }

  @Test
  void whatIsNotAllowedInAStateNamesBothStates() throws Exception {
    Map<String, String> allowed = new LinkedHashMap<>();
    allowed.put("acknowledge", "NEW");
    allowed.put("dismiss", "NEW OWNED INCIDENT");
    allowed.put("undo", "DISMISSED");
    allowed.put("open", "NEW OWNED");
    for (AlertState state : AlertState.values()) {
      for (Map.Entry<String, String> rule : allowed.entrySet()) {
        String id = in(state);
        Act act = act(rule.getKey(), id);
        if (rule.getValue().contains(state.name())) {
          act.run();
        } else {
          assertThatThrownBy(act::run)
              .as("%s in %s", rule.getKey(), state)
              .isInstanceOf(WrongState.class)
              .hasMessageContaining(id + " is " + state)
              .hasMessageContaining(rule.getValue().split(" ")[0]);
          assertThat(desk.incidents.alert(id).orElseThrow().state()).isEqualTo(state);
        }
      }
    }
  }

  private Act act(String name, String id) {
    return switch (name) {
      case "acknowledge" -> () -> desk.incidents.acknowledge(id, BOB);
      case "dismiss" -> () -> desk.incidents.dismiss(id, DismissReason.TEST, "", BOB);
      case "undo" -> () -> desk.incidents.undoDismiss(id, BOB);
      default -> () -> desk.incidents.open(id, BOB);
    };
  }

  @Test
  void acknowledgingAgainIsHarmlessForTheSamePersonOnly() throws Exception {
    QueuedAlert owned = desk.incidents.acknowledge("gunshot-1", ANA);
    assertThat(owned.state()).isEqualTo(AlertState.OWNED);
    assertThat(owned.owner()).isEqualTo("ana");
    assertThat(desk.incidents.acknowledge("gunshot-1", ANA)).isEqualTo(owned);
    assertThatThrownBy(() -> desk.incidents.acknowledge("gunshot-1", BOB))
        .hasMessage("alert gunshot-1 is OWNED by ana; to be acknowledged it must be NEW");
    assertThat(desk.bus.awaitChanges("alert.acknowledged", 1))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.subject()).isEqualTo("gunshot-1");
              assertThat(change.by()).isEqualTo("ana");
              assertThat(change.facts()).containsEntry("owner", "ana");
            });
    assertThat(incident().state()).isEqualTo(Incident.State.UNVERIFIED);
  }

  @Test
  void dismissingClosesTheIncidentAndUndoingBringsBothBack() throws Exception {
    desk.incidents.acknowledge("gunshot-1", BOB);
    QueuedAlert dismissed =
        desk.incidents.dismiss("gunshot-1", DismissReason.OTHER, " fireworks ", ANA);
    assertThat(dismissed.state()).isEqualTo(AlertState.DISMISSED);
    assertThat(dismissed.dismissed()).isEqualTo("other: fireworks");
    assertThat(dismissed.owner()).isEqualTo("ana");
    assertThat(dismissed.alert().facts())
        .containsEntry("dismissedBy", "ana")
        .containsEntry("dismissedAt", NOW.toString());
    assertThat(incident().state()).isEqualTo(Incident.State.CLOSED);
    assertThat(desk.queue(false)).isEmpty();

    QueuedAlert back = desk.incidents.undoDismiss("gunshot-1", ANA);
    assertThat(back.state()).isEqualTo(AlertState.OWNED);
    assertThat(back.owner()).isEqualTo("bob");
    assertThat(back.dismissed()).isEmpty();
    assertThat(back.alert().facts()).doesNotContainKey("dismissedBy");
    assertThat(incident().state()).isEqualTo(Incident.State.UNVERIFIED);
    assertThat(desk.queue(false)).containsExactly("gunshot-1");
    assertThat(desk.timeline(INCIDENT))
        .containsExactly(
            "alert Title of gunshot-1: summary",
            "state Alert acknowledged",
            "state Alert dismissed: other: fireworks",
            "state Dismissal undone");
    assertThat(desk.bus.awaitChanges("alert.dismissed", 1)).hasSize(1);
    assertThat(desk.bus.awaitChanges("incident.closed", 1)).hasSize(1);
    assertThat(desk.bus.awaitChanges("alert.undone", 1)).hasSize(1);
  }

  @Test
  void anOtherReasonIsSaidInWords() {
    assertThatThrownBy(() -> desk.incidents.dismiss("gunshot-1", DismissReason.OTHER, " ", ANA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("text: ");
    assertThatThrownBy(
            () -> desk.incidents.dismiss("gunshot-1", DismissReason.TEST, "x".repeat(1_001), ANA))
        .hasMessageStartingWith("text: ");
    assertThat(desk.audit.records()).isEmpty();
  }

  @Test
  void openingMakesTheIncidentActiveAndSetsItsLead() throws Exception {
    Incident opened = desk.incidents.open("gunshot-1", ANA);
    assertThat(opened.id()).isEqualTo(INCIDENT);
    assertThat(opened.state()).isEqualTo(Incident.State.ACTIVE);
    assertThat(opened.lead()).isEqualTo("ana");
    assertThat(desk.incidents.open("gunshot-1", ANA)).isEqualTo(opened);
    assertThat(desk.incidents.alert("gunshot-1").orElseThrow().state())
        .isEqualTo(AlertState.INCIDENT);
    assertThat(desk.bus.awaitChanges("incident.activated", 1))
        .extracting(Change::subject)
        .containsExactly(INCIDENT);
    assertThat(desk.entries(INCIDENT, "state")).hasSize(1);
  }

  @Test
  void openingWhatHasNoIncidentOpensOne() throws Exception {
    desk.raise(alert("a-2", Severity.LOW, NOW, ""));
    Incident opened = desk.incidents.open("a-2", ANA);
    assertThat(opened.id()).isEqualTo("INC-2026-000002");
    assertThat(opened.alertIds()).containsExactly("a-2");
    assertThat(desk.incidents.incidents(false, 10))
        .extracting(Incident::id)
        .containsExactly("INC-2026-000002", INCIDENT);
    assertThat(desk.bus.awaitChanges("incident.opened", 2)).hasSize(2);
  }

  @Test
  void notesAreKeptUntilTheIncidentIsClosed() throws Exception {
    TimelineEntry note = desk.incidents.note(INCIDENT, " Two shell casings. ", ANA);
    assertThat(note.number()).isEqualTo(2);
    assertThat(note.text()).isEqualTo("Two shell casings.");
    assertThat(note.by()).isEqualTo("ana");
    assertThat(desk.incidents.timeline(INCIDENT).get(1)).isEqualTo(note);
    for (String bad : new String[] {"", "  ", "x".repeat(4_001)}) {
      assertThatThrownBy(() -> desk.incidents.note(INCIDENT, bad, ANA))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("text: ");
    }
    desk.incidents.close(INCIDENT, "report taken", ANA);
    assertThatThrownBy(() -> desk.incidents.note(INCIDENT, "more", ANA))
        .isInstanceOf(WrongState.class)
        .hasMessageContaining("is CLOSED")
        .hasMessageContaining("ACTIVE");
    assertThat(desk.bus.awaitChanges("incident.noted", 1)).hasSize(1);
  }

  @Test
  void closingClosesItsAlerts() throws Exception {
    desk.incidents.open("gunshot-1", ANA);
    Incident closed = desk.incidents.close(INCIDENT, "report taken", BOB);
    assertThat(closed.state()).isEqualTo(Incident.State.CLOSED);
    assertThat(closed.lead()).isEqualTo("ana");
    assertThat(desk.incidents.alert("gunshot-1").orElseThrow().state())
        .isEqualTo(AlertState.CLOSED);
    assertThat(desk.incidents.incidents(false, 10)).isEmpty();
    assertThat(desk.incidents.incidents(true, 10)).hasSize(1);
    assertThatThrownBy(() -> desk.incidents.close(INCIDENT, "again", BOB))
        .isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> desk.incidents.close(INCIDENT, "", BOB))
        .hasMessageStartingWith("outcome: ");
  }

  @Test
  void anActOnARepeatIsAnActOnItsRow() throws Exception {
    desk.raise(alert("hit-1", Severity.HIGH, NOW, "plate-A"));
    desk.raise(alert("hit-2", Severity.HIGH, NOW, "plate-A"));
    assertThat(desk.incidents.acknowledge("hit-2", ANA).alert().id()).isEqualTo("hit-1");
    assertThat(desk.raise(alert("hit-3", Severity.HIGH, NOW, "plate-A")).state())
        .isEqualTo(AlertState.OWNED);
  }

  @Test
  void everyActIsAuditedAndRefusedOnesAreToo() throws Exception {
    desk.incidents.acknowledge("gunshot-1", ANA);
    assertThatThrownBy(() -> desk.incidents.undoDismiss("gunshot-1", BOB))
        .isInstanceOf(WrongState.class);
    desk.incidents.dismiss("gunshot-1", DismissReason.OUT_OF_AREA, "", ANA);
    assertThat(desk.audit.records())
        .extracting(r -> r.actor() + " " + r.action() + " " + r.object() + " " + r.outcome())
        .containsExactly(
            "ana alert.acknowledge gunshot-1 DONE",
            "bob alert.undo gunshot-1 FAILED",
            "ana alert.dismiss gunshot-1 DONE");
    assertThat(desk.audit.records()).extracting(AuditRecord::reason).contains("out-of-area");
  }

  @Test
  void withoutTheAuditLogNothingIsDone() throws Exception {
    desk.audit.down(true);
    Act[] acts = {
      () -> desk.incidents.acknowledge("gunshot-1", ANA),
      () -> desk.incidents.dismiss("gunshot-1", DismissReason.TEST, "", ANA),
      () -> desk.incidents.open("gunshot-1", ANA),
      () -> desk.incidents.note(INCIDENT, "note", ANA),
      () -> desk.incidents.close(INCIDENT, "outcome", ANA)
    };
    for (Act act : acts) {
      assertThatThrownBy(act::run).isInstanceOf(AuditUnavailable.class);
    }
    assertThat(desk.incidents.alert("gunshot-1").orElseThrow().state()).isEqualTo(AlertState.NEW);
    assertThat(incident().state()).isEqualTo(Incident.State.UNVERIFIED);
    assertThat(desk.timeline(INCIDENT)).hasSize(1);
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(desk.incidents.alert("gunshot-99")).isEmpty();
    assertThat(desk.incidents.incident("INC-1")).isEmpty();
    assertThat(desk.incidents.timeline("INC-1")).isEmpty();
    assertThatThrownBy(() -> desk.incidents.acknowledge("gunshot-99", ANA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gunshot-99");
    assertThatThrownBy(() -> desk.incidents.note("INC-1", "note", ANA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("INC-1");
  }

  @Test
  void allIsThereAfterARestart() throws Exception {
    desk.incidents.open("gunshot-1", ANA);
    desk.incidents.note(INCIDENT, "note", ANA);
    QueuedAlert row = desk.incidents.alert("gunshot-1").orElseThrow();
    var timeline = desk.incidents.timeline(INCIDENT);
    desk.restart();
    assertThat(desk.incidents.alert("gunshot-1")).contains(row);
    assertThat(desk.incidents.timeline(INCIDENT)).isEqualTo(timeline);
    assertThat(incident().lead()).isEqualTo("ana");
  }
}
