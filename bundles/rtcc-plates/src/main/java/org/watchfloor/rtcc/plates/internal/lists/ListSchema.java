package org.watchfloor.rtcc.plates.internal.lists;

import java.util.List;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/**
 * The store with all that lists need in it, made at first use. The tables of lists and entries are
 * among the first of this bundle; what came later is in a component of its own. Thread-safe.
 */
final class ListSchema {
  private static final Migration TERMS =
      new Migration(
          1,
          "terms of lists, more of entries, imports, entries by hand",
          List.of(
              "ALTER TABLE plates_hotlist ADD COLUMN terms TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE plates_hotlist ADD COLUMN layout VARCHAR(32) NOT NULL DEFAULT 'csv'",
              "ALTER TABLE plates_entry ADD COLUMN code VARCHAR(32) NOT NULL DEFAULT ''",
              "ALTER TABLE plates_entry ADD COLUMN make VARCHAR(64) NOT NULL DEFAULT ''",
              "ALTER TABLE plates_entry ADD COLUMN color VARCHAR(64) NOT NULL DEFAULT ''",
              "ALTER TABLE plates_entry ADD COLUMN vehicle TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE plates_entry ADD COLUMN reference TEXT NOT NULL DEFAULT ''",
              "CREATE INDEX plates_entry_plate ON plates_entry (plate)",
              "CREATE TABLE plates_import (import_id BIGINT NOT NULL PRIMARY KEY,"
                  + " name VARCHAR(64) NOT NULL, entries INTEGER NOT NULL, why TEXT NOT NULL,"
                  + " at BIGINT NOT NULL, by_name VARCHAR(200) NOT NULL,"
                  + " layout VARCHAR(32) NOT NULL, terms TEXT NOT NULL)",
              "CREATE TABLE plates_hand (id VARCHAR(64) NOT NULL PRIMARY KEY,"
                  + " plate VARCHAR(16) NOT NULL, state VARCHAR(32) NOT NULL,"
                  + " reason TEXT NOT NULL, case_number VARCHAR(64) NOT NULL,"
                  + " agency TEXT NOT NULL, make VARCHAR(64) NOT NULL,"
                  + " color VARCHAR(64) NOT NULL, expires BIGINT NOT NULL,"
                  + " status VARCHAR(16) NOT NULL, added_by VARCHAR(200) NOT NULL,"
                  + " added_at BIGINT NOT NULL, decided_by VARCHAR(200) NOT NULL,"
                  + " decided_at BIGINT NOT NULL, note TEXT NOT NULL)",
              "CREATE INDEX plates_hand_added ON plates_hand (added_at)"));

  private final Tables tables;
  private boolean migrated;

  ListSchema(Tables tables) {
    this.tables = tables;
  }

  /**
   * @throws org.watchfloor.core.api.store.StoreException if the tables cannot be made
   */
  synchronized Store store() {
    Store store = tables.store();
    if (!migrated) {
      store.migrate("plates-lists", List.of(TERMS));
      migrated = true;
    }
    return store;
  }
}
