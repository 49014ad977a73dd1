package org.watchfloor.benchmarks.plates;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.watchfloor.benchmarks.Cpu;
import org.watchfloor.testkit.postgres.PostgresServer;

/**
 * PostgreSQL with pg_trgm and levenshtein: a GIN index of trigrams gives what shares enough of
 * them, levenshtein what is one edit away. Three in ten trigrams in common is the extension's
 * default, which misses some edits of short plates.
 */
final class TrigramPeer implements FuzzyPeer {
  private static final int CHUNK = 100_000;

  private final PostgresServer server;
  private final Connection connection;
  private final PreparedStatement select;
  private final long backend;

  TrigramPeer(Iterator<String> plates) throws Exception {
    server =
        PostgresServer.start(
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "shared_buffers=2GB",
            "maintenance_work_mem=1GB",
            "max_wal_size=8GB");
    connection = server.connect(server.newDatabase());
    try (Statement statement = connection.createStatement()) {
      statement.execute("create extension pg_trgm");
      statement.execute("create extension fuzzystrmatch");
      statement.execute("create unlogged table hot (plate text not null)");
      copy(plates);
      statement.execute("create index hot_trigrams on hot using gin (plate gin_trgm_ops)");
      statement.execute("vacuum analyze hot");
    }
    backend = backend();
    select =
        connection.prepareStatement(
            "select plate from hot where plate % ? and levenshtein_less_equal(plate, ?, 1) <= 1");
  }

  private void copy(Iterator<String> plates) throws Exception {
    CopyManager copy = new CopyManager(connection.unwrap(BaseConnection.class));
    StringBuilder rows = new StringBuilder();
    for (int i = 1; plates.hasNext(); i++) {
      rows.append(plates.next()).append('\n');
      if (i % CHUNK == 0 || !plates.hasNext()) {
        copy.copyIn("copy hot from stdin", new StringReader(rows.toString()));
        rows.setLength(0);
      }
    }
  }

  private long backend() throws SQLException {
    return number("select pg_backend_pid()");
  }

  private long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    }
  }

  @Override
  public String name() {
    return "PostgreSQL, pg_trgm and levenshtein ≤ 1";
  }

  @Override
  public int find(String read) throws SQLException {
    select.setString(1, read);
    select.setString(2, read);
    int count = 0;
    try (ResultSet found = select.executeQuery()) {
      while (found.next()) {
        count++;
      }
    }
    return count;
  }

  @Override
  public double cpuSeconds() throws Exception {
    return Cpu.seconds(backend);
  }

  @Override
  public long bytes() throws SQLException {
    return number("select pg_total_relation_size('hot')");
  }

  @Override
  public void close() throws Exception {
    connection.close();
    server.close();
  }
}
