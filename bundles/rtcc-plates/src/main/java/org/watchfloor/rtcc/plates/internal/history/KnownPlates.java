package org.watchfloor.rtcc.plates.internal.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Each plate of the history once, with about when it was last read: a few million rows where there
 * are a hundred million reads. A plate may be in it whose reads are gone; never the other way
 * round.
 */
final class KnownPlates {
  /** A plate that is read all day long is written once a day. */
  private static final long DAY = TimeUnit.DAYS.toMicros(1);

  /** In the order of plates, in which two nodes never wait for each other. */
  private final Map<String, Long> last = new TreeMap<>();

  /**
   * @param time in microseconds
   */
  void add(String plate, long time) {
    last.merge(plate, time, Math::max);
  }

  /** Writes those that were added, with the transaction that writes their reads. */
  void write(Connection c) throws SQLException {
    // A row that is known is locked even where it is not changed (PostgreSQL, INSERT, ON CONFLICT
    // DO UPDATE): it cannot be deleted before the read is there.
    try (PreparedStatement insert =
        c.prepareStatement(
            "INSERT INTO plates_known (plate, last_at) VALUES (?, ?) ON CONFLICT (plate)"
                + " DO UPDATE SET last_at = excluded.last_at"
                + " WHERE excluded.last_at > plates_known.last_at + "
                + DAY)) {
      for (Map.Entry<String, Long> plate : last.entrySet()) {
        insert.setString(1, plate.getKey());
        insert.setLong(2, plate.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * Deletes plates whose reads are all over.
   *
   * @param limit reads of before are over, in microseconds
   * @return how many; fewer than {@code most} when none is left
   */
  static int delete(Connection c, long limit, int most) throws SQLException {
    try (PreparedStatement delete =
        c.prepareStatement(
            "DELETE FROM plates_known WHERE plate IN"
                + " (SELECT plate FROM plates_known WHERE last_at < ? LIMIT ?)")) {
      delete.setLong(1, limit - DAY);
      delete.setInt(2, most);
      return delete.executeUpdate();
    }
  }
}
