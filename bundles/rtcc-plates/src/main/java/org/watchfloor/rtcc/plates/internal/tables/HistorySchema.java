package org.watchfloor.rtcc.plates.internal.tables;

import java.util.List;
import org.watchfloor.core.api.store.Migration;

/**
 * What the history of reads has beside the first tables. It counts its changes by itself, so that
 * lists and hits may change theirs.
 */
final class HistorySchema {
  /** Columns are null in rows from before: what has none is looked at in the read itself. */
  private static final Migration NARROWED =
      new Migration(
          1,
          "what reads are narrowed by",
          List.of(
              "ALTER TABLE plates_read ADD COLUMN device VARCHAR(128)",
              "ALTER TABLE plates_read ADD COLUMN region VARCHAR(64)",
              "ALTER TABLE plates_read ADD COLUMN make VARCHAR(128)",
              "ALTER TABLE plates_read ADD COLUMN color VARCHAR(128)",
              "ALTER TABLE plates_read ADD COLUMN latitude DOUBLE PRECISION",
              "ALTER TABLE plates_read ADD COLUMN longitude DOUBLE PRECISION",
              // With the plate in it, SQLite compares plates without reading the reads.
              "DROP INDEX plates_read_time",
              "CREATE INDEX plates_read_time ON plates_read (occurred_at, plate)",
              "CREATE INDEX plates_read_source ON plates_read (source_id, occurred_at)"));

  /** Held reads are copies: a day that goes as a whole must not wait for one of its rows. */
  private static final Migration HELD =
      new Migration(
          2,
          "holds, and who may see where a plate is often",
          List.of(
              "CREATE TABLE plates_hold (id VARCHAR(64) NOT NULL PRIMARY KEY,"
                  + " plate VARCHAR(16) NOT NULL, camera VARCHAR(128) NOT NULL,"
                  + " from_at BIGINT NOT NULL, to_at BIGINT NOT NULL, reason VARCHAR(200) NOT NULL,"
                  + " case_number VARCHAR(64) NOT NULL, expires_at BIGINT NOT NULL,"
                  + " placed_by VARCHAR(200) NOT NULL, placed_at BIGINT NOT NULL)",
              "CREATE TABLE plates_held (number BIGINT NOT NULL PRIMARY KEY,"
                  + " source_id VARCHAR(128) NOT NULL, occurred_at BIGINT NOT NULL,"
                  + " plate VARCHAR(16) NOT NULL, signal TEXT NOT NULL, device VARCHAR(128),"
                  + " region VARCHAR(64), make VARCHAR(128), color VARCHAR(128),"
                  + " latitude DOUBLE PRECISION, longitude DOUBLE PRECISION)",
              "CREATE INDEX plates_held_plate ON plates_held (plate, occurred_at)",
              "CREATE INDEX plates_held_time ON plates_held (occurred_at)",
              "CREATE TABLE plates_places (id VARCHAR(64) NOT NULL PRIMARY KEY,"
                  + " plate VARCHAR(16) NOT NULL, from_at BIGINT NOT NULL, to_at BIGINT NOT NULL,"
                  + " reason VARCHAR(200) NOT NULL, case_number VARCHAR(64) NOT NULL,"
                  + " asked_by VARCHAR(200) NOT NULL, asked_at BIGINT NOT NULL,"
                  + " state VARCHAR(16) NOT NULL, decided_by VARCHAR(200) NOT NULL,"
                  + " decided_at BIGINT NOT NULL)"));

  static final List<Migration> ALL = List.of(NARROWED, HELD);

  private HistorySchema() {}
}
