package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.api.incidents.DismissReason;
import org.watchfloor.rtcc.api.incidents.Incident;
import org.watchfloor.rtcc.api.incidents.QueuedAlert;
import org.watchfloor.rtcc.api.incidents.WrongState;

/** What people do to alerts: acknowledge, dismiss, undo, open. Thread-safe. */
final class AlertActs {
  private static final int MAX_TEXT = 1_000;

  private final Acts acts;
  private final Clock clock;

  AlertActs(Acts acts, Clock clock) {
    this.acts = acts;
    this.clock = clock;
  }

  QueuedAlert acknowledge(String alertId, Actor by) throws WrongState {
    return acts.run(
        "alert.acknowledge",
        alertId,
        "",
        by,
        (c, audit) -> {
          Row row = row(c, alertId);
          boolean again = row.state() == AlertState.OWNED && row.owner().equals(by.name());
          if (row.state() != AlertState.NEW && !again) {
            throw wrong(row, "be acknowledged", "NEW");
          }
          audit.run();
          if (again) {
            return row.queued();
          }
          Row owned = row.with(AlertState.OWNED, by.name());
          AlertTable.update(c, owned);
          told(c, "alert.acknowledged", owned, by, Map.of());
          state(c, owned, by, "Alert acknowledged");
          return owned.queued();
        });
  }

  QueuedAlert dismiss(String alertId, DismissReason reason, String text, Actor by)
      throws WrongState {
    String words = text.strip();
    if (words.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "text: %d characters, at most %d are taken".formatted(words.length(), MAX_TEXT));
    }
    if (reason == DismissReason.OTHER && words.isEmpty()) {
      throw new IllegalArgumentException("text: say why, the reason is \"other\"");
    }
    String why = words.isEmpty() ? Json.word(reason) : Json.word(reason) + ": " + words;
    return acts.run(
        "alert.dismiss",
        alertId,
        why,
        by,
        (c, audit) -> {
          Row row = row(c, alertId);
          if (!row.open()) {
            throw wrong(row, "be dismissed", "NEW, OWNED or INCIDENT");
          }
          audit.run();
          return dismiss(c, row, why, by).queued();
        });
  }

  private Row dismiss(Connection c, Row row, String why, Actor by) throws SQLException {
    Optional<Incident> closing = soleOpenAlertOf(c, row);
    String before = closing.map(incident -> incident.state().name()).orElse("");
    Row dismissed =
        row.dismissed(new Row.Dismissal(why, by.name(), now(), row.state(), row.owner(), before));
    AlertTable.update(c, dismissed);
    told(c, "alert.dismissed", dismissed, by, Map.of("reason", why));
    state(c, dismissed, by, "Alert dismissed: " + why);
    if (closing.isPresent()) {
      String id = closing.get().id();
      IncidentTable.state(c, id, Incident.State.CLOSED);
      IncidentTable.outcome(c, id, "dismissed: " + why);
      change(c, "incident.closed", id, by, Map.of("outcome", "dismissed: " + why));
    }
    return dismissed;
  }

  /** The row's incident, if it is not closed and no other alert of it is open. */
  private static Optional<Incident> soleOpenAlertOf(Connection c, Row row) throws SQLException {
    if (row.incidentId().isEmpty()) {
      return Optional.empty();
    }
    for (Row other : AlertTable.ofIncident(c, row.incidentId())) {
      if (other.open() && !other.id().equals(row.id())) {
        return Optional.empty();
      }
    }
    return IncidentTable.of(c, row.incidentId())
        .filter(incident -> incident.state() != Incident.State.CLOSED);
  }

  QueuedAlert undoDismiss(String alertId, Actor by) throws WrongState {
    return acts.run(
        "alert.undo",
        alertId,
        "",
        by,
        (c, audit) -> {
          Row row = row(c, alertId);
          if (row.dismissal().isEmpty()) {
            throw wrong(row, "be taken back from dismissal", "DISMISSED");
          }
          Row.Dismissal how = row.dismissal().get();
          refuseIfClosedSince(c, row, how);
          audit.run();
          return undo(c, row, how, by).queued();
        });
  }

  /** An open alert in an incident that somebody has closed would be seen by nobody. */
  private static void refuseIfClosedSince(Connection c, Row row, Row.Dismissal how)
      throws SQLException {
    if (how.incident().isEmpty()
        && IncidentTable.of(c, row.incidentId())
            .filter(incident -> incident.state() == Incident.State.CLOSED)
            .isPresent()) {
      throw new Refusal(
          "alert %s is DISMISSED and its incident %s is CLOSED since; it must be UNVERIFIED or ACTIVE"
              .formatted(row.id(), row.incidentId()));
    }
  }

  private Row undo(Connection c, Row row, Row.Dismissal how, Actor by) throws SQLException {
    Row back = row.with(how.state(), how.owner());
    AlertTable.update(c, back);
    if (!how.incident().isEmpty()) {
      Incident.State state = Incident.State.valueOf(how.incident());
      IncidentTable.state(c, row.incidentId(), state);
      IncidentTable.outcome(c, row.incidentId(), "");
      String kind = state == Incident.State.ACTIVE ? "incident.activated" : "incident.opened";
      change(c, kind, row.incidentId(), by, Map.of("alertId", row.id()));
    }
    told(c, "alert.undone", back, by, Map.of());
    state(c, back, by, "Dismissal undone");
    return back;
  }

  Incident open(String alertId, Actor by) throws WrongState {
    return acts.run(
        "incident.open",
        alertId,
        "",
        by,
        (c, audit) -> {
          Row row = row(c, alertId);
          boolean again = row.state() == AlertState.INCIDENT && row.owner().equals(by.name());
          if (row.state() != AlertState.NEW && row.state() != AlertState.OWNED && !again) {
            throw wrong(row, "be opened", "NEW or OWNED");
          }
          audit.run();
          return again ? incident(c, row.incidentId()) : open(c, row, by);
        });
  }

  private Incident open(Connection c, Row row, Actor by) throws SQLException {
    Row opened = row.with(AlertState.INCIDENT, by.name());
    if (row.incidentId().isEmpty()) {
      opened =
          opened.in(
              IncidentTable.open(c, row.alert(), Incident.State.UNVERIFIED, "", clock.instant()));
      change(c, "incident.opened", opened.incidentId(), by, Map.of("alertId", row.id()));
    }
    AlertTable.update(c, opened);
    Intake.tell(c, opened.incidentId(), "alert", opened.alert());
    Pictures.addWaiting(c, opened);
    IncidentTable.state(c, opened.incidentId(), Incident.State.ACTIVE);
    IncidentTable.lead(c, opened.incidentId(), by.name());
    state(c, opened, by, "Incident opened");
    change(c, "incident.activated", opened.incidentId(), by, Map.of("alertId", row.id()));
    return incident(c, opened.incidentId());
  }

  private static Incident incident(Connection c, String id) throws SQLException {
    return IncidentTable.of(c, id)
        .orElseThrow(() -> new IllegalArgumentException("incident: there is no " + id));
  }

  private static Row row(Connection c, String alertId) throws SQLException {
    return AlertTable.of(c, alertId)
        .orElseThrow(() -> new IllegalArgumentException("alert: there is no " + alertId));
  }

  private static Refusal wrong(Row row, String act, String needed) {
    String owner = row.owner().isEmpty() ? "" : " by " + row.owner();
    return new Refusal(
        "alert %s is %s%s; to %s it must be %s"
            .formatted(row.id(), row.state(), owner, act, needed));
  }

  private void told(Connection c, String kind, Row row, Actor by, Map<String, String> more)
      throws SQLException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("state", row.state().name());
    facts.put("owner", row.owner());
    facts.put("incidentId", row.incidentId());
    facts.putAll(more);
    change(c, kind, row.id(), by, facts);
  }

  private void change(
      Connection c, String kind, String subject, Actor by, Map<String, String> facts)
      throws SQLException {
    Outbox.put(c, new Change(kind, subject, now(), by.name(), facts));
  }

  private void state(Connection c, Row row, Actor by, String text) throws SQLException {
    if (!row.incidentId().isEmpty()) {
      Timeline.add(
          c, row.incidentId(), now(), "state", by.name(), text, Map.of("alertId", row.id()));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
