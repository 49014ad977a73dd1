package org.watchfloor.rtcc.incidents.internal;

import java.util.List;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;

/**
 * The store with the tables of this bundle in it. Thread-safe. They are made at first use, so that
 * a store that cannot be written at start is tried again and not given up.
 */
final class Tables {
  static final Migration FIRST =
      new Migration(
          1,
          "alerts, incidents, timelines",
          List.of(
              "CREATE TABLE incidents_alert (id VARCHAR(64) NOT NULL PRIMARY KEY,"
                  + " number BIGINT NOT NULL, state VARCHAR(16) NOT NULL, is_open INTEGER NOT NULL,"
                  + " severity INTEGER NOT NULL, owner TEXT NOT NULL, alerts INTEGER NOT NULL,"
                  + " first_at BIGINT NOT NULL, last_at BIGINT NOT NULL,"
                  + " correlation_key TEXT NOT NULL, incident_id VARCHAR(32) NOT NULL,"
                  + " dismissed TEXT NOT NULL, dismissed_by TEXT NOT NULL,"
                  + " dismissed_at BIGINT NOT NULL, before_state VARCHAR(16) NOT NULL,"
                  + " before_owner TEXT NOT NULL, before_incident VARCHAR(16) NOT NULL,"
                  + " alert TEXT NOT NULL)",
              "CREATE INDEX incidents_alert_queue ON incidents_alert"
                  + " (is_open, severity DESC, last_at DESC, number DESC)",
              "CREATE INDEX incidents_alert_all ON incidents_alert"
                  + " (severity DESC, last_at DESC, number DESC)",
              "CREATE INDEX incidents_alert_key ON incidents_alert"
                  + " (correlation_key, is_open, last_at DESC)",
              "CREATE INDEX incidents_alert_incident ON incidents_alert (incident_id, number)",
              "CREATE TABLE incidents_seen (alert_id VARCHAR(64) NOT NULL PRIMARY KEY,"
                  + " row_id VARCHAR(64) NOT NULL)",
              "CREATE INDEX incidents_seen_row ON incidents_seen (row_id)",
              "CREATE TABLE incidents_incident (id VARCHAR(32) NOT NULL PRIMARY KEY,"
                  + " opened BIGINT NOT NULL, state VARCHAR(16) NOT NULL, is_open INTEGER NOT NULL,"
                  + " title TEXT NOT NULL, severity INTEGER NOT NULL,"
                  + " latitude DOUBLE PRECISION, longitude DOUBLE PRECISION,"
                  + " accuracy_metres DOUBLE PRECISION, started_at BIGINT NOT NULL,"
                  + " lead TEXT NOT NULL, outcome TEXT NOT NULL)",
              "CREATE INDEX incidents_incident_open ON incidents_incident (is_open, opened DESC)",
              "CREATE INDEX incidents_incident_all ON incidents_incident (opened DESC)",
              "CREATE TABLE incidents_timeline (incident_id VARCHAR(32) NOT NULL,"
                  + " number BIGINT NOT NULL, at BIGINT NOT NULL, kind VARCHAR(16) NOT NULL,"
                  + " made_by TEXT NOT NULL, text TEXT NOT NULL, facts TEXT NOT NULL,"
                  + " source TEXT, PRIMARY KEY (incident_id, number))",
              "CREATE UNIQUE INDEX incidents_timeline_source ON incidents_timeline"
                  + " (incident_id, source)",
              "CREATE TABLE incidents_waiting (number BIGINT NOT NULL PRIMARY KEY,"
                  + " alert_id TEXT NOT NULL, picture TEXT NOT NULL)",
              "CREATE INDEX incidents_waiting_alert ON incidents_waiting (alert_id)",
              "CREATE TABLE incidents_outbox (number BIGINT NOT NULL PRIMARY KEY,"
                  + " change TEXT NOT NULL)",
              "CREATE TABLE incidents_sequence (name VARCHAR(32) NOT NULL PRIMARY KEY,"
                  + " last BIGINT NOT NULL)"));

  /** Rows of before have no time, and stay: they are few. */
  private static final Migration KEPT =
      new Migration(
          2,
          "since when alerts are seen and pictures wait",
          List.of(
              "ALTER TABLE incidents_seen ADD COLUMN seen_at BIGINT",
              "CREATE INDEX incidents_seen_at ON incidents_seen (seen_at)",
              "ALTER TABLE incidents_waiting ADD COLUMN kept_at BIGINT",
              "CREATE INDEX incidents_waiting_kept ON incidents_waiting (kept_at)"));

  private final Store store;
  private boolean migrated;

  Tables(Store store) {
    this.store = store;
  }

  /**
   * @throws org.watchfloor.core.api.store.StoreException if the tables cannot be made
   */
  synchronized Store store() {
    if (!migrated) {
      store.migrate("incidents", List.of(FIRST, KEPT));
      migrated = true;
    }
    return store;
  }
}
