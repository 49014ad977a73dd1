package org.watchfloor.rtcc.plates.internal.lists;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/**
 * Hot lists in the store. Entries are written under a new import id, a few thousand in one
 * transaction, so that nobody else waits long for the writer; the list changes when its row points
 * to that id. To be called by one thread at a time, except {@link #all}.
 */
public final class HotListTable {
  private static final int CHUNK = 5_000;

  private final Tables tables;

  public HotListTable(Tables tables) {
    this.tables = tables;
  }

  public List<HotList> all() {
    return tables
        .store()
        .read(
            c -> {
              List<HotList> lists = new ArrayList<>();
              try (PreparedStatement select =
                      c.prepareStatement(
                          "SELECT name, owner, entries, imported_at, imported_by"
                              + " FROM plates_hotlist ORDER BY name");
                  ResultSet row = select.executeQuery()) {
                while (row.next()) {
                  lists.add(list(row));
                }
              }
              return lists;
            });
  }

  private static HotList list(ResultSet row) throws SQLException {
    return new HotList(
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        Times.instant(row.getLong(4)),
        row.getString(5));
  }

  /** All lists with their entries. */
  public List<LoadedList> load() {
    return tables
        .store()
        .read(
            c -> {
              List<LoadedList> lists = new ArrayList<>();
              try (PreparedStatement select =
                      c.prepareStatement(
                          "SELECT name, imported_at, import_id FROM plates_hotlist ORDER BY name");
                  ResultSet row = select.executeQuery()) {
                while (row.next()) {
                  lists.add(
                      LoadedList.of(
                          row.getString(1),
                          Times.instant(row.getLong(2)),
                          entries(c, row.getLong(3))));
                }
              }
              return lists;
            });
  }

  private static List<HotEntry> entries(Connection c, long importId) throws SQLException {
    List<HotEntry> entries = new ArrayList<>();
    Map<String, String> known = new HashMap<>();
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT plate, state, reason, agency, entered, expires FROM plates_entry"
                + " WHERE import_id = ?")) {
      select.setLong(1, importId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(
              new HotEntry(
                  row.getString(1),
                  known.computeIfAbsent(row.getString(2), t -> t),
                  known.computeIfAbsent(row.getString(3), t -> t),
                  known.computeIfAbsent(row.getString(4), t -> t),
                  known.computeIfAbsent(row.getString(5), t -> t),
                  row.getLong(6)));
        }
      }
    }
    return entries;
  }

  /** Puts a list in the place of the one of its name; whole or not at all. */
  public void replace(HotList list, List<HotEntry> entries) {
    long importId = tables.store().read(HotListTable::nextImportId);
    for (int from = 0; from < entries.size(); from += CHUNK) {
      int first = from;
      List<HotEntry> chunk = entries.subList(from, Math.min(from + CHUNK, entries.size()));
      tables.store().write(c -> insert(c, importId, first, chunk));
    }
    tables.store().write(c -> point(c, list, importId));
  }

  private static long nextImportId(Connection c) throws SQLException {
    try (PreparedStatement select =
            c.prepareStatement(
                "SELECT COALESCE((SELECT MAX(import_id) FROM plates_entry), 0),"
                    + " COALESCE((SELECT MAX(import_id) FROM plates_hotlist), 0)");
        ResultSet row = select.executeQuery()) {
      row.next();
      return Math.max(row.getLong(1), row.getLong(2)) + 1;
    }
  }

  private static int insert(Connection c, long importId, int first, List<HotEntry> entries)
      throws SQLException {
    try (PreparedStatement insert =
        c.prepareStatement("INSERT INTO plates_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < entries.size(); i++) {
        HotEntry entry = entries.get(i);
        insert.setLong(1, importId);
        insert.setInt(2, first + i);
        insert.setString(3, entry.plate());
        insert.setString(4, entry.state());
        insert.setString(5, entry.reason());
        insert.setString(6, entry.agency());
        insert.setString(7, entry.entered());
        insert.setLong(8, entry.expires());
        insert.addBatch();
      }
      return insert.executeBatch().length;
    }
  }

  private static int point(Connection c, HotList list, long importId) throws SQLException {
    try (PreparedStatement upsert =
        c.prepareStatement(
            "INSERT INTO plates_hotlist"
                + " (name, owner, entries, imported_at, imported_by, import_id)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                + " owner = excluded.owner, entries = excluded.entries,"
                + " imported_at = excluded.imported_at, imported_by = excluded.imported_by,"
                + " import_id = excluded.import_id")) {
      upsert.setString(1, list.name());
      upsert.setString(2, list.owner());
      upsert.setInt(3, list.entries());
      upsert.setLong(4, Times.micros(list.importedAt()));
      upsert.setString(5, list.importedBy());
      upsert.setLong(6, importId);
      return upsert.executeUpdate();
    }
  }

  /** False if there is none of that name. */
  public boolean remove(String name) {
    return tables
        .store()
        .write(
            c -> {
              try (PreparedStatement delete =
                  c.prepareStatement("DELETE FROM plates_hotlist WHERE name = ?")) {
                delete.setString(1, name);
                return delete.executeUpdate() > 0;
              }
            });
  }

  /** Deletes entries of former imports, and of one that did not come to its end. */
  void sweep() {
    Optional<Long> old = tables.store().read(HotListTable::anOldImport);
    while (old.isPresent()) {
      long importId = old.get();
      int deleted;
      do {
        deleted = tables.store().write(c -> deleteChunk(c, importId));
      } while (deleted > 0);
      old = tables.store().read(HotListTable::anOldImport);
    }
  }

  private static Optional<Long> anOldImport(Connection c) throws SQLException {
    try (PreparedStatement select =
            c.prepareStatement(
                "SELECT import_id FROM plates_entry WHERE import_id NOT IN"
                    + " (SELECT import_id FROM plates_hotlist) LIMIT 1");
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
    }
  }

  private static int deleteChunk(Connection c, long importId) throws SQLException {
    try (PreparedStatement delete =
        c.prepareStatement(
            "DELETE FROM plates_entry WHERE import_id = ? AND line <"
                + " (SELECT MIN(line) FROM plates_entry WHERE import_id = ?) + ?")) {
      delete.setLong(1, importId);
      delete.setLong(2, importId);
      delete.setInt(3, CHUNK);
      return delete.executeUpdate();
    }
  }
}
