package org.watchfloor.rtcc.plates.internal.lists;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.rtcc.api.plates.HandEntry;
import org.watchfloor.rtcc.api.plates.HotLists;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/** Entries made by hand, in the store, with what was decided about them. Thread-safe. */
final class HandTable {
  private static final int MAX_SHOWN = 1_000;
  private static final String COLUMNS =
      "id, plate, state, reason, case_number, agency, make, color, expires, status, added_by,"
          + " added_at, decided_by, decided_at, note";

  /**
   * Those that reads are matched against.
   *
   * @param version changes with them
   */
  record InForce(LoadedList list, List<HandEntry> entries, String version, Instant changedAt) {}

  private final ListSchema schema;

  HandTable(ListSchema schema) {
    this.schema = schema;
  }

  void add(HandEntry entry) {
    HandEntry.Content content = entry.content();
    schema
        .store()
        .write(
            c -> {
              try (PreparedStatement insert =
                  c.prepareStatement(
                      "INSERT INTO plates_hand ("
                          + COLUMNS
                          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, '')")) {
                insert.setString(1, entry.id());
                insert.setString(2, content.plate());
                insert.setString(3, content.state());
                insert.setString(4, content.reason());
                insert.setString(5, content.caseNumber());
                insert.setString(6, content.agency());
                insert.setString(7, content.make());
                insert.setString(8, content.color());
                insert.setLong(9, content.expires().getEpochSecond());
                insert.setString(10, entry.state().name());
                insert.setString(11, entry.addedBy());
                insert.setLong(12, Times.micros(entry.addedAt()));
                return insert.executeUpdate();
              }
            });
  }

  /**
   * Writes a decision, unless another one was written since.
   *
   * @return false if there was another one
   */
  boolean decide(HandEntry decided, HandEntry.State before) {
    return schema
        .store()
        .write(
            c -> {
              try (PreparedStatement update =
                  c.prepareStatement(
                      "UPDATE plates_hand SET status = ?, decided_by = ?, decided_at = ?, note = ?"
                          + " WHERE id = ? AND status = ?")) {
                update.setString(1, decided.state().name());
                update.setString(2, decided.decidedBy());
                update.setLong(3, Times.micros(decided.decidedAt().orElse(Instant.EPOCH)));
                update.setString(4, decided.note());
                update.setString(5, decided.id());
                update.setString(6, before.name());
                return update.executeUpdate() > 0;
              }
            });
  }

  Optional<HandEntry> entry(String id) {
    return select("WHERE id = ?", id, 1).stream().findFirst();
  }

  /** Newest first, at most 1,000. */
  List<HandEntry> newest() {
    return select("WHERE ? <> '' ORDER BY added_at DESC, id", "-", MAX_SHOWN);
  }

  InForce inForce(Instant now) {
    List<HandEntry> approved =
        select("WHERE status = ? ORDER BY id", HandEntry.State.APPROVED.name(), Integer.MAX_VALUE);
    List<HandEntry> entries = new ArrayList<>();
    StringBuilder version = new StringBuilder("hand");
    Instant changed = Instant.EPOCH;
    for (HandEntry entry : approved) {
      Instant at = entry.decidedAt().orElse(Instant.EPOCH);
      changed = at.isAfter(changed) ? at : changed;
      if (entry.inForce(now)) {
        entries.add(entry);
        version.append(' ').append(entry.id());
      }
    }
    return new InForce(
        LoadedList.of(
            HotLists.BY_HAND,
            changed,
            HotListTable.matched(ByHand.TERMS),
            entries.stream().map(HandTable::matched).toList()),
        entries,
        version.toString(),
        changed);
  }

  private static HotEntry matched(HandEntry entry) {
    HandEntry.Content content = entry.content();
    return new HotEntry(
        content.plate(),
        content.state(),
        content.reason(),
        content.agency(),
        entry.addedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        content.expires().getEpochSecond(),
        content.make(),
        content.color());
  }

  private List<HandEntry> select(String where, String value, int limit) {
    return schema
        .store()
        .read(
            c -> {
              List<HandEntry> found = new ArrayList<>();
              try (PreparedStatement select =
                  c.prepareStatement(
                      "SELECT " + COLUMNS + " FROM plates_hand " + where + " LIMIT ?")) {
                select.setString(1, value);
                select.setInt(2, limit);
                try (ResultSet row = select.executeQuery()) {
                  while (row.next()) {
                    found.add(read(row));
                  }
                }
              }
              return found;
            });
  }

  private static HandEntry read(ResultSet row) throws SQLException {
    long decidedAt = row.getLong(14);
    return new HandEntry(
        row.getString(1),
        new HandEntry.Content(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            Instant.ofEpochSecond(row.getLong(9))),
        HandEntry.State.valueOf(row.getString(10)),
        row.getString(11),
        Times.instant(row.getLong(12)),
        row.getString(13),
        decidedAt == 0 ? Optional.empty() : Optional.of(Times.instant(decidedAt)),
        row.getString(15));
  }
}
