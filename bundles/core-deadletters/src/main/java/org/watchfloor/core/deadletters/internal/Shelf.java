package org.watchfloor.core.deadletters.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetter.Replay;
import org.watchfloor.core.api.store.Store;

/**
 * Letters in one store, within the limits. Thread-safe; blocks; throws {@link
 * org.watchfloor.core.api.store.StoreException}. Its tables are made at first use, so that a store
 * that cannot be written at start is tried again.
 */
final class Shelf {
  /** Rows that are deleted at once: whoever else writes waits for one such turn at most. */
  private static final int PIECE = 200;

  private final Store store;
  private boolean migrated;

  /** What is in the store; null when that is not known. Guarded by this. */
  private @Nullable Tally tally;

  Shelf(Store store) {
    this.store = store;
  }

  /** Writes all of them or none, and deletes what is too much then. */
  synchronized void add(List<DeadLetter> letters, Settings limits) {
    Tally known = known();
    tally = null; // until the transaction is through
    store()
        .write(
            connection -> {
              long number = last(connection);
              for (DeadLetter letter : letters) {
                Rows.insert(connection, ++number, letter);
                known.add(letter.sourceId(), 1, Letters.weight(letter));
              }
              counted(connection, number);
              evict(connection, known, limits);
              return number;
            });
    tally = known;
  }

  private Tally known() {
    Tally known = tally;
    if (known != null) {
      return known;
    }
    return store()
        .read(
            connection -> {
              Tally fresh = new Tally();
              String sql =
                  "SELECT source_id, COUNT(*), SUM(weight) FROM deadletters_letter"
                      + " GROUP BY source_id";
              try (PreparedStatement query = connection.prepareStatement(sql);
                  ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                  fresh.add(rows.getString(1), rows.getLong(2), rows.getLong(3));
                }
              }
              return fresh;
            });
  }

  /** The number of the letter that was kept last: none is ever given twice. */
  private static long last(Connection connection) throws SQLException {
    String sql = "SELECT amount FROM deadletters_counter WHERE what = 'last'";
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static void counted(Connection connection, long last) throws SQLException {
    String sql = "UPDATE deadletters_counter SET amount = ? WHERE what = 'last'";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setLong(1, last);
      update.executeUpdate();
    }
  }

  private static void evict(Connection connection, Tally tally, Settings limits)
      throws SQLException {
    String source = tally.tooFull(limits);
    // a limit that was lowered is reached over several calls
    for (int i = 0; i < PIECE && source != null; i++) {
      evictOldest(connection, source, tally);
      source = tally.tooFull(limits);
    }
  }

  private static void evictOldest(Connection connection, String source, Tally tally)
      throws SQLException {
    String sql =
        "SELECT number, weight FROM deadletters_letter WHERE source_id = ?"
            + " ORDER BY number LIMIT 1";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, source);
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          delete(connection, row.getLong(1));
          tally.add(source, -1, -row.getLong(2));
        }
      }
    }
  }

  private static boolean delete(Connection connection, long number) throws SQLException {
    String sql = "DELETE FROM deadletters_letter WHERE number = ?";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, number);
      return delete.executeUpdate() > 0;
    }
  }

  /** Deletes a piece of what is too old; false if there was nothing. */
  synchronized boolean deleteOld(Instant before) {
    tally = null;
    return store()
        .write(
            connection -> {
              String sql =
                  "DELETE FROM deadletters_letter WHERE number IN (SELECT number FROM"
                      + " deadletters_letter WHERE received_at < ? ORDER BY received_at LIMIT ?)";
              try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setLong(1, Rows.micros(before));
                delete.setInt(2, PIECE);
                return delete.executeUpdate() > 0;
              }
            });
  }

  synchronized boolean remove(long number) {
    tally = null;
    return store().write(connection -> delete(connection, number));
  }

  /** Notes what a replay came to; does nothing if the letter has gone meanwhile. */
  void note(long number, Replay replay) {
    String sql =
        "UPDATE deadletters_letter SET replay_at = ?, replay_by = ?, replay_taken = ?,"
            + " replay_outcome = ? WHERE number = ?";
    store()
        .write(
            connection -> {
              try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setLong(1, Rows.micros(replay.at()));
                update.setString(2, Letters.text(replay.by(), 200));
                update.setInt(3, replay.taken() ? 1 : 0);
                update.setString(4, Letters.text(replay.outcome(), 1_000));
                update.setLong(5, number);
                return update.executeUpdate();
              }
            });
  }

  List<DeadLetter> list(String sourceId, long before, int limit) {
    String sql =
        "SELECT "
            + Rows.HEAD
            + " FROM deadletters_letter WHERE number < ?"
            + (sourceId.isEmpty() ? "" : " AND source_id = ?")
            + " ORDER BY number DESC LIMIT ?";
    return store()
        .read(
            connection -> {
              try (PreparedStatement query = connection.prepareStatement(sql)) {
                int at = 1;
                query.setLong(at++, before == 0 ? Long.MAX_VALUE : before);
                if (!sourceId.isEmpty()) {
                  query.setString(at++, sourceId);
                }
                query.setInt(at, limit);
                return letters(query, false);
              }
            });
  }

  Optional<DeadLetter> get(long number) {
    String sql = "SELECT " + Rows.HEAD + ", body FROM deadletters_letter WHERE number = ?";
    return store()
        .read(
            connection -> {
              try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setLong(1, number);
                return letters(query, true).stream().findFirst();
              }
            });
  }

  private static List<DeadLetter> letters(PreparedStatement query, boolean withBody)
      throws SQLException {
    List<DeadLetter> letters = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        letters.add(Rows.read(rows, withBody));
      }
    }
    return letters;
  }

  private synchronized Store store() {
    if (!migrated) {
      Tables.migrate(store);
      migrated = true;
    }
    return store;
  }
}
