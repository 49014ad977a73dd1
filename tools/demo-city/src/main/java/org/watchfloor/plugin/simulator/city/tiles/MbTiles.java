package org.watchfloor.plugin.simulator.city.tiles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes an MBTiles file (specification 1.3): SQLite with tiles, compressed, and metadata. A file
 * that was there is replaced. Not thread-safe.
 */
final class MbTiles implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement insert;

  MbTiles(Path file, Map<String, String> metadata) throws IOException, SQLException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
    connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=OFF");
      statement.execute("CREATE TABLE metadata (name TEXT, value TEXT)");
      statement.execute(
          "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER,"
              + " tile_data BLOB)");
      statement.execute(
          "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)");
    }
    connection.setAutoCommit(false);
    try (PreparedStatement row = connection.prepareStatement("INSERT INTO metadata VALUES (?,?)")) {
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        row.setString(1, entry.getKey());
        row.setString(2, entry.getValue());
        row.execute();
      }
    }
    insert = connection.prepareStatement("INSERT INTO tiles VALUES (?,?,?,?)");
  }

  void add(Tile tile, byte[] content) throws IOException, SQLException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(content);
    }
    insert.setInt(1, tile.zoom());
    insert.setInt(2, tile.column());
    insert.setInt(3, tile.tmsRow());
    insert.setBytes(4, zipped.toByteArray());
    insert.execute();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    connection.commit();
    connection.close();
  }
}
