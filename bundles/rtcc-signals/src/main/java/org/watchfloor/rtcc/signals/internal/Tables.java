package org.watchfloor.rtcc.signals.internal;

import java.util.ArrayList;
import java.util.List;
import org.watchfloor.core.api.store.DayPartitions;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;

/**
 * The store with the table of this bundle in it. Thread-safe. It is made at first use, so that a
 * store that cannot be written at start is tried again and not given up.
 */
final class Tables {
  private static final String COLUMNS =
      " source_id VARCHAR(128) NOT NULL, kind VARCHAR(64) NOT NULL,"
          + " severity INTEGER NOT NULL, occurred_at BIGINT NOT NULL,"
          + " received_at BIGINT NOT NULL, device VARCHAR(128) NOT NULL,"
          + " latitude DOUBLE PRECISION, longitude DOUBLE PRECISION,"
          + " summary TEXT NOT NULL, words TEXT NOT NULL, fields TEXT NOT NULL,"
          + " signal TEXT NOT NULL";

  private static final Migration FIRST =
      new Migration(
          1,
          "signals",
          first("CREATE TABLE signals_signal (number BIGINT NOT NULL PRIMARY KEY," + COLUMNS + ")"),
          first(
              // The key of a partitioned table must hold what it is partitioned by.
              "CREATE TABLE signals_signal (number BIGINT NOT NULL,"
                  + COLUMNS
                  + ", PRIMARY KEY (number, received_at)) PARTITION BY RANGE (received_at)",
              DayPartitions.other("signals_signal")));

  private static List<String> first(String... table) {
    List<String> statements = new ArrayList<>(List.of(table));
    statements.add("CREATE INDEX signals_signal_kind ON signals_signal (kind, number)");
    statements.add("CREATE INDEX signals_signal_source ON signals_signal (source_id, number)");
    statements.add("CREATE INDEX signals_signal_occurred ON signals_signal (occurred_at)");
    statements.add("CREATE INDEX signals_signal_received ON signals_signal (received_at)");
    return statements;
  }

  private final Store store;
  private final DayPartitions days;
  private boolean migrated;

  Tables(Store store) {
    this.store = store;
    this.days = new DayPartitions(store, "signals_signal", "received_at");
  }

  /** Those of the signals; after {@link #store} made them. */
  DayPartitions days() {
    return days;
  }

  /**
   * @throws org.watchfloor.core.api.store.StoreException if the table cannot be made
   */
  synchronized Store store() {
    if (!migrated) {
      store.migrate("signals", List.of(FIRST));
      migrated = true;
    }
    return store;
  }
}
