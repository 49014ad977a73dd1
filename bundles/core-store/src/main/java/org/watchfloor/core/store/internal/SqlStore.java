package org.watchfloor.core.store.internal;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.Work;

/**
 * Relational data in one file. Thread-safe: one writer, a few readers that do not wait for it. A
 * file left by a process that was killed is recovered from its write-ahead log when it is opened.
 */
public final class SqlStore implements Store, HealthCheck, AutoCloseable {
  /** Longer than any query of a screen; whoever waits longer is better off with an error. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A health check must return within 1 s. */
  private static final Duration HEALTH_PATIENCE = Duration.ofMillis(500);

  private final Backend backend;
  private final Writer writer;
  private final Readers readers;
  private final Migrations migrations;
  private final DiskSpace disk;

  /** Opens the store of this Karaf. */
  public SqlStore(StoreConfig config) {
    this(DataDirectory.find(), Settings.of(config), Clock.systemUTC());
  }

  private SqlStore(Path directory, Settings settings, Clock clock) {
    this(
        new SqliteBackend(directory, settings.busyTimeoutMillis()),
        settings.readers(),
        new DiskSpace(directory, settings.diskMinFreeMib() << 20),
        clock);
  }

  SqlStore(Backend backend, int readerCount, DiskSpace disk, Clock clock) {
    this.backend = backend;
    this.writer = new Writer(backend);
    this.readers = new Readers(backend, readerCount);
    this.migrations = new Migrations(writer, clock);
    this.disk = disk;
    try {
      migrations.prepare();
    } catch (RuntimeException | LinkageError e) {
      close();
      throw e;
    }
  }

  static SqlStore open(Path directory, Clock clock) {
    return new SqlStore(new SqliteBackend(directory, 5_000), 4, new DiskSpace(directory, 0), clock);
  }

  /** Opens or makes the store of a directory; throws if it cannot be used. */
  static SqlStore open(Path directory, Settings settings, Clock clock) {
    return new SqlStore(directory, settings, clock);
  }

  @Override
  public void migrate(String component, List<Migration> steps) {
    migrations.migrate(component, steps);
  }

  @Override
  public <T> T read(Work<T> work) {
    return readers.read(work, PATIENCE);
  }

  @Override
  public <T> T write(Work<T> work) {
    return writer.transaction(work);
  }

  @Override
  public Dialect dialect() {
    return backend.dialect();
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public HealthResult check() {
    try {
      readers.read(
          connection -> {
            try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM store_migration")) {
              return row.next();
            }
          },
          HEALTH_PATIENCE);
    } catch (StoreException e) {
      return HealthResult.critical("The store cannot be read: " + e.getMessage());
    }
    return disk.check();
  }

  /** Ends after the writing transaction; a query that still runs closes its own connection. */
  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}
