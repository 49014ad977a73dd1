package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Numbers from 1 without gaps, taken and given back with their transaction. */
final class Sequences {
  private Sequences() {}

  static long next(Connection c, String name) throws SQLException {
    try (PreparedStatement upsert =
        c.prepareStatement(
            "INSERT INTO incidents_sequence (name, last) VALUES (?, 1)"
                + " ON CONFLICT (name) DO UPDATE SET last = incidents_sequence.last + 1")) {
      upsert.setString(1, name);
      upsert.executeUpdate();
    }
    try (PreparedStatement select =
        c.prepareStatement("SELECT last FROM incidents_sequence WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
