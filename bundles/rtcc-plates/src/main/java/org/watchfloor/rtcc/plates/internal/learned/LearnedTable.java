package org.watchfloor.rtcc.plates.internal.learned;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/**
 * What reads have taught, in the store: one record, which is written as a whole and only by who
 * knows the one before it. Thread-safe.
 */
final class LearnedTable {
  static final Migration FIRST =
      new Migration(
          1,
          "what reads have taught of the roads",
          List.of(
              "CREATE TABLE plates_learned (id INTEGER NOT NULL PRIMARY KEY,"
                  + " version BIGINT NOT NULL, written_at BIGINT NOT NULL, record TEXT NOT NULL)",
              "INSERT INTO plates_learned (id, version, written_at, record)"
                  + " VALUES (1, 0, 0, '')"));

  /** Of the record that comes with the table and has nothing in it. */
  static final long NOTHING = 0;

  /**
   * A record.
   *
   * @param version one more each time that it is written
   */
  record Row(long version, String record) {}

  private final Store store;
  private boolean migrated;

  LearnedTable(Store store) {
    this.store = store;
  }

  /**
   * @throws org.watchfloor.core.api.store.StoreException if the table cannot be made
   */
  private synchronized Store store() {
    if (!migrated) {
      store.migrate("plates-learned", List.of(FIRST));
      migrated = true;
    }
    return store;
  }

  /** The record, if it is another one than that of a version. */
  Optional<Row> other(long version) {
    return store()
        .read(
            c -> {
              try (PreparedStatement select =
                  c.prepareStatement(
                      "SELECT version, record FROM plates_learned WHERE id = 1 AND version <> ?")) {
                select.setLong(1, version);
                try (ResultSet row = select.executeQuery()) {
                  return row.next()
                      ? Optional.of(new Row(row.getLong(1), row.getString(2)))
                      : Optional.empty();
                }
              }
            });
  }

  /**
   * Writes the record after that of a version.
   *
   * @return false if somebody else has written one since
   */
  boolean write(long before, String record, Instant now) {
    return store()
        .write(
            c -> {
              try (PreparedStatement update =
                  c.prepareStatement(
                      "UPDATE plates_learned SET version = version + 1, written_at = ?, record = ?"
                          + " WHERE id = 1 AND version = ?")) {
                update.setLong(1, Times.micros(now));
                update.setString(2, record);
                update.setLong(3, before);
                return update.executeUpdate() == 1;
              }
            });
  }
}
