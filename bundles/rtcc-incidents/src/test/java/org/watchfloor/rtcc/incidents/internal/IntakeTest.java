package org.watchfloor.rtcc.incidents.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.watchfloor.rtcc.incidents.internal.Desk.ANA;
import static org.watchfloor.rtcc.incidents.internal.Desk.NOW;
import static org.watchfloor.rtcc.incidents.internal.Desk.alert;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.api.incidents.DismissReason;
import org.watchfloor.rtcc.api.incidents.Incident;
import org.watchfloor.rtcc.api.incidents.QueuedAlert;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.RealStore;

@EachStore
class IntakeTest {
  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void start() {
    desk = new Desk(folder);
  }

  @AfterEach
  void stop() throws Exception {
    desk.close();
  }

  private int total() {
    return desk.incidents.alerts(true, 10_000).stream().mapToInt(QueuedAlert::count).sum();
  }

  @Test
  void anAlertIsARowAndAnIncidentAtOnce() throws Exception {
    QueuedAlert row = desk.raise("gunshot-1");
    assertThat(row.state()).isEqualTo(AlertState.NEW);
    assertThat(row.number()).isEqualTo(1);
    assertThat(row.count()).isEqualTo(1);
    assertThat(row.owner()).isEmpty();
    assertThat(row.lastAt()).isEqualTo(NOW);
    assertThat(row.alert()).isEqualTo(alert("gunshot-1", Severity.HIGH, NOW, ""));
    assertThat(row.incidentId()).isEqualTo("INC-2026-000001");

    Incident incident = desk.incidents.incident("INC-2026-000001").orElseThrow();
    assertThat(incident.state()).isEqualTo(Incident.State.UNVERIFIED);
    assertThat(incident.title()).isEqualTo("Title of gunshot-1");
    assertThat(incident.severity()).isEqualTo(Severity.HIGH);
    assertThat(incident.location()).isEqualTo(row.alert().location());
    assertThat(incident.startedAt()).isEqualTo(NOW);
    assertThat(incident.lead()).isEmpty();
    assertThat(incident.alertIds()).containsExactly("gunshot-1");

    TimelineEntry entry = desk.incidents.timeline("INC-2026-000001").get(0);
    assertThat(entry.number()).isEqualTo(1);
    assertThat(entry.kind()).isEqualTo("alert");
    assertThat(entry.facts()).containsEntry("alertId", "gunshot-1").containsEntry("signal", "7");

    assertThat(desk.bus.awaitChanges("alert.queued", 1))
        .extracting(Change::subject)
        .containsExactly("gunshot-1");
    assertThat(desk.bus.awaitChanges("incident.opened", 1))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.subject()).isEqualTo("INC-2026-000001");
              assertThat(change.facts()).containsEntry("alertId", "gunshot-1");
            });
  }

  @Test
  void lessThanMediumIsARowOnly() throws Exception {
    assertThat(desk.raise(alert("a-1", Severity.LOW, NOW, "")).incidentId()).isEmpty();
    assertThat(desk.raise(alert("a-2", Severity.MEDIUM, NOW, "")).incidentId()).isNotEmpty();
    assertThat(desk.incidents.incidents(true, 10)).hasSize(1);
  }

  @Test
  void theSameKeyWithinTheWindowIsTheSameRow() throws Exception {
    desk.raise(alert("hit-1", Severity.HIGH, NOW, "plate-A"));
    QueuedAlert row = desk.raise(alert("hit-2", Severity.HIGH, NOW.plusSeconds(120), "plate-A"));
    assertThat(row.alert().id()).isEqualTo("hit-1");
    assertThat(row.count()).isEqualTo(2);
    assertThat(row.lastAt()).isEqualTo(NOW.plusSeconds(120));
    row = desk.raise(alert("hit-3", Severity.HIGH, NOW.plusSeconds(240), "plate-A"));
    assertThat(row.count()).isEqualTo(3);
    row = desk.raise(alert("hit-4", Severity.HIGH, NOW.minusSeconds(120), "plate-A"));
    assertThat(row.count()).isEqualTo(4);
    assertThat(row.lastAt()).isEqualTo(NOW.plusSeconds(240));

    assertThat(desk.queue(true)).containsExactly("hit-1");
    assertThat(desk.incidents.incidents(true, 10)).hasSize(1);
    assertThat(desk.entries(row.incidentId(), "read")).hasSize(3);
    assertThat(desk.bus.awaitChanges("alert.repeated", 3))
        .extracting(Change::subject)
        .containsExactly("hit-1", "hit-1", "hit-1");
  }

  @Test
  void whatIsNotTheSameMatterIsARowOfItsOwn() throws Exception {
    desk.raise(alert("hit-1", Severity.HIGH, NOW, "plate-A"));
    desk.raise(alert("late-2", Severity.HIGH, NOW.plusSeconds(121), "plate-A"));
    desk.raise(alert("early-3", Severity.HIGH, NOW.minusSeconds(121), "plate-A"));
    desk.raise(alert("other-4", Severity.HIGH, NOW, "plate-B"));
    desk.raise(alert("none-5", Severity.HIGH, NOW, ""));
    desk.raise(alert("none-6", Severity.HIGH, NOW, ""));
    desk.raise(alert("graver-7", Severity.CRITICAL, NOW, "plate-A"));
    assertThat(desk.queue(true)).hasSize(7);
    assertThat(desk.incidents.incidents(true, 10)).hasSize(7);
  }

  @Test
  void aRowThatIsDoneTakesNothingMore() throws Exception {
    desk.raise(alert("hit-1", Severity.HIGH, NOW, "plate-A"));
    desk.incidents.dismiss("hit-1", DismissReason.MISREAD_PLATE, "", ANA);
    QueuedAlert second = desk.raise(alert("hit-2", Severity.HIGH, NOW, "plate-A"));
    assertThat(second.alert().id()).isEqualTo("hit-2");
    desk.incidents.close(second.incidentId(), "done", ANA);
    assertThat(desk.raise(alert("hit-3", Severity.HIGH, NOW, "plate-A")).alert().id())
        .isEqualTo("hit-3");
  }

  @Test
  void deliveredAgainNothingIsCountedTwice() throws Exception {
    desk.raise(alert("hit-1", Severity.HIGH, NOW, "plate-A"));
    desk.raise(alert("hit-2", Severity.HIGH, NOW, "plate-A"));
    desk.raise("gunshot-3");
    desk.picture("gunshot-3", "cam-1");
    desk.bus.deliver();
    desk.incidents.dismiss("gunshot-3", DismissReason.TEST, "", ANA);
    List<TimelineEntry> before = desk.incidents.timeline("INC-2026-000002");

    desk.restart();
    desk.bus.rewind("rtcc-incidents");
    desk.bus.deliver();
    assertThat(total()).isEqualTo(3);
    assertThat(desk.incidents.incidents(true, 10)).hasSize(2);
    assertThat(desk.incidents.timeline("INC-2026-000002")).isEqualTo(before);
    assertThat(desk.incidents.alert("gunshot-3").orElseThrow().state())
        .isEqualTo(AlertState.DISMISSED);
    assertThat(desk.bus.awaitChanges("alert.queued", 2)).hasSize(2);
    assertThat(desk.bus.awaitChanges("alert.repeated", 1)).hasSize(1);
  }

  @Test
  void killedBetweenCommitAndBusItTellsAfterTheNextStart() throws Exception {
    desk.bus.publish("test", alert("gunshot-1", Severity.HIGH, NOW, ""));
    desk.bus.refuse(Receipt.Status.UNAVAILABLE);
    desk.bus.deliver();
    assertThat(desk.incidents.alert("gunshot-1")).isPresent();
    desk.close();
    assertThat(desk.bus.changes()).isEmpty();
    desk.bus.accept();
    desk.start();
    assertThat(desk.bus.awaitChanges("incident.opened", 1)).hasSize(1);
    assertThat(desk.bus.awaitChanges("alert.queued", 1)).hasSize(1);
    desk.bus.rewind("rtcc-incidents");
    desk.bus.deliver();
    desk.restart();
    desk.raise("gunshot-2");
    assertThat(desk.bus.awaitChanges("incident.opened", 2))
        .extracting(Change::subject)
        .containsExactly("INC-2026-000001", "INC-2026-000002");
  }

  @Test
  void aBusThatIsFullHearsOfItLater() throws Exception {
    desk.bus.publish("test", alert("gunshot-1", Severity.HIGH, NOW, ""));
    desk.bus.refuse(Receipt.Status.OVERLOADED);
    desk.bus.deliver();
    desk.bus.accept();
    assertThat(desk.bus.awaitChanges("incident.opened", 1)).hasSize(1);
  }

  @Test
  void aStoreThatIsDownLosesNothing() throws Exception {
    desk.store.close();
    desk.bus.publish("test", alert("gunshot-1", Severity.HIGH, NOW, ""));
    assertThatThrownBy(() -> desk.bus.deliver()).hasMessageContaining("closed");
    desk.restart();
    desk.bus.deliver();
    assertThat(total()).isEqualTo(1);
  }

  @Test
  void picturesComeToTheTimelineOfTheRowsIncident() throws Exception {
    desk.picture("hit-2", "cam-early");
    desk.bus.deliver();
    desk.raise(alert("hit-1", Severity.HIGH, NOW, "plate-A"));
    String incident = desk.raise(alert("hit-2", Severity.HIGH, NOW, "plate-A")).incidentId();
    desk.picture("hit-1", "cam-1");
    desk.picture("hit-2", "cam-2");
    desk.picture("hit-2", "cam-2");
    desk.bus.deliver();
    assertThat(desk.entries(incident, "picture"))
        .extracting(e -> e.facts().get("cameraId"))
        .containsExactly("cam-early", "cam-1", "cam-2");
    TimelineEntry last = desk.entries(incident, "picture").get(2);
    assertThat(last.text()).isEqualTo("Picture of cam-2, 84 m away");
    assertThat(last.at()).isEqualTo(Instant.parse("2026-11-24T14:00:01Z"));
    assertThat(last.facts())
        .containsEntry("sha256", "c".repeat(64))
        .containsEntry("alertId", "hit-2");
  }

  @Test
  void picturesWaitForAnIncidentThatAPersonOpens() throws Exception {
    desk.raise(alert("a-1", Severity.LOW, NOW, ""));
    desk.picture("a-1", "cam-1");
    desk.bus.deliver();
    Incident incident = desk.incidents.open("a-1", ANA);
    assertThat(desk.timeline(incident.id()))
        .containsExactly(
            "alert Title of a-1: summary",
            "picture Picture of cam-1, 84 m away",
            "state Incident opened");
  }

  @Test
  void theQueueIsMostSevereFirstThenNewest() throws Exception {
    desk.raise(alert("high-old", Severity.HIGH, NOW, ""));
    desk.raise(alert("low", Severity.LOW, NOW.plusSeconds(50), ""));
    desk.raise(alert("critical", Severity.CRITICAL, NOW.minusSeconds(50), ""));
    desk.raise(alert("high-new", Severity.HIGH, NOW.plusSeconds(10), ""));
    desk.incidents.dismiss("high-new", DismissReason.TEST, "", ANA);
    assertThat(desk.queue(false)).containsExactly("critical", "high-old", "low");
    assertThat(desk.queue(true)).containsExactly("critical", "high-new", "high-old", "low");
    assertThat(desk.incidents.alerts(true, 2)).hasSize(2);
    assertThatThrownBy(() -> desk.incidents.alerts(true, 0)).hasMessageStartingWith("limit: ");
  }

  @Test
  void timesOutsideOfAllReasonHoldNothingUp() throws Exception {
    for (String at : new String[] {"-999999-01-01T00:00:00Z", "+999999-01-01T00:00:00Z"}) {
      String id = "odd-" + desk.bus.head();
      QueuedAlert row = desk.raise(alert(id, Severity.HIGH, Instant.parse(at), "key"));
      assertThat(row.alert().id()).isEqualTo(id);
      assertThat(row.alert().occurredAt()).isEqualTo(at);
    }
    desk.clock.move(Duration.ofDays(60));
    assertThat(desk.raise("gunshot-9").incidentId()).isEqualTo("INC-2027-000001");
  }

  @Test
  void theQueueIsReadFromAnIndex() throws Exception {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "the words of a plan are SQLite's");
    desk.raise("gunshot-1");
    for (String where : new String[] {"WHERE is_open = 1", ""}) {
      assertThat(
              plan(
                  "SELECT * FROM incidents_alert "
                      + where
                      + " ORDER BY severity DESC, last_at DESC, number DESC LIMIT 10"))
          .contains("USING INDEX incidents_alert_")
          .doesNotContain("TEMP B-TREE");
    }
    assertThat(
            plan(
                "SELECT * FROM incidents_alert WHERE correlation_key = 'k' AND is_open = 1"
                    + " AND last_at >= 5 ORDER BY last_at DESC LIMIT 1"))
        .contains("incidents_alert_key")
        .doesNotContain("TEMP B-TREE");
  }

  private String plan(String sql) {
    return desk.store.read(
        c -> {
          List<String> lines = new ArrayList<>();
          try (PreparedStatement explain = c.prepareStatement("EXPLAIN QUERY PLAN " + sql);
              ResultSet row = explain.executeQuery()) {
            while (row.next()) {
              lines.add(row.getString(4));
            }
          }
          return String.join("\n", lines);
        });
  }
}
