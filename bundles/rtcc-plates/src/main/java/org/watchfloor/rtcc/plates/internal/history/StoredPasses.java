package org.watchfloor.rtcc.plates.internal.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/** Passes as the store has them. Thread-safe. */
final class StoredPasses implements Passes {
  private static final String SELECT =
      "SELECT plate, source_id, device, occurred_at, latitude, longitude FROM plates_read WHERE ";

  private final Tables tables;

  StoredPasses(Tables tables) {
    this.tables = tables;
  }

  @Override
  public List<Pass> of(String plate, long from, long to) {
    return tables.store().read(c -> of(c, plate, from, to));
  }

  private static List<Pass> of(Connection c, String plate, long from, long to) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            SELECT
                + "plate = ? AND occurred_at >= ? AND occurred_at < ?"
                + " ORDER BY occurred_at DESC LIMIT ?")) {
      select.setString(1, plate);
      select.setLong(2, from);
      select.setLong(3, to);
      select.setInt(4, MOST);
      return read(select);
    }
  }

  @Override
  public List<Pass> around(Pass pass, long micros) {
    return tables.store().read(c -> around(c, pass, micros));
  }

  private static List<Pass> around(Connection c, Pass pass, long micros) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            SELECT
                + "source_id = ? AND occurred_at >= ? AND occurred_at <= ? AND plate <> ?"
                + " AND (device = ? OR device IS NULL) LIMIT ?")) {
      select.setString(1, pass.sourceId());
      select.setLong(2, pass.time() - micros);
      select.setLong(3, pass.time() + micros);
      select.setString(4, pass.plate());
      select.setString(5, pass.device());
      select.setInt(6, MOST_AROUND);
      return read(select);
    }
  }

  private static List<Pass> read(PreparedStatement select) throws SQLException {
    List<Pass> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String device = row.getString(3);
        double latitude = row.getDouble(5);
        Optional<GeoPoint> place =
            row.wasNull() ? Optional.empty() : Optional.of(GeoPoint.of(latitude, row.getDouble(6)));
        found.add(
            new Pass(
                row.getString(1),
                row.getString(2),
                device == null ? "" : device,
                row.getLong(4),
                place));
      }
    }
    return found;
  }
}
