package org.watchfloor.rtcc.plates.internal.lists;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/**
 * Entries on their way into the store: written under a new number, a few thousand in one
 * transaction, so that nobody else waits long for the writer. What no list points to, and neither
 * waits nor still comes, is swept. Thread-safe.
 */
final class ImportTable {
  private static final int CHUNK = 5_000;

  /** An import writes every few milliseconds; after so long without it, its process is gone. */
  private static final Duration DEAD = Duration.ofMinutes(15);

  /** An import that waits for a supervisor. */
  record Waiting(HotList.Waiting shown, String layout, HotListTerms terms) {}

  private final ListSchema schema;

  ImportTable(ListSchema schema) {
    this.schema = schema;
  }

  /** A number for an import that begins. */
  long begin(String name, Instant now) {
    return schema
        .store()
        .write(
            c -> {
              long id = next(c);
              try (PreparedStatement insert =
                  c.prepareStatement(
                      "INSERT INTO plates_import VALUES (?, ?, 0, '', ?, '', '', '')")) {
                insert.setLong(1, id);
                insert.setString(2, name);
                insert.setLong(3, Times.micros(now));
                insert.executeUpdate();
              }
              return id;
            });
  }

  private static long next(Connection c) throws SQLException {
    try (PreparedStatement select =
            c.prepareStatement(
                "SELECT COALESCE((SELECT MAX(import_id) FROM plates_entry), 0),"
                    + " COALESCE((SELECT MAX(import_id) FROM plates_hotlist), 0),"
                    + " COALESCE((SELECT MAX(import_id) FROM plates_import), 0)");
        ResultSet row = select.executeQuery()) {
      row.next();
      return Math.max(row.getLong(1), Math.max(row.getLong(2), row.getLong(3))) + 1;
    }
  }

  /**
   * Writes entries.
   *
   * @param first number of the first of them
   */
  void write(long id, int first, List<HotRow> rows, Instant now) {
    schema
        .store()
        .write(
            c -> {
              alive(c, id, now);
              return insert(c, id, first, rows);
            });
  }

  private static void alive(Connection c, long id, Instant now) throws SQLException {
    try (PreparedStatement update =
        c.prepareStatement("UPDATE plates_import SET at = ? WHERE import_id = ?")) {
      update.setLong(1, Times.micros(now));
      update.setLong(2, id);
      if (update.executeUpdate() == 0) {
        throw new IllegalStateException("the import was taken for dead and swept; try again");
      }
    }
  }

  private static int insert(Connection c, long id, int first, List<HotRow> rows)
      throws SQLException {
    try (PreparedStatement insert =
        c.prepareStatement(
            "INSERT INTO plates_entry (import_id, line, plate, state, reason, agency, entered,"
                + " expires, code, make, color, vehicle, reference)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < rows.size(); i++) {
        HotRow row = rows.get(i);
        insert.setLong(1, id);
        insert.setInt(2, first + i);
        insert.setString(3, row.plate());
        insert.setString(4, row.state());
        insert.setString(5, row.reason());
        insert.setString(6, row.agency());
        insert.setString(7, row.entered());
        insert.setLong(8, row.expires());
        insert.setString(9, row.code());
        insert.setString(10, row.make());
        insert.setString(11, row.color());
        insert.setString(12, row.vehicle());
        insert.setString(13, row.reference());
        insert.addBatch();
      }
      return insert.executeBatch().length;
    }
  }

  /** Has an import wait, in the place of another one that waits for the same list. */
  void await(String name, Waiting waiting) {
    HotList.Waiting shown = waiting.shown();
    schema
        .store()
        .write(
            c -> {
              forgetAll(c, name);
              try (PreparedStatement insert =
                  c.prepareStatement("INSERT INTO plates_import VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setLong(1, shown.id());
                insert.setString(2, name);
                insert.setInt(3, shown.entries());
                insert.setString(4, shown.why());
                insert.setLong(5, Times.micros(shown.at()));
                insert.setString(6, shown.by());
                insert.setString(7, waiting.layout());
                insert.setString(8, TermsText.of(waiting.terms()));
                return insert.executeUpdate();
              }
            });
  }

  Optional<Waiting> waiting(String name) {
    return schema.store().read(c -> waiting(c, name));
  }

  static Optional<Waiting> waiting(Connection c, String name) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT import_id, entries, why, at, by_name, layout, terms FROM plates_import"
                + " WHERE name = ? AND why <> '' ORDER BY import_id DESC")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Waiting(
                    new HotList.Waiting(
                        row.getLong(1),
                        row.getInt(2),
                        row.getString(3),
                        Times.instant(row.getLong(4)),
                        row.getString(5)),
                    row.getString(6),
                    TermsText.terms(row.getString(7), "")))
            : Optional.empty();
      }
    }
  }

  /** An import is no more: what it has written is swept unless a list points to it. */
  boolean forget(long id) {
    return schema
        .store()
        .write(
            c -> {
              try (PreparedStatement delete =
                  c.prepareStatement("DELETE FROM plates_import WHERE import_id = ?")) {
                delete.setLong(1, id);
                return delete.executeUpdate() > 0;
              }
            });
  }

  /** That import, and those of the list that wait. */
  static void forget(Connection c, String name, long id) throws SQLException {
    try (PreparedStatement delete =
        c.prepareStatement(
            "DELETE FROM plates_import WHERE import_id = ? OR (name = ? AND why <> '')")) {
      delete.setLong(1, id);
      delete.setString(2, name);
      delete.executeUpdate();
    }
  }

  static void forgetAll(Connection c, String name) throws SQLException {
    try (PreparedStatement delete =
        c.prepareStatement("DELETE FROM plates_import WHERE name = ?")) {
      delete.setString(1, name);
      delete.executeUpdate();
    }
  }

  /** Deletes entries of former imports, and of those that did not come to their end. */
  void sweep(Instant now) {
    schema.store().write(c -> dead(c, now));
    long last = 0;
    Optional<Long> next = after(last);
    while (next.isPresent()) {
      long id = next.get();
      last = id;
      if (schema.store().read(c -> isOld(c, id))) {
        delete(id);
      }
      next = after(last);
    }
  }

  private void delete(long id) {
    int deleted;
    do {
      deleted = schema.store().write(c -> deleteChunk(c, id));
    } while (deleted > 0);
  }

  private static int dead(Connection c, Instant now) throws SQLException {
    try (PreparedStatement delete =
        c.prepareStatement("DELETE FROM plates_import WHERE why = '' AND at < ?")) {
      delete.setLong(1, Times.micros(now.minus(DEAD)));
      return delete.executeUpdate();
    }
  }

  /** The next import that has entries: one step in the index, however many they are. */
  private Optional<Long> after(long id) {
    return schema
        .store()
        .read(
            c -> {
              try (PreparedStatement select =
                  c.prepareStatement(
                      "SELECT MIN(import_id) FROM plates_entry WHERE import_id > ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                  row.next();
                  long next = row.getLong(1);
                  return row.wasNull() ? Optional.<Long>empty() : Optional.of(next);
                }
              }
            });
  }

  private static boolean isOld(Connection c, long id) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT 1 FROM plates_hotlist WHERE import_id = ?"
                + " UNION ALL SELECT 1 FROM plates_import WHERE import_id = ?")) {
      select.setLong(1, id);
      select.setLong(2, id);
      try (ResultSet row = select.executeQuery()) {
        return !row.next();
      }
    }
  }

  private static int deleteChunk(Connection c, long id) throws SQLException {
    try (PreparedStatement delete =
        c.prepareStatement(
            "DELETE FROM plates_entry WHERE import_id = ? AND line <"
                + " (SELECT MIN(line) FROM plates_entry WHERE import_id = ?) + ?")) {
      delete.setLong(1, id);
      delete.setLong(2, id);
      delete.setInt(3, CHUNK);
      return delete.executeUpdate();
    }
  }
}
