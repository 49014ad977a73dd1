package org.watchfloor.rtcc.plates.internal.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.plates.ReadRecord;
import org.watchfloor.rtcc.plates.internal.index.Sighting;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/** The reads of the store in the order of their numbers, as they are indexed. Thread-safe. */
final class FollowedReads {
  static final int PAGE = 20_000;

  private final Tables tables;

  FollowedReads(Tables tables) {
    this.tables = tables;
  }

  /** At most a page of those with higher numbers. */
  List<Sighting> after(long number) {
    return tables.store().read(c -> after(c, number));
  }

  private static List<Sighting> after(Connection c, long number) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT number, occurred_at, recorded_at, plate, source_id, device, latitude,"
                + " longitude, region, make, color, CASE WHEN device IS NULL THEN signal END"
                + " FROM plates_read WHERE number > ? ORDER BY number LIMIT "
                + PAGE)) {
      select.setLong(1, number);
      List<Sighting> page = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          page.add(row.getString(6) == null ? ofSignal(row) : ofColumns(row));
        }
      }
      return page;
    }
  }

  private static long captured(ResultSet row) throws SQLException {
    long recorded = row.getLong(3);
    return row.wasNull() ? row.getLong(2) : recorded;
  }

  private static double degrees(ResultSet row, int column) throws SQLException {
    double degrees = row.getDouble(column);
    return row.wasNull() ? Double.NaN : degrees;
  }

  private static Sighting ofColumns(ResultSet row) throws SQLException {
    return new Sighting(
        row.getLong(1),
        row.getLong(2),
        captured(row),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        degrees(row, 7),
        degrees(row, 8),
        row.getString(9),
        row.getString(10),
        row.getString(11));
  }

  /** A row from before there were columns. */
  private static Sighting ofSignal(ResultSet row) throws SQLException {
    ReadRecord read = ReadSearch.read(row.getLong(1), row.getString(5), row.getString(12));
    return new Sighting(
        row.getLong(1),
        row.getLong(2),
        captured(row),
        row.getString(4),
        row.getString(5),
        read.device(),
        read.location().map(GeoPoint::latitude).orElse(Double.NaN),
        read.location().map(GeoPoint::longitude).orElse(Double.NaN),
        Narrowing.lower(read.read().region()),
        Narrowing.lower(read.read().make()),
        Narrowing.lower(read.read().color()));
  }

  /** Whether there is a read of that number and time, in microseconds. */
  boolean has(long number, long time) {
    return tables.store().read(c -> has(c, number, time));
  }

  private static boolean has(Connection c, long number, long time) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement("SELECT 1 FROM plates_read WHERE number = ? AND occurred_at = ?")) {
      select.setLong(1, number);
      select.setLong(2, time);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
