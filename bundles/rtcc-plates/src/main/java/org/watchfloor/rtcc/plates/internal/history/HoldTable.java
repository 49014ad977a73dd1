package org.watchfloor.rtcc.plates.internal.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.api.plates.Hold;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.plates.internal.match.PlateText;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/**
 * Holds, and copies of the reads that only they keep. Thread-safe. A read is copied before it is
 * deleted; one whose camera's name is no column, as in rows from before there was one, is held by
 * any camera: rather one too many than one too few.
 */
final class HoldTable {
  private static final String COLUMNS =
      "number, source_id, occurred_at, plate, signal, device, region, make, color, latitude,"
          + " longitude";

  private static final String COVERED =
      " occurred_at >= h.from_at AND occurred_at < h.to_at"
          + " AND (h.plate = '' OR h.plate = r.plate)"
          + " AND (h.camera = '' OR h.camera = source_id OR h.camera = device OR device IS NULL)";

  private final Tables tables;
  private final Clock clock;

  HoldTable(Tables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /**
   * Adds a hold, and copies what is over already in the same transaction.
   *
   * @param limit reads of before are over, in microseconds
   */
  void add(Hold hold, long limit) {
    Store store = tables.store();
    store.write(
        c -> {
          insert(c, hold);
          return copy(c, hold, limit);
        });
  }

  private static void insert(Connection c, Hold hold) throws SQLException {
    Hold.Terms terms = hold.terms();
    try (PreparedStatement insert =
        c.prepareStatement("INSERT INTO plates_hold VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, hold.id());
      insert.setString(2, PlateText.stored(terms.plate()));
      insert.setString(3, terms.camera());
      insert.setLong(4, Times.micros(terms.from()));
      insert.setLong(5, Times.micros(terms.to()));
      insert.setString(6, terms.why().reason());
      insert.setString(7, terms.why().caseNumber());
      insert.setLong(8, Times.micros(terms.expires()));
      insert.setString(9, hold.by());
      insert.setLong(10, Times.micros(hold.at()));
      insert.executeUpdate();
    }
  }

  /** Copies reads that are over and that a hold keeps; to be called before they are deleted. */
  void keep(long limit) {
    Store store = tables.store();
    for (Hold hold : all()) {
      store.write(c -> copy(c, hold, limit));
    }
  }

  private static int copy(Connection c, Hold hold, long limit) throws SQLException {
    Hold.Terms terms = hold.terms();
    String plate = PlateText.stored(terms.plate());
    String sql =
        "INSERT INTO plates_held (%1$s) SELECT %1$s FROM plates_read".formatted(COLUMNS)
            + " WHERE occurred_at >= ? AND occurred_at < ? AND (occurred_at < ? OR recorded_at < ?)"
            + (plate.isEmpty() ? "" : " AND plate = ?")
            + (terms.camera().isEmpty()
                ? ""
                : " AND (source_id = ? OR device = ? OR device IS NULL)")
            + " ON CONFLICT DO NOTHING";
    try (PreparedStatement insert = c.prepareStatement(sql)) {
      insert.setLong(1, Times.micros(terms.from()));
      insert.setLong(2, Times.micros(terms.to()));
      insert.setLong(3, limit);
      insert.setLong(4, limit);
      int at = 5;
      if (!plate.isEmpty()) {
        insert.setString(at++, plate);
      }
      if (!terms.camera().isEmpty()) {
        insert.setString(at++, terms.camera());
        insert.setString(at, terms.camera());
      }
      return insert.executeUpdate();
    }
  }

  /** All that have not expired, newest first. */
  List<Hold> all() {
    long now = Times.micros(clock.instant());
    return tables.store().read(c -> all(c, now));
  }

  private static List<Hold> all(Connection c, long now) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT id, plate, camera, from_at, to_at, reason, case_number, expires_at, placed_by,"
                + " placed_at FROM plates_hold WHERE expires_at > ? ORDER BY placed_at DESC, id")) {
      select.setLong(1, now);
      List<Hold> holds = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          holds.add(read(row));
        }
      }
      return holds;
    }
  }

  private static Hold read(ResultSet row) throws SQLException {
    Hold.Terms terms =
        new Hold.Terms(
            row.getString(2),
            row.getString(3),
            Times.instant(row.getLong(4)),
            Times.instant(row.getLong(5)),
            new LookUp(row.getString(6), row.getString(7)),
            Times.instant(row.getLong(8)));
    return new Hold(row.getString(1), terms, row.getString(9), Times.instant(row.getLong(10)));
  }

  /**
   * @return false if there is none of that id
   */
  boolean remove(String id) {
    return tables
        .store()
        .write(
            c -> {
              try (PreparedStatement delete =
                  c.prepareStatement("DELETE FROM plates_hold WHERE id = ?")) {
                delete.setString(1, id);
                return delete.executeUpdate() > 0;
              }
            });
  }

  /** Deletes holds that have expired, and copies that no hold keeps any more; how many of these. */
  int expire() {
    long now = Times.micros(clock.instant());
    return tables.store().write(c -> expire(c, now));
  }

  private static int expire(Connection c, long now) throws SQLException {
    String uncovered =
        "DELETE FROM plates_held WHERE number IN (SELECT r.number FROM plates_held r"
            + " WHERE NOT EXISTS (SELECT 1 FROM plates_hold h WHERE"
            + COVERED
            + "))";
    try (PreparedStatement holds =
            c.prepareStatement("DELETE FROM plates_hold WHERE expires_at <= ?");
        PreparedStatement reads = c.prepareStatement(uncovered)) {
      holds.setLong(1, now);
      holds.executeUpdate();
      return reads.executeUpdate();
    }
  }
}
