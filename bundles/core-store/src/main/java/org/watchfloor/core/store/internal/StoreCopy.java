package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.watchfloor.core.api.store.DayPartitions;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.StoreMove;

/** Copies every table of a store into the empty ones of another, and compares. Immutable. */
final class StoreCopy {
  private final Clock clock;

  StoreCopy(Clock clock) {
    this.clock = clock;
  }

  /**
   * Copies from SQLite to PostgreSQL, in the transactions of two connections.
   *
   * @throws StoreException if a table is not there, or not the same afterwards
   */
  List<StoreMove.Table> copy(Connection from, Connection to, Consumer<String> progress)
      throws SQLException {
    SortedMap<String, TableShape> here = TableShape.all(from, Dialect.SQLITE);
    SortedMap<String, TableShape> there = TableShape.all(to, Dialect.POSTGRESQL);
    List<StoreMove.Table> done = new ArrayList<>();
    for (TableShape table : here.values()) {
      TableShape target = there.get(table.name());
      if (target == null || !target.columns().equals(table.columns())) {
        throw new StoreException(
            "table "
                + table.name()
                + " has no counterpart in the new database: the bundle that owns it is not"
                + " running; start it, or drop the table if it is of no use");
      }
      StoreMove.Table copied = copy(from, to, table, target);
      done.add(copied);
      progress.accept(line(copied));
      if (!copied.same()) {
        throw new StoreException(
            "table " + table.name() + " is not the same in the new database; nothing is changed");
      }
    }
    return done;
  }

  private static String line(StoreMove.Table table) {
    return "%s: %d rows %s, copied %d rows %s: %s"
        .formatted(
            table.name(),
            table.rows(),
            table.checksum(),
            table.copiedRows(),
            table.copiedChecksum(),
            table.same() ? "the same" : "NOT THE SAME");
  }

  private StoreMove.Table copy(Connection from, Connection to, TableShape table, TableShape target)
      throws SQLException {
    clear(to, target);
    if (!target.day().isEmpty()) {
      days(to, target, Rows.days(from, table, target.day()));
    }
    Fingerprint read;
    try (Rows.Writing writing = new Rows.Writing(to, target)) {
      read = Rows.read(from, table, writing);
      writing.finish();
    } catch (IOException e) {
      throw new StoreException("table " + table.name() + ": " + e, e);
    }
    Fingerprint written = Rows.print(to, target);
    return new StoreMove.Table(
        table.name(), read.rows(), read.sum(), written.rows(), written.sum());
  }

  /** Also of what a migration put into it. */
  static void clear(Connection to, TableShape table) throws SQLException {
    try (Statement statement = to.createStatement()) {
      statement.execute("TRUNCATE TABLE " + table.name());
    }
  }

  /** Makes the partitions for the days of rows that are to come. */
  void days(Connection to, TableShape table, List<Long> times) {
    new DayPartitions(new OneConnection(to, Dialect.POSTGRESQL), table.name(), table.day())
        .prepare(times, clock.instant());
  }
}
