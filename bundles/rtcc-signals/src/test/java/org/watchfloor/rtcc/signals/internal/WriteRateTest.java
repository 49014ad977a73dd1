package org.watchfloor.rtcc.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.testkit.core.RealStore;
import org.watchfloor.testkit.postgres.PostgresServer;

/** How fast the history is written to either store, each commit on disk. */
class WriteRateTest {
  private static final int ROWS = 20_000;
  private static final int BATCH = 500;

  @TempDir Path folder;

  @Test
  void bothStoresKeepUpWithABusyCity() {
    assumeTrue(PostgresServer.installed(), PostgresServer.INSTALL);
    try (PostgresServer server = PostgresServer.start();
        SqlStore sqlite = RealStore.open(folder.resolve("sqlite"));
        SqlStore postgres = RealStore.open(folder.resolve("postgres"), server.newDatabase())) {
      double inSqlite = rate(sqlite);
      double inPostgres = rate(postgres);
      System.out.printf(
          "history of signals, rows/s in batches of %d: SQLite %,.0f, PostgreSQL %,.0f%n",
          BATCH, inSqlite, inPostgres);
      assertThat(Math.min(inSqlite, inPostgres)).isGreaterThan(500);
    }
  }

  private static double rate(SqlStore store) {
    SignalTable table =
        new SignalTable(new Tables(store), Retention.NONE, Clock.systemUTC(), new Descriptors());
    write(table, 0, 2_000);
    long begin = System.nanoTime();
    write(table, 2_000, 2_000 + ROWS);
    return ROWS * 1e9 / (System.nanoTime() - begin);
  }

  private static void write(SignalTable table, int from, int to) {
    for (int first = from; first < to; first += BATCH) {
      List<BusEntry> batch = new ArrayList<>();
      for (int number = first + 1; number <= first + BATCH; number++) {
        batch.add(entry(number));
      }
      table.add(batch);
    }
  }

  private static SignalEntry entry(long number) {
    Instant now = Instant.now();
    Signal signal =
        Signal.of(new Kind("river.level"), "k" + number, now)
            .device("Gauge 7")
            .detail(new Fields(Map.of("level_m", number / 7.0, "station", "Main St")))
            .build();
    return new SignalEntry(number, now, "river-gauge~bridge", signal);
  }
}
