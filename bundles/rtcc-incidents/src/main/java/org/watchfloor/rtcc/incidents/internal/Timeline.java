package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;

/** Timelines of incidents. Everything is done in the caller's transaction. */
final class Timeline {
  static final String SYSTEM = "system";

  private Timeline() {}

  /** What a person or the center did. */
  static TimelineEntry add(
      Connection c,
      String incidentId,
      Instant at,
      String kind,
      String by,
      String text,
      Map<String, String> facts)
      throws SQLException {
    return insert(c, incidentId, null, new TimelineEntry(0, at, kind, by, text, facts));
  }

  /**
   * What came over the bus.
   *
   * @param source names what is told; told again, it is not added again
   */
  static void addOnce(Connection c, String incidentId, String source, TimelineEntry entry)
      throws SQLException {
    try (PreparedStatement select =
            Sql.prepare(
                c,
                "SELECT 1 FROM incidents_timeline WHERE incident_id = ? AND source = ?",
                incidentId,
                source);
        ResultSet row = select.executeQuery()) {
      if (row.next()) {
        return;
      }
    }
    insert(c, incidentId, source, entry);
  }

  private static TimelineEntry insert(
      Connection c, String incidentId, @Nullable String source, TimelineEntry entry)
      throws SQLException {
    long number = last(c, incidentId) + 1;
    Sql.update(
        c,
        "INSERT INTO incidents_timeline"
            + " (incident_id, number, at, kind, made_by, text, facts, source)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        incidentId,
        number,
        Times.micros(entry.at()),
        entry.kind(),
        entry.by(),
        entry.text(),
        JsonText.of(entry.facts()),
        source);
    return new TimelineEntry(
        number, entry.at(), entry.kind(), entry.by(), entry.text(), entry.facts());
  }

  private static long last(Connection c, String incidentId) throws SQLException {
    try (PreparedStatement select =
            Sql.prepare(
                c,
                "SELECT COALESCE(MAX(number), 0) FROM incidents_timeline WHERE incident_id = ?",
                incidentId);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  static List<TimelineEntry> of(Connection c, String incidentId) throws SQLException {
    List<TimelineEntry> entries = new ArrayList<>();
    try (PreparedStatement select =
            Sql.prepare(
                c,
                "SELECT number, at, kind, made_by, text, facts FROM incidents_timeline"
                    + " WHERE incident_id = ? ORDER BY number",
                incidentId);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        entries.add(
            new TimelineEntry(
                row.getLong(1),
                Times.instant(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                JsonText.facts(row.getString(6))));
      }
    }
    return entries;
  }
}
