package org.watchfloor.rtcc.plates.internal.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Deletes what is over from a table with {@code occurred_at} and {@code recorded_at}. */
public final class Expiry {
  private final String table;
  private final String key;

  public Expiry(String table, String key) {
    this.table = table;
    this.key = key;
  }

  /**
   * Deletes rows captured before a time, with the caller's transaction.
   *
   * @param limit in microseconds
   * @param most rows
   * @return how many; fewer than {@code most} when none is left
   */
  public int delete(Connection c, long limit, int most) throws SQLException {
    int gone = delete(c, "occurred_at", limit, most);
    return gone < most ? gone + delete(c, "recorded_at", limit, most - gone) : gone;
  }

  private int delete(Connection c, String time, long limit, int most) throws SQLException {
    // A subquery, because neither SQLite as it is built nor PostgreSQL has DELETE with LIMIT.
    String sql =
        "DELETE FROM %1$s WHERE %2$s IN (SELECT %2$s FROM %1$s WHERE %3$s < ? LIMIT ?)"
            .formatted(table, key, time);
    try (PreparedStatement delete = c.prepareStatement(sql)) {
      delete.setLong(1, limit);
      delete.setInt(2, most);
      return delete.executeUpdate();
    }
  }
}
