package org.watchfloor.rtcc.plates.internal.lists;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListEntry;
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.ListTerms;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/**
 * Hot lists in the store: a row for each, which points to the import whose entries are in force.
 * Thread-safe.
 */
final class HotListTable {
  /** Rows that PostgreSQL sends at a time; without it all would come at once. */
  private static final int FETCH = 5_000;

  private static final int MAX_FOUND = 100;

  /**
   * A list with the number of its import.
   *
   * @param version changes with what is in memory
   */
  record Head(HotList list, long importId, String version) {}

  private final ListSchema schema;

  HotListTable(ListSchema schema) {
    this.schema = schema;
  }

  List<Head> heads() {
    return schema.store().read(HotListTable::heads);
  }

  private static List<Head> heads(Connection c) throws SQLException {
    List<Head> heads = new ArrayList<>();
    try (PreparedStatement select =
            c.prepareStatement(
                "SELECT name, owner, entries, imported_at, imported_by, import_id, terms, layout"
                    + " FROM plates_hotlist ORDER BY name");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        heads.add(head(c, row));
      }
    }
    return heads;
  }

  private static Head head(Connection c, ResultSet row) throws SQLException {
    String name = row.getString(1);
    String terms = row.getString(7);
    HotList list =
        new HotList(
            name,
            TermsText.terms(terms, row.getString(2)),
            row.getInt(3),
            row.getString(8),
            Times.instant(row.getLong(4)),
            row.getString(5),
            ImportTable.waiting(c, name).map(ImportTable.Waiting::shown));
    return new Head(list, row.getLong(6), row.getLong(6) + " " + terms);
  }

  Optional<Head> head(String name) {
    return heads().stream().filter(head -> head.list().name().equals(name)).findFirst();
  }

  /** A list as reads are matched against it. Its entries are read one by one. */
  LoadedList load(Head head) {
    return schema.store().read(c -> load(c, head));
  }

  private static LoadedList load(Connection c, Head head) throws SQLException {
    HotList list = head.list();
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT " + StoredEntries.COLUMNS + " FROM plates_entry WHERE import_id = ?")) {
      select.setFetchSize(FETCH);
      select.setLong(1, head.importId());
      try (ResultSet rows = select.executeQuery()) {
        return LoadedList.of(
            list.name(),
            list.importedAt(),
            matched(list.terms()),
            new StoredEntries(rows, list.entries(), end(list.terms()), instead(list.terms())));
      }
    }
  }

  /**
   * An alert is seen by all at the desk: what operators may not see is not even matched with it.
   */
  private static Optional<String> instead(HotListTerms terms) {
    return terms.seenBy().contains(Role.OPERATOR)
        ? Optional.empty()
        : Optional.of(
            terms.seenBy().stream()
                .map(Role::word)
                .sorted()
                .collect(Collectors.joining(", ", "details only for: ", "")));
  }

  static ListTerms matched(HotListTerms terms) {
    return new ListTerms(terms.priority(), terms.possibleFrom(), terms.seenBy());
  }

  private static long end(HotListTerms terms) {
    return terms.expires().map(Instant::getEpochSecond).orElse(HotEntry.NEVER);
  }

  /** Entries of a plate that are in force, of all lists. */
  List<HotListEntry> find(String plate, Instant now) {
    return schema
        .store()
        .read(
            c -> {
              List<HotListEntry> found = new ArrayList<>();
              for (Head head : heads(c)) {
                if (head.list().terms().inForce(now)) {
                  find(c, head, plate, now, found);
                }
              }
              return found;
            });
  }

  private static void find(
      Connection c, Head head, String plate, Instant now, List<HotListEntry> found)
      throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT "
                + StoredEntries.COLUMNS
                + ", vehicle, reference FROM plates_entry WHERE plate = ? AND import_id = ?"
                + " AND expires > ? ORDER BY line LIMIT ?")) {
      select.setString(1, plate);
      select.setLong(2, head.importId());
      select.setLong(3, now.getEpochSecond());
      select.setInt(4, MAX_FOUND);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(entry(head.list(), row));
        }
      }
    }
  }

  private static HotListEntry entry(HotList list, ResultSet row) throws SQLException {
    long expires = Math.min(row.getLong(6), end(list.terms()));
    return new HotListEntry(
        list.name(),
        list.importedAt(),
        list.terms().priority(),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        expires == HotEntry.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochSecond(expires)),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        false);
  }

  /**
   * Has a list point to an import, in the place of the one of before; ends all that wait for it.
   */
  void point(HotList list, long importId) {
    schema
        .store()
        .write(
            c -> {
              ImportTable.forget(c, list.name(), importId);
              return point(c, list, importId);
            });
  }

  private static int point(Connection c, HotList list, long importId) throws SQLException {
    try (PreparedStatement upsert =
        c.prepareStatement(
            "INSERT INTO plates_hotlist"
                + " (name, owner, entries, imported_at, imported_by, import_id, terms, layout)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                + " owner = excluded.owner, entries = excluded.entries,"
                + " imported_at = excluded.imported_at, imported_by = excluded.imported_by,"
                + " import_id = excluded.import_id, terms = excluded.terms,"
                + " layout = excluded.layout")) {
      upsert.setString(1, list.name());
      upsert.setString(2, list.owner());
      upsert.setInt(3, list.entries());
      upsert.setLong(4, Times.micros(list.importedAt()));
      upsert.setString(5, list.importedBy());
      upsert.setLong(6, importId);
      upsert.setString(7, TermsText.of(list.terms()));
      upsert.setString(8, list.layout());
      return upsert.executeUpdate();
    }
  }

  /** False if there is none of that name. */
  boolean terms(String name, HotListTerms terms) {
    return schema
        .store()
        .write(
            c -> {
              try (PreparedStatement update =
                  c.prepareStatement(
                      "UPDATE plates_hotlist SET owner = ?, terms = ? WHERE name = ?")) {
                update.setString(1, terms.owner());
                update.setString(2, TermsText.of(terms));
                update.setString(3, name);
                return update.executeUpdate() > 0;
              }
            });
  }

  /** False if there is none of that name. */
  boolean remove(String name) {
    return schema
        .store()
        .write(
            c -> {
              ImportTable.forgetAll(c, name);
              try (PreparedStatement delete =
                  c.prepareStatement("DELETE FROM plates_hotlist WHERE name = ?")) {
                delete.setString(1, name);
                return delete.executeUpdate() > 0;
              }
            });
  }
}
