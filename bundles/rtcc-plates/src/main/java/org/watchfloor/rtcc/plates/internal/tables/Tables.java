package org.watchfloor.rtcc.plates.internal.tables;

import java.util.ArrayList;
import java.util.List;
import org.watchfloor.core.api.store.DayPartitions;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;

/**
 * The store with the tables of this bundle in it. Thread-safe. They are made at first use, so that
 * a store that cannot be written at start is tried again and not given up.
 */
public final class Tables {
  /** The table with reads, on PostgreSQL partitioned by the day of a column. */
  private static final String READ = "plates_read";

  private static final String READ_DAY = "occurred_at";

  public static final Migration FIRST =
      new Migration(
          1,
          "hot lists, hits, reads",
          first(
              "CREATE TABLE plates_read (number BIGINT NOT NULL PRIMARY KEY,"
                  + " source_id VARCHAR(128) NOT NULL, occurred_at BIGINT NOT NULL,"
                  + " plate VARCHAR(16) NOT NULL, signal TEXT NOT NULL)"),
          first(
              // The key of a partitioned table must hold what it is partitioned by.
              "CREATE TABLE plates_read (number BIGINT NOT NULL,"
                  + " source_id VARCHAR(128) NOT NULL, occurred_at BIGINT NOT NULL,"
                  + " plate VARCHAR(16) NOT NULL, signal TEXT NOT NULL,"
                  + " PRIMARY KEY (number, occurred_at)) PARTITION BY RANGE (occurred_at)",
              DayPartitions.other("plates_read")));

  private static final Migration KEPT =
      new Migration(
          2,
          "when a read of the future was recorded; hits by time",
          List.of(
              "ALTER TABLE plates_read ADD COLUMN recorded_at BIGINT",
              "CREATE INDEX plates_read_recorded ON plates_read (recorded_at)"
                  + " WHERE recorded_at IS NOT NULL",
              "ALTER TABLE plates_hit ADD COLUMN recorded_at BIGINT",
              "CREATE INDEX plates_hit_recorded ON plates_hit (recorded_at)"
                  + " WHERE recorded_at IS NOT NULL",
              "CREATE INDEX plates_hit_time ON plates_hit (occurred_at)"));

  private static List<String> first(String... reads) {
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE plates_hotlist (name VARCHAR(64) NOT NULL PRIMARY KEY,"
            + " owner VARCHAR(200) NOT NULL, entries INTEGER NOT NULL,"
            + " imported_at BIGINT NOT NULL, imported_by VARCHAR(200) NOT NULL,"
            + " import_id BIGINT NOT NULL)");
    statements.add(
        "CREATE TABLE plates_entry (import_id BIGINT NOT NULL, line INTEGER NOT NULL,"
            + " plate VARCHAR(16) NOT NULL, state VARCHAR(32) NOT NULL, reason TEXT NOT NULL,"
            + " agency TEXT NOT NULL, entered VARCHAR(64) NOT NULL, expires BIGINT NOT NULL,"
            + " PRIMARY KEY (import_id, line))");
    statements.add(
        "CREATE TABLE plates_hit (alert_id VARCHAR(64) NOT NULL PRIMARY KEY,"
            + " number BIGINT NOT NULL, plate VARCHAR(16) NOT NULL, list TEXT NOT NULL,"
            + " reason TEXT NOT NULL, agency TEXT NOT NULL, state VARCHAR(32) NOT NULL,"
            + " occurred_at BIGINT NOT NULL, list_age_seconds BIGINT NOT NULL)");
    statements.add("CREATE INDEX plates_hit_number ON plates_hit (number)");
    statements.addAll(List.of(reads));
    statements.add("CREATE INDEX plates_read_plate ON plates_read (plate, occurred_at)");
    statements.add("CREATE INDEX plates_read_time ON plates_read (occurred_at)");
    statements.add(
        "CREATE TABLE plates_total (what VARCHAR(16) NOT NULL PRIMARY KEY,"
            + " amount BIGINT NOT NULL)");
    statements.add("INSERT INTO plates_total (what, amount) VALUES ('reads', 0)");
    return statements;
  }

  private final Store store;
  private final DayPartitions days;
  private boolean migrated;

  public Tables(Store store) {
    this.store = store;
    this.days = new DayPartitions(store, READ, READ_DAY);
  }

  /** Those of the reads; after {@link #store} made them. */
  public DayPartitions days() {
    return days;
  }

  /**
   * @throws org.watchfloor.core.api.store.StoreException if the tables cannot be made
   */
  public synchronized Store store() {
    if (!migrated) {
      store.migrate("plates", List.of(FIRST, KEPT));
      store.migrate("plates-history", HistorySchema.ALL);
      migrated = true;
    }
    return store;
  }
}
