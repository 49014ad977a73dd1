package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.incidents.internal.Row.Dismissal;

/**
 * Rows of the queue, and which alert is which row. Everything is done in the caller's transaction.
 */
final class AlertTable {
  private static final String COLUMNS =
      "number, alert, state, owner, alerts, last_at, incident_id, dismissed, dismissed_by,"
          + " dismissed_at, before_state, before_owner, before_incident";

  private AlertTable() {}

  /** The row that an alert is, or is counted on. */
  static Optional<Row> of(Connection c, String alertId) throws SQLException {
    return one(
        c,
        "SELECT %s FROM incidents_alert WHERE id ="
            + " COALESCE((SELECT row_id FROM incidents_seen WHERE alert_id = ?), ?)",
        alertId,
        alertId);
  }

  /**
   * The newest open row that an alert is to be counted on: the same key, no farther in time than
   * the window, and at least as severe, so that nothing grave hides behind a lesser alert.
   */
  static Optional<Row> sameMatter(Connection c, Alert alert, Duration window) throws SQLException {
    if (alert.correlationKey().isEmpty() || window.isZero()) {
      return Optional.empty();
    }
    long at = Times.micros(alert.occurredAt());
    long span = window.toMillis() * 1_000;
    return one(
        c,
        "SELECT %s FROM incidents_alert WHERE correlation_key = ? AND is_open = 1"
            + " AND last_at >= ? AND first_at <= ? AND severity >= ? ORDER BY last_at DESC LIMIT 1",
        alert.correlationKey(),
        at - span,
        at + span,
        alert.severity().ordinal());
  }

  static List<Row> queue(Connection c, boolean closed, int limit) throws SQLException {
    return rows(
        c,
        "SELECT %s FROM incidents_alert"
            + (closed ? "" : " WHERE is_open = 1")
            + " ORDER BY severity DESC, last_at DESC, number DESC LIMIT ?",
        limit);
  }

  /** Oldest first. */
  static List<Row> ofIncident(Connection c, String incidentId) throws SQLException {
    return rows(
        c, "SELECT %s FROM incidents_alert WHERE incident_id = ? ORDER BY number", incidentId);
  }

  static List<String> idsOfIncident(Connection c, String incidentId) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement select =
        Sql.prepare(
            c,
            "SELECT id FROM incidents_alert WHERE incident_id = ? ORDER BY number",
            incidentId)) {
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
    }
    return ids;
  }

  static void insert(Connection c, Row row) throws SQLException {
    Alert alert = row.alert();
    long at = Times.micros(alert.occurredAt());
    Sql.update(
        c,
        "INSERT INTO incidents_alert (id, first_at, severity, correlation_key, alert, number,"
            + " state, is_open, owner, alerts, last_at, incident_id, dismissed, dismissed_by,"
            + " dismissed_at, before_state, before_owner, before_incident)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, '', '', 0, '', '', '')",
        alert.id(),
        at,
        alert.severity().ordinal(),
        alert.correlationKey(),
        JsonText.of(alert),
        row.number(),
        row.state().name(),
        row.owner(),
        row.count(),
        at,
        row.incidentId());
  }

  /** Writes what may change of a row. */
  static void update(Connection c, Row row) throws SQLException {
    Optional<Dismissal> how = row.dismissal();
    Sql.update(
        c,
        "UPDATE incidents_alert SET state = ?, is_open = ?, owner = ?, alerts = ?, last_at = ?,"
            + " incident_id = ?, dismissed = ?, dismissed_by = ?, dismissed_at = ?,"
            + " before_state = ?, before_owner = ?, before_incident = ? WHERE id = ?",
        row.state().name(),
        row.open() ? 1 : 0,
        row.owner(),
        row.count(),
        Times.micros(row.lastAt()),
        row.incidentId(),
        how.map(Dismissal::why).orElse(""),
        how.map(Dismissal::by).orElse(""),
        how.map(d -> Times.micros(d.at())).orElse(0L),
        how.map(d -> d.state().name()).orElse(""),
        how.map(Dismissal::owner).orElse(""),
        how.map(Dismissal::incident).orElse(""),
        row.id());
  }

  private static Optional<Row> one(Connection c, String sql, Object... values) throws SQLException {
    List<Row> rows = rows(c, sql, values);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  private static List<Row> rows(Connection c, String sql, Object... values) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select = Sql.prepare(c, sql.formatted(COLUMNS), values);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(row(row));
      }
    }
    return rows;
  }

  private static Row row(ResultSet row) throws SQLException {
    AlertState state = AlertState.valueOf(row.getString(3));
    return new Row(
        row.getLong(1),
        JsonText.alert(row.getString(2)),
        state,
        row.getString(4),
        row.getInt(5),
        Times.instant(row.getLong(6)),
        row.getString(7),
        state == AlertState.DISMISSED ? Optional.of(dismissal(row)) : Optional.empty());
  }

  private static Dismissal dismissal(ResultSet row) throws SQLException {
    Instant at = Times.instant(row.getLong(10));
    return new Dismissal(
        row.getString(8),
        row.getString(9),
        at,
        AlertState.valueOf(row.getString(11)),
        row.getString(12),
        row.getString(13));
  }
}
