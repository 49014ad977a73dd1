package org.watchfloor.rtcc.plates.internal.hits;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.plates.internal.tables.Captured;
import org.watchfloor.rtcc.plates.internal.tables.Expiry;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/** Hits as they were raised; written from their alerts, so that raising needs no store. */
public final class HitTable {
  private static final Expiry EXPIRY = new Expiry("plates_hit", "alert_id");

  private final Tables tables;
  private final Retention retention;
  private final Clock clock;

  public HitTable(Tables tables, Retention retention, Clock clock) {
    this.tables = tables;
    this.retention = retention;
    this.clock = clock;
  }

  public Retention retention() {
    return retention;
  }

  /**
   * Deletes hits that are over, in one transaction.
   *
   * @return how many; fewer than {@code most} when none is left
   */
  public int deleteOld(int most) {
    long limit = retention.limit(clock.instant());
    return tables.store().write(c -> EXPIRY.delete(c, limit, most));
  }

  /**
   * Adds all in one transaction; a hit that is there already changes nothing, and one that is over
   * is left out.
   */
  public void add(List<BusEntry> entries) {
    long limit = retention.limit(clock.instant());
    tables
        .store()
        .write(
            c -> {
              try (PreparedStatement insert =
                  c.prepareStatement(
                      "INSERT INTO plates_hit (alert_id, number, plate, list, reason, agency,"
                          + " state, occurred_at, list_age_seconds, recorded_at)"
                          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                          + " ON CONFLICT (alert_id) DO NOTHING")) {
                for (BusEntry entry : entries) {
                  if (entry instanceof AlertEntry alert) {
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
    Map<String, String> facts = alert.facts();
    insert.setString(1, alert.id());
    insert.setLong(2, alert.signals().isEmpty() ? 0 : alert.signals().get(0));
    insert.setString(3, facts.getOrDefault("plate", ""));
    insert.setString(4, facts.getOrDefault("list", ""));
    insert.setString(5, facts.getOrDefault("reason", ""));
    insert.setString(6, facts.getOrDefault("agency", ""));
    insert.setString(7, facts.getOrDefault("state", ""));
    insert.setLong(8, captured.occurredAt());
    insert.setLong(9, seconds(facts.getOrDefault("listAgeSeconds", "")));
    captured.setRecordedAt(insert, 10);
    insert.executeUpdate();
  }

  /** 0 for what is no number: another bundle may raise alerts of the kind. */
  private static long seconds(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  /** Newest first. */
  public List<Hit> newest(int limit) {
    return tables
        .store()
        .read(
            c -> {
              List<Hit> hits = new ArrayList<>();
              try (PreparedStatement select =
                  c.prepareStatement(
                      "SELECT alert_id, number, plate, list, reason, agency, state, occurred_at,"
                          + " list_age_seconds FROM plates_hit ORDER BY number DESC LIMIT ?")) {
                select.setInt(1, limit);
                try (ResultSet row = select.executeQuery()) {
                  while (row.next()) {
                    hits.add(hit(row));
                  }
                }
              }
              return hits;
            });
  }

  private static Hit hit(ResultSet row) throws SQLException {
    return new Hit(
        row.getString(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        Times.instant(row.getLong(8)),
        row.getLong(9));
  }
}
