package org.watchfloor.benchmarks.search;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;
import org.watchfloor.testkit.postgres.PostgresServer;

/**
 * PostgreSQL with the columns of a read, no more: copied in, then indexed by plate and time
 * (btree), by trigrams of the plate (pg_trgm, GIN) and by time. With 2 GiB of shared buffers.
 */
final class Postgres implements Subject {
  private final PostgresServer server =
      PostgresServer.start("shared_buffers=2GB", "maintenance_work_mem=1GB", "max_wal_size=8GB");
  private final Connection connection;

  Postgres() throws SQLException {
    connection = server.connect(server.newDatabase() + "?prepareThreshold=0");
  }

  @Override
  public String name() {
    return "PostgreSQL, btree and pg_trgm, columns";
  }

  @Override
  public void load(Reads reads) throws Exception {
    execute(
        "CREATE TABLE reads (number bigint, taken bigint, camera smallint, latitude real,"
            + " longitude real, plate text, make text, color text)");
    CopyIn copy =
        connection.unwrap(BaseConnection.class).getCopyAPI().copyIn("COPY reads FROM STDIN");
    StringBuilder lines = new StringBuilder();
    reads.forEach(
        read -> {
          line(lines, read);
          if (lines.length() > 1 << 16) {
            write(copy, lines);
          }
        });
    write(copy, lines);
    copy.endCopy();
    execute("CREATE EXTENSION pg_trgm");
    execute("CREATE INDEX ON reads (plate text_pattern_ops, taken)");
    execute("CREATE INDEX ON reads USING gin (plate gin_trgm_ops)");
    execute("CREATE INDEX ON reads (taken)");
    execute("VACUUM ANALYZE reads");
  }

  private static void line(StringBuilder to, Reads.Read read) {
    var place = Reads.place(read.camera());
    to.append(read.number()).append('\t').append(read.at()).append('\t').append(read.camera());
    to.append('\t').append(place.latitude()).append('\t').append(place.longitude());
    to.append('\t').append(read.plate()).append('\t').append(read.make());
    to.append('\t').append(read.color()).append('\n');
  }

  private static void write(CopyIn copy, StringBuilder lines) {
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    lines.setLength(0);
    try {
      copy.writeToCopy(bytes, 0, bytes.length);
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
  public long bytes() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_total_relation_size('reads')")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public List<Long> search(Asked asked) throws SQLException {
    return Sql.search(connection, asked);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    server.close();
  }
}
