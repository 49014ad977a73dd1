package org.watchfloor.core.deadletters.internal;

import java.util.List;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;

/**
 * The tables of this bundle, in the dialect of the store. The body is last: lists never read it.
 */
final class Tables {
  private Tables() {}

  static void migrate(Store store) {
    store.migrate(
        "deadletters", List.of(new Migration(1, "letters", letters("BLOB"), letters("BYTEA"))));
  }

  private static List<String> letters(String bytes) {
    return List.of(
        "CREATE TABLE deadletters_letter (number BIGINT NOT NULL PRIMARY KEY,"
            + " source_id VARCHAR(128) NOT NULL, received_at BIGINT NOT NULL,"
            + " weight BIGINT NOT NULL, length INTEGER NOT NULL,"
            + " field VARCHAR(255) NOT NULL, reason VARCHAR(1000) NOT NULL,"
            + " replay_at BIGINT, replay_by VARCHAR(200), replay_taken INTEGER,"
            + " replay_outcome VARCHAR(1000), content_type VARCHAR(255) NOT NULL,"
            + " headers TEXT NOT NULL, body "
            + bytes
            + " NOT NULL)",
        "CREATE INDEX deadletters_letter_source"
            + " ON deadletters_letter (source_id, number, weight)",
        "CREATE INDEX deadletters_letter_time ON deadletters_letter (received_at)",
        "CREATE TABLE deadletters_counter (what VARCHAR(16) NOT NULL PRIMARY KEY,"
            + " amount BIGINT NOT NULL)",
        "INSERT INTO deadletters_counter (what, amount) VALUES ('last', 0)");
  }
}
