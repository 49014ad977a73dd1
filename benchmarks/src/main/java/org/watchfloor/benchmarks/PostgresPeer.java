package org.watchfloor.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.watchfloor.testkit.postgres.PostgresServer;

/**
 * A PostgreSQL server of this run: a row with a unique key for each message, what waits in one
 * transaction, synced. Stored only: nobody is told.
 */
final class PostgresPeer implements Peer {
  private static final int GROUP = 500;

  private final PostgresServer server = PostgresServer.start();
  private final Connection connection;
  private final BlockingQueue<Integer> waiting = new ArrayBlockingQueue<>(10_000);
  private final Thread writer;
  private final Deliveries deliveries;

  PostgresPeer(Deliveries deliveries) throws Exception {
    this.deliveries = deliveries;
    connection = server.connect(server.newDatabase());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(
          "create table signals (number bigserial primary key, source text not null,"
              + " vendor_key text not null, payload bytea not null, unique (source, vendor_key))");
    }
    connection.commit();
    writer = new Thread(this::write, "postgres-writer");
    writer.start();
  }

  private void write() {
    List<Integer> group = new ArrayList<>();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into signals (source, vendor_key, payload) values (?, ?, ?)"
                + " on conflict do nothing")) {
      while (true) {
        group.add(waiting.take());
        waiting.drainTo(group, GROUP - 1);
        for (int number : group) {
          insert.setString(1, "signal-feed~bench");
          insert.setString(2, String.valueOf(number));
          insert.setBytes(3, Payload.of(number));
          insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
        group.forEach(deliveries::delivered);
        group.clear();
      }
    } catch (InterruptedException e) {
      // closed
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "PostgreSQL, insert with a unique key, up to 500 a transaction (no subscribers)";
  }

  @Override
  public void publish(int number) throws InterruptedException {
    waiting.put(number);
  }

  @Override
  public int deliveries() {
    return 1;
  }

  @Override
  public double otherCpuSeconds() throws Exception {
    double sum = 0;
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      if (process.info().command().orElse("").endsWith("/postgres")) {
        try {
          sum += Cpu.seconds(process.pid());
        } catch (java.io.IOException e) {
          continue; // ended meanwhile
        }
      }
    }
    return sum;
  }

  @Override
  public void close() throws Exception {
    writer.interrupt();
    writer.join(TimeUnit.SECONDS.toMillis(5));
    connection.close();
    server.close();
  }
}
