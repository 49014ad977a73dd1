package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.ChangeEntry;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;

/**
 * Pictures of alerts on their way to a timeline. One whose alert is not known, or has no incident
 * yet, waits in the store. Everything is done in the caller's transaction.
 */
final class Pictures {
  static final String KIND = "alert.pictured";

  private Pictures() {}

  static void take(Connection c, ChangeEntry entry, Seen seen) throws SQLException {
    Change picture = entry.change();
    Optional<Row> row = AlertTable.of(c, picture.subject());
    if (row.isPresent() && !row.get().incidentId().isEmpty()) {
      add(c, row.get().incidentId(), picture);
    } else {
      seen.keepWaiting(c, entry.number(), picture.subject(), JsonText.of(picture));
    }
  }

  /** Adds what has waited for a row that has an incident now. */
  static void addWaiting(Connection c, Row row) throws SQLException {
    List<Change> waiting = new ArrayList<>();
    String whose =
        " WHERE alert_id = ?"
            + " OR alert_id IN (SELECT alert_id FROM incidents_seen WHERE row_id = ?)";
    try (PreparedStatement select =
            Sql.prepare(
                c,
                "SELECT picture FROM incidents_waiting" + whose + " ORDER BY number",
                row.id(),
                row.id());
        ResultSet found = select.executeQuery()) {
      while (found.next()) {
        waiting.add(JsonText.change(found.getString(1)));
      }
    }
    for (Change picture : waiting) {
      add(c, row.incidentId(), picture);
    }
    if (!waiting.isEmpty()) {
      Sql.update(c, "DELETE FROM incidents_waiting" + whose, row.id(), row.id());
    }
  }

  private static void add(Connection c, String incidentId, Change picture) throws SQLException {
    String camera = picture.facts().getOrDefault("cameraId", "");
    String sha256 = picture.facts().getOrDefault("sha256", "");
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("alertId", picture.subject());
    facts.put("cameraId", camera);
    facts.put("sha256", sha256);
    Timeline.addOnce(
        c,
        incidentId,
        "picture " + picture.subject() + " " + camera + " " + sha256,
        new TimelineEntry(
            0, takenAt(picture), "picture", Timeline.SYSTEM, text(picture, camera), facts));
  }

  private static Instant takenAt(Change picture) {
    try {
      return Instant.parse(picture.facts().getOrDefault("takenAt", ""));
    } catch (DateTimeException e) {
      return picture.at();
    }
  }

  private static String text(Change picture, String camera) {
    String metres = picture.facts().getOrDefault("metres", "");
    return metres.matches("[0-9]{1,6}(\\.[0-9]+)?")
        ? "Picture of " + camera + ", " + Math.round(Double.parseDouble(metres)) + " m away"
        : "Picture of " + camera;
  }
}
