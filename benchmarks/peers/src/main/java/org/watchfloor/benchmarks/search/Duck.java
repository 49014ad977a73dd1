package org.watchfloor.benchmarks.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** DuckDB with the columns of a read in its file; it looks through them, without an index. */
final class Duck implements Subject {
  private final Path file;
  private final DuckDBConnection connection;

  Duck(Path folder) throws IOException, SQLException {
    file = Files.createDirectories(folder).resolve("reads.duckdb");
    connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file);
  }

  @Override
  public String name() {
    return "DuckDB, columns";
  }

  @Override
  public void load(Reads reads) throws SQLException {
    execute(
        "CREATE TABLE reads (number BIGINT, taken BIGINT, camera SMALLINT, latitude FLOAT,"
            + " longitude FLOAT, plate VARCHAR, make VARCHAR, color VARCHAR)");
    try (DuckDBAppender to = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "reads")) {
      reads.forEach(read -> append(to, read));
    }
    execute("CHECKPOINT");
  }

  private static void append(DuckDBAppender to, Reads.Read read) {
    var place = Reads.place(read.camera());
    try {
      to.beginRow();
      to.append(read.number());
      to.append(read.at());
      to.append((short) read.camera());
      to.append((float) place.latitude());
      to.append((float) place.longitude());
      to.append(read.plate());
      to.append(read.make());
      to.append(read.color());
      to.endRow();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public long bytes() throws IOException {
    return Files.size(file);
  }

  @Override
  public List<Long> search(Asked asked) throws SQLException {
    return Sql.search((Connection) connection, asked);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
