package org.watchfloor.rtcc.plates.internal.hits;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.rtcc.api.plates.CheckedHit;
import org.watchfloor.rtcc.api.plates.HitQuery;
import org.watchfloor.rtcc.api.plates.HitState;
import org.watchfloor.rtcc.api.plates.Leads;
import org.watchfloor.rtcc.api.plates.ReaderRecord;
import org.watchfloor.rtcc.plates.internal.tables.Captured;
import org.watchfloor.rtcc.plates.internal.tables.Expiry;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/** Hits with the alerts that they are, and where each stands. Thread-safe. */
final class CardTable {
  private static final String CARD = "number, alert, state FROM plates_hits_card";

  private final CardStore tables;
  private final Retention retention;
  private final Clock clock;

  CardTable(CardStore tables, Retention retention, Clock clock) {
    this.tables = tables;
    this.retention = retention;
    this.clock = clock;
  }

  /** Adds all in one transaction; what is there already changes nothing, what is over is left. */
  void add(List<BusEntry> entries) {
    long limit = retention.limit(clock.instant());
    tables
        .store()
        .write(
            c -> {
              try (PreparedStatement insert =
                  c.prepareStatement(
                      "INSERT INTO plates_hits_card (alert_id, number, plate, source, reader,"
                          + " occurred_at, recorded_at, state, decisions, alert)"
                          + " VALUES (?, ?, ?, ?, ?, ?, ?, 'UNVERIFIED', 0, ?)"
                          + " ON CONFLICT (alert_id) DO NOTHING")) {
                for (BusEntry entry : entries) {
                  if (entry instanceof AlertEntry alert && Leads.isLead(alert.kind())) {
                    insert(insert, alert, limit);
                  }
                }
                return entries.size();
              }
            });
  }

  private static void insert(PreparedStatement insert, AlertEntry entry, long limit)
      throws SQLException {
    Alert alert = entry.alert();
    Captured captured = Captured.of(alert.occurredAt(), entry.recordedAt());
    if (captured.before(limit)) {
      return;
    }
    String source = alert.facts().getOrDefault("source", "");
    insert.setString(1, alert.id());
    insert.setLong(2, entry.number());
    insert.setString(3, cut(alert.facts().getOrDefault("plate", ""), 16));
    insert.setString(4, cut(source, 128));
    insert.setString(5, cut(alert.facts().getOrDefault("camera", source), 256));
    insert.setLong(6, captured.occurredAt());
    captured.setRecordedAt(insert, 7);
    insert.setString(8, Json.text(AlertJson.write(alert)));
    insert.executeUpdate();
  }

  /** Another bundle may raise alerts of these kinds with facts of any length. */
  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** Deletes hits that are over, and what was decided of them; returns when none is left. */
  int deleteOld(int most) {
    long limit = retention.limit(clock.instant());
    return tables
        .store()
        .write(
            c -> {
              int gone = new Expiry("plates_hits_card", "alert_id").delete(c, limit, most);
              if (gone > 0) {
                deleteOrphans(c, "plates_hits_decision");
                deleteOrphans(c, "plates_hits_lesson");
              }
              return gone;
            });
  }

  private static void deleteOrphans(Connection c, String table) throws SQLException {
    try (PreparedStatement delete =
        c.prepareStatement(
            ("DELETE FROM %s WHERE NOT EXISTS (SELECT 1 FROM plates_hits_card k"
                    + " WHERE k.alert_id = %s.alert_id)")
                .formatted(table, table))) {
      delete.executeUpdate();
    }
  }

  boolean limited() {
    return retention.limited();
  }

  List<CheckedHit> find(HitQuery query) {
    StringBuilder where = new StringBuilder();
    if (!query.states().isEmpty()) {
      where.append(" WHERE state IN (").append(marks(query.states().size())).append(')');
    }
    if (!query.plate().isEmpty()) {
      where.append(where.isEmpty() ? " WHERE" : " AND").append(" plate = ?");
    }
    String sql = "SELECT " + CARD + where + " ORDER BY number DESC LIMIT ?";
    return tables
        .store()
        .read(
            c -> {
              try (PreparedStatement select = c.prepareStatement(sql)) {
                int at = 1;
                for (HitState state : query.states()) {
                  select.setString(at++, state.name());
                }
                if (!query.plate().isEmpty()) {
                  select.setString(at++, query.plate());
                }
                select.setInt(at, query.limit());
                return hits(c, select);
              }
            });
  }

  private static String marks(int count) {
    return String.join(", ", java.util.Collections.nCopies(count, "?"));
  }

  private static List<CheckedHit> hits(Connection c, PreparedStatement select) throws SQLException {
    List<CheckedHit> hits = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Alert alert = alert(row.getString(2));
        hits.add(
            new CheckedHit(
                row.getLong(1),
                alert,
                HitState.valueOf(row.getString(3)),
                Decisions.of(c, alert.id())));
      }
    }
    return hits;
  }

  private static Alert alert(String json) {
    try {
      return AlertJson.read(Json.parseOurs(json.getBytes(StandardCharsets.UTF_8)));
    } catch (JsonFault e) {
      throw new StoreException("an alert in plates_hits_card cannot be read: " + e.getMessage());
    }
  }

  Optional<CheckedHit> find(String alertId) {
    return tables.store().read(c -> find(c, alertId));
  }

  static Optional<CheckedHit> find(Connection c, String alertId) throws SQLException {
    try (PreparedStatement select = c.prepareStatement("SELECT " + CARD + " WHERE alert_id = ?")) {
      select.setString(1, alertId);
      return hits(c, select).stream().findFirst();
    }
  }

  Set<String> confirmed(Collection<String> alertIds) {
    return tables
        .store()
        .read(
            c -> {
              Set<String> found = new TreeSet<>();
              try (PreparedStatement select =
                  c.prepareStatement(
                      "SELECT 1 FROM plates_hits_card WHERE alert_id = ? AND state = 'CONFIRMED'")) {
                for (String id : alertIds) {
                  select.setString(1, id);
                  try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                      found.add(id);
                    }
                  }
                }
              }
              return found;
            });
  }

  /** Most misreads first. */
  List<ReaderRecord> readers(Instant since) {
    String sql =
        "SELECT source, reader, "
            + sum(HitState.CONFIRMED)
            + ", "
            + sum(HitState.MISREAD)
            + " AS misread, "
            + sum(HitState.NOT_THE_VEHICLE)
            + ", "
            + sum(HitState.UNVERIFIED)
            + " FROM plates_hits_card WHERE occurred_at >= ? GROUP BY source, reader"
            + " ORDER BY misread DESC, source, reader";
    return tables
        .store()
        .read(
            c -> {
              try (PreparedStatement select = c.prepareStatement(sql)) {
                select.setLong(1, Times.micros(since));
                return readers(select);
              }
            });
  }

  private static String sum(HitState state) {
    return "SUM(CASE WHEN state = '" + state.name() + "' THEN 1 ELSE 0 END)";
  }

  private static List<ReaderRecord> readers(PreparedStatement select) throws SQLException {
    List<ReaderRecord> readers = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        readers.add(
            new ReaderRecord(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6)));
      }
    }
    return readers;
  }
}
