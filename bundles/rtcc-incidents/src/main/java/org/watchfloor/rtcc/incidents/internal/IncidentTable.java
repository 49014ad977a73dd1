package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.incidents.Incident;
import org.watchfloor.rtcc.api.incidents.Incident.State;

/** Incidents. Everything is done in the caller's transaction. */
final class IncidentTable {
  private static final String SELECT =
      "SELECT id, state, title, severity, latitude, longitude, accuracy_metres, started_at, lead"
          + " FROM incidents_incident";

  private IncidentTable() {}

  /** Opens an incident of an alert, and gives its id: {@code INC-2026-000042}. */
  static String open(Connection c, Alert alert, State state, String lead, Instant now)
      throws SQLException {
    int year = now.atOffset(ZoneOffset.UTC).getYear();
    String id = "INC-%d-%06d".formatted(year, Sequences.next(c, "incident-" + year));
    Optional<GeoPoint> place = alert.location();
    Sql.update(
        c,
        "INSERT INTO incidents_incident (id, opened, state, is_open, title, severity, latitude,"
            + " longitude, accuracy_metres, started_at, lead, outcome)"
            + " VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, '')",
        id,
        Sequences.next(c, "incident"),
        state.name(),
        alert.title(),
        alert.severity().ordinal(),
        orNull(place.map(GeoPoint::latitude)),
        orNull(place.map(GeoPoint::longitude)),
        orNull(place.map(GeoPoint::accuracyMetres)),
        Times.micros(alert.occurredAt()),
        lead);
    return id;
  }

  private static @Nullable Double orNull(Optional<Double> value) {
    return value.isPresent() ? value.get() : null;
  }

  static Optional<Incident> of(Connection c, String id) throws SQLException {
    List<Incident> found = select(c, SELECT + " WHERE id = ?", id);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  /** Newest first. */
  static List<Incident> newest(Connection c, boolean closed, int limit) throws SQLException {
    return select(
        c, SELECT + (closed ? "" : " WHERE is_open = 1") + " ORDER BY opened DESC LIMIT ?", limit);
  }

  static void state(Connection c, String id, State state) throws SQLException {
    Sql.update(
        c,
        "UPDATE incidents_incident SET state = ?, is_open = ? WHERE id = ?",
        state.name(),
        state == State.CLOSED ? 0 : 1,
        id);
  }

  static void lead(Connection c, String id, String lead) throws SQLException {
    Sql.update(c, "UPDATE incidents_incident SET lead = ? WHERE id = ?", lead, id);
  }

  static void outcome(Connection c, String id, String outcome) throws SQLException {
    Sql.update(c, "UPDATE incidents_incident SET outcome = ? WHERE id = ?", outcome, id);
  }

  private static List<Incident> select(Connection c, String sql, Object... values)
      throws SQLException {
    List<Incident> incidents = new ArrayList<>();
    try (PreparedStatement select = Sql.prepare(c, sql, values);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        incidents.add(incident(c, row));
      }
    }
    return incidents;
  }

  private static Incident incident(Connection c, ResultSet row) throws SQLException {
    String id = row.getString(1);
    double latitude = row.getDouble(5);
    Optional<GeoPoint> place =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(new GeoPoint(latitude, row.getDouble(6), row.getDouble(7)));
    return new Incident(
        id,
        State.valueOf(row.getString(2)),
        row.getString(3),
        Severity.values()[row.getInt(4)],
        place,
        Times.instant(row.getLong(8)),
        row.getString(9),
        AlertTable.idsOfIncident(c, id));
  }
}
