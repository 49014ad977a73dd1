package org.watchfloor.console.web.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * One MBTiles file (specification 1.3), open for reading. Thread-safe: one look-up at a time, which
 * takes microseconds.
 */
final class TileSet implements AutoCloseable {
  /** A web map needs no more; 2^24 columns still fit an int. */
  static final int MAX_ZOOM = 24;

  private final Connection connection;
  private final PreparedStatement query;
  private final TileSetInfo info;

  private TileSet(Connection connection, String name) throws SQLException {
    this.connection = connection;
    this.info = TileSetInfo.of(name, metadata(), zooms());
    this.query =
        connection.prepareStatement(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row ="
                + " ?");
  }

  /**
   * @throws SQLException if it is not an MBTiles file
   */
  static TileSet open(String name, Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    SQLiteDataSource source = new SQLiteDataSource(config);
    // immutable: no lock and no journal beside the file, so it may lie on read-only media
    source.setUrl(
        "jdbc:sqlite:" + file.toUri().toString().replace("file://", "file:") + "?immutable=1");
    Connection connection = source.getConnection();
    try {
      return new TileSet(connection, name);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Map<String, String> metadata() throws SQLException {
    Map<String, String> values = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, value FROM metadata")) {
      while (rows.next()) {
        String name = rows.getString(1);
        String value = rows.getString(2);
        if (name != null && value != null) {
          values.put(name, value);
        }
      }
    }
    return values;
  }

  private int[] zooms() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT min(zoom_level), max(zoom_level) FROM tiles")) {
      row.next();
      return new int[] {row.getInt(1), row.getInt(2)};
    }
  }

  TileSetInfo info() {
    return info;
  }

  /**
   * A tile as it lies in the file; vector tiles are in gzip. Empty where the set has none.
   *
   * @param y counted from the north, as in addresses; the file counts from the south (TMS)
   */
  synchronized Optional<byte[]> tile(int z, int x, int y) throws SQLException {
    query.setInt(1, z);
    query.setInt(2, x);
    query.setInt(3, (1 << z) - 1 - y);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }
}
