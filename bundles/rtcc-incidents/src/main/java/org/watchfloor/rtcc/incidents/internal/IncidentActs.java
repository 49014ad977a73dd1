package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.api.incidents.Incident;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;
import org.watchfloor.rtcc.api.incidents.WrongState;

/** What people do to incidents: note, close. Thread-safe. */
final class IncidentActs {
  private static final int MAX_TEXT = 4_000;

  private final Acts acts;
  private final Clock clock;

  IncidentActs(Acts acts, Clock clock) {
    this.acts = acts;
    this.clock = clock;
  }

  TimelineEntry note(String incidentId, String text, Actor by) throws WrongState {
    String words = words("text", text);
    return acts.run(
        "incident.note",
        incidentId,
        "",
        by,
        (c, audit) -> {
          openIncident(c, incidentId, "take a note");
          audit.run();
          TimelineEntry entry =
              Timeline.add(c, incidentId, now(), "note", by.name(), words, Map.of());
          change(
              c, "incident.noted", incidentId, by, Map.of("entry", String.valueOf(entry.number())));
          return entry;
        });
  }

  Incident close(String incidentId, String outcome, Actor by) throws WrongState {
    String words = words("outcome", outcome);
    return acts.run(
        "incident.close",
        incidentId,
        words,
        by,
        (c, audit) -> {
          openIncident(c, incidentId, "be closed");
          audit.run();
          IncidentTable.state(c, incidentId, Incident.State.CLOSED);
          IncidentTable.outcome(c, incidentId, words);
          closeAlerts(c, incidentId);
          Timeline.add(
              c,
              incidentId,
              now(),
              "state",
              by.name(),
              "Incident closed: " + words,
              Map.of("outcome", words));
          change(c, "incident.closed", incidentId, by, Map.of("outcome", words));
          return incident(c, incidentId);
        });
  }

  private static void closeAlerts(Connection c, String incidentId) throws SQLException {
    for (Row row : AlertTable.ofIncident(c, incidentId)) {
      if (row.open()) {
        AlertTable.update(c, row.with(AlertState.CLOSED, row.owner()));
      }
    }
  }

  private static void openIncident(Connection c, String id, String act) throws SQLException {
    Incident.State state = incident(c, id).state();
    if (state == Incident.State.CLOSED) {
      throw new Refusal(
          "incident %s is %s; to %s it must be UNVERIFIED or ACTIVE".formatted(id, state, act));
    }
  }

  private static Incident incident(Connection c, String id) throws SQLException {
    return IncidentTable.of(c, id)
        .orElseThrow(() -> new IllegalArgumentException("incident: there is no " + id));
  }

  private static String words(String field, String text) {
    String words = text.strip();
    if (words.isEmpty() || words.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "%s: must have 1 to %d characters".formatted(field, MAX_TEXT));
    }
    return words;
  }

  private void change(
      Connection c, String kind, String subject, Actor by, Map<String, String> facts)
      throws SQLException {
    Outbox.put(c, new Change(kind, subject, now(), by.name(), facts));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
