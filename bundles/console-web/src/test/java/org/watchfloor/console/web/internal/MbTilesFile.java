package org.watchfloor.console.web.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Map;

/** Writes MBTiles as other programs do. */
final class MbTilesFile {
  private MbTilesFile() {}

  /**
   * @param tiles by {@code z/column/row}, rows counted from the south as in the file
   */
  static void write(Path file, Map<String, String> metadata, Map<String, byte[]> tiles)
      throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE metadata (name text, value text)");
        statement.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer,"
                + " tile_data blob)");
      }
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        insert(connection, "INSERT INTO metadata VALUES (?,?)", entry.getKey(), entry.getValue());
      }
      for (Map.Entry<String, byte[]> tile : tiles.entrySet()) {
        String[] at = tile.getKey().split("/");
        insert(
            connection,
            "INSERT INTO tiles VALUES (?,?,?,?)",
            Integer.valueOf(at[0]),
            Integer.valueOf(at[1]),
            Integer.valueOf(at[2]),
            tile.getValue());
      }
    }
  }

  private static void insert(Connection connection, String sql, Object... values) throws Exception {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.executeUpdate();
    }
  }
}
