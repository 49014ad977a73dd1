package org.watchfloor.benchmarks.bus;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.watchfloor.benchmarks.Cpu;
import org.watchfloor.testkit.postgres.PostgresServer;

/**
 * A PostgreSQL server of this run: a row with a unique key for each message, what waits in one
 * transaction, synced; the driver makes one statement of many rows. Stored only: nobody is told, so
 * that a number counts as delivered to one subscriber when it is committed.
 */
final class PostgresPeer implements Peer {
  private static final int GROUP = 512;

  private final Connection connection;
  private final PreparedStatement insert;
  private final Deliveries deliveries;
  private final Batches batches;
  private final long postmaster;

  PostgresPeer(Deliveries deliveries, Closers closers) throws Exception {
    this.deliveries = deliveries;
    PostgresServer server = PostgresServer.start();
    closers.add(server);
    connection = server.connect(server.newDatabase() + "?reWriteBatchedInserts=true");
    closers.add(connection);
    postmaster = postmaster();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table signals (number bigserial primary key, source text not null,"
              + " vendor_key text not null, payload bytea not null, unique (source, vendor_key))");
    }
    connection.commit();
    insert =
        connection.prepareStatement(
            "insert into signals (source, vendor_key, payload) values (?, ?, ?)"
                + " on conflict do nothing");
    batches = new Batches("postgres-writer", GROUP, this::write, deliveries);
    closers.add(batches);
  }

  /** The server's first process: that which has begun the one of this connection. */
  private long postmaster() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select pg_backend_pid()")) {
      found.next();
      return ProcessHandle.of(found.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow().pid();
    }
  }

  private void write(List<Integer> numbers) throws SQLException {
    for (int number : numbers) {
      insert.setString(1, "signal-feed~bench");
      insert.setString(2, String.valueOf(number));
      insert.setBytes(3, Payload.of(number));
      insert.addBatch();
    }
    insert.executeBatch();
    connection.commit();
    numbers.forEach(number -> deliveries.delivered(0, number));
  }

  @Override
  public String name() {
    return "PostgreSQL, insert with a unique key, up to "
        + GROUP
        + " a transaction (no subscribers)";
  }

  @Override
  public void publish(int number) throws InterruptedException {
    batches.put(number);
  }

  @Override
  public int subscribers() {
    return 1;
  }

  @Override
  public double otherCpuSeconds() throws Exception {
    return Cpu.familySeconds(postmaster);
  }
}
