package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.ChangeEntry;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.api.incidents.Incident;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;

/**
 * Takes alerts and their pictures from the bus into the queue. Each delivery is one transaction, in
 * which every alert is remembered, as a row or as {@link Seen}: delivered again, it changes
 * nothing. Used by one thread.
 */
final class Intake {
  private final Tables tables;
  private final Outbox outbox;
  private final Duration window;
  private final Seen seen;
  private final Clock clock;

  Intake(Tables tables, Outbox outbox, Duration window, Seen seen, Clock clock) {
    this.tables = tables;
    this.outbox = outbox;
    this.window = window;
    this.seen = seen;
    this.clock = clock;
  }

  void handle(List<BusEntry> entries) {
    List<BusEntry> ours = entries.stream().filter(Intake::isOurs).toList();
    if (ours.isEmpty()) {
      return;
    }
    tables
        .store()
        .write(
            c -> {
              for (BusEntry entry : ours) {
                if (!seen.longAgo(c, entry)) {
                  take(c, entry);
                }
              }
              seen.taken(c, ours);
              return ours.size();
            });
    outbox.wake();
  }

  private static boolean isOurs(BusEntry entry) {
    return entry instanceof AlertEntry
        || (entry instanceof ChangeEntry change && change.kind().equals(Pictures.KIND));
  }

  private void take(Connection c, BusEntry entry) throws SQLException {
    if (entry instanceof AlertEntry alert) {
      take(c, alert);
    } else if (entry instanceof ChangeEntry picture) {
      Pictures.take(c, picture, seen);
    }
  }

  private void take(Connection c, AlertEntry entry) throws SQLException {
    Alert alert = entry.alert();
    if (AlertTable.of(c, alert.id()).isPresent()) {
      return;
    }
    Optional<Row> same = AlertTable.sameMatter(c, alert, window);
    Row row = same.isPresent() ? repeated(c, same.get(), alert) : queued(c, entry);
    if (!row.incidentId().isEmpty()) {
      Pictures.addWaiting(c, row);
    }
  }

  private Row queued(Connection c, AlertEntry entry) throws SQLException {
    Alert alert = entry.alert();
    Row row =
        new Row(
            entry.number(), alert, AlertState.NEW, "", 1, alert.occurredAt(), "", Optional.empty());
    Instant now = clock.instant();
    if (alert.severity().compareTo(Severity.MEDIUM) >= 0) {
      row = row.in(IncidentTable.open(c, alert, Incident.State.UNVERIFIED, "", now));
    }
    AlertTable.insert(c, row);
    Outbox.put(c, change("alert.queued", alert.id(), now, row, Map.of()));
    if (!row.incidentId().isEmpty()) {
      tell(c, row.incidentId(), "alert", alert);
      Outbox.put(
          c,
          new Change(
              "incident.opened",
              row.incidentId(),
              now,
              Timeline.SYSTEM,
              Map.of("alertId", alert.id())));
    }
    return row;
  }

  private Row repeated(Connection c, Row first, Alert alert) throws SQLException {
    Row row = first.again(alert.occurredAt());
    AlertTable.update(c, row);
    seen.add(c, alert.id(), row.id());
    Outbox.put(
        c,
        change("alert.repeated", row.id(), clock.instant(), row, Map.of("repeatId", alert.id())));
    if (!row.incidentId().isEmpty()) {
      tell(c, row.incidentId(), alert.kind().startsWith("plate.") ? "read" : "alert", alert);
    }
    return row;
  }

  /** Puts an alert on a timeline, once. */
  static void tell(Connection c, String incidentId, String kind, Alert alert) throws SQLException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("alertId", alert.id());
    if (!alert.signals().isEmpty()) {
      facts.put("signal", String.valueOf(alert.signals().get(0)));
    }
    if (!alert.media().isEmpty()) {
      facts.put("sha256", alert.media().get(0).sha256());
    }
    String text =
        alert.summary().isEmpty() ? alert.title() : alert.title() + ": " + alert.summary();
    Timeline.addOnce(
        c,
        incidentId,
        "alert " + alert.id(),
        new TimelineEntry(0, alert.occurredAt(), kind, Timeline.SYSTEM, text, facts));
  }

  private static Change change(
      String kind, String alertId, Instant at, Row row, Map<String, String> more) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("state", row.state().name());
    facts.put("count", String.valueOf(row.count()));
    facts.put("incidentId", row.incidentId());
    facts.putAll(more);
    return new Change(kind, alertId, at, Timeline.SYSTEM, facts);
  }
}
