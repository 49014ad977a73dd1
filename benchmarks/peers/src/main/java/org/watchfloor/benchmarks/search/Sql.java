package org.watchfloor.benchmarks.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The question in SQL, as both databases take it. */
final class Sql {
  private Sql() {}

  static List<Long> search(Connection connection, Asked asked) throws SQLException {
    String sql =
        "SELECT number, taken, camera, latitude, longitude, plate, make, color FROM reads WHERE plate "
            + (asked.exact() ? "=" : "LIKE")
            + " ? AND taken >= ?"
            + (asked.cameras().isEmpty() ? "" : " AND camera IN (" + asked.cameraList() + ")")
            + " ORDER BY taken DESC, number DESC LIMIT "
            + Asked.LIMIT;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, asked.like());
      select.setLong(2, asked.from());
      List<Long> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(row.getLong(1));
        }
      }
      return found;
    }
  }
}
