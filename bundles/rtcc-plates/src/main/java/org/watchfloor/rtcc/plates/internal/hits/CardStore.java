package org.watchfloor.rtcc.plates.internal.hits;

import java.util.List;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;

/**
 * The store with the tables of hits and decisions in it. Thread-safe. They are made at first use,
 * so that a store that cannot be written at start is tried again and not given up.
 */
final class CardStore {
  private static final Migration FIRST =
      new Migration(
          1,
          "hits and what was decided of them",
          List.of(
              "CREATE TABLE plates_hits_card (alert_id VARCHAR(64) NOT NULL PRIMARY KEY,"
                  + " number BIGINT NOT NULL, plate VARCHAR(16) NOT NULL,"
                  + " source VARCHAR(128) NOT NULL, reader VARCHAR(256) NOT NULL,"
                  + " occurred_at BIGINT NOT NULL, recorded_at BIGINT,"
                  + " state VARCHAR(16) NOT NULL, decisions INTEGER NOT NULL,"
                  + " alert TEXT NOT NULL)",
              "CREATE INDEX plates_hits_card_number ON plates_hits_card (number)",
              "CREATE INDEX plates_hits_card_plate ON plates_hits_card (plate, number)",
              "CREATE INDEX plates_hits_card_time ON plates_hits_card (occurred_at)",
              "CREATE INDEX plates_hits_card_recorded ON plates_hits_card (recorded_at)"
                  + " WHERE recorded_at IS NOT NULL",
              "CREATE INDEX plates_hits_card_open ON plates_hits_card (number)"
                  + " WHERE state = 'UNVERIFIED'",
              "CREATE TABLE plates_hits_decision (alert_id VARCHAR(64) NOT NULL,"
                  + " decision INTEGER NOT NULL, state VARCHAR(16) NOT NULL,"
                  + " decided_by VARCHAR(200) NOT NULL, decided_at BIGINT NOT NULL,"
                  + " words TEXT NOT NULL, told INTEGER NOT NULL,"
                  + " PRIMARY KEY (alert_id, decision))",
              "CREATE INDEX plates_hits_decision_told ON plates_hits_decision (decided_at)"
                  + " WHERE told = 0"));

  private final Store store;
  private boolean migrated;

  CardStore(Store store) {
    this.store = store;
  }

  /**
   * @throws org.watchfloor.core.api.store.StoreException if the tables cannot be made
   */
  synchronized Store store() {
    if (!migrated) {
      store.migrate("plates-hits", List.of(FIRST, LessonTable.TABLES));
      migrated = true;
    }
    return store;
  }
}
