package org.watchfloor.core.store.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.Work;

/**
 * Relational data in one file of SQLite, or in PostgreSQL. Thread-safe: one writer, a few readers
 * that do not wait for it. A file left by a process that was killed is recovered from its
 * write-ahead log when it is opened; a server that went away is connected to again when it is asked
 * for the next time.
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
  private final CenterName name;

  /** Opens the store of this Karaf. */
  public SqlStore(StoreConfig config) {
    this(DataDirectory.find(), Settings.of(config), Clock.systemUTC(), CenterName.Empty.LOST);
  }

  private SqlStore(Path directory, Settings settings, Clock clock, CenterName.Empty empty) {
    Restored restored = new Restored(directory, clock);
    this.backend = backend(directory, settings, restored);
    this.writer = new Writer(backend);
    this.readers = new Readers(backend, settings.readers());
    this.migrations = new Migrations(backend, writer, clock);
    this.disk = new DiskSpace(directory, settings.diskMinFreeMib() << 20);
    this.name = new CenterName(directory, clock);
    try {
      migrations.prepare();
      restored.afterOpening(writer, backend);
      name.claim(writer, backend.dialect(), settings.database().center(), backend.shown(), empty);
    } catch (RuntimeException | LinkageError e) {
      close();
      throw e;
    }
  }

  private static Backend backend(Path directory, Settings settings, Restored restored) {
    if (settings.database().configured()) {
      return new PostgresBackend(settings.database());
    }
    restored.beforeOpening();
    return new SqliteBackend(directory, settings.busyTimeoutMillis());
  }

  static SqlStore open(Path directory, Clock clock) {
    Settings settings = new Settings(5_000, 4, 0, 1, 0, Database.NONE, List.of());
    return open(directory, settings, clock);
  }

  /** Opens or makes the store of a directory; throws if it cannot be used. */
  static SqlStore open(Path directory, Settings settings, Clock clock) {
    return new SqlStore(directory, settings, clock, CenterName.Empty.LOST);
  }

  /** Opens another store of the same center, which is to be filled. */
  static SqlStore forMove(Path directory, Settings settings, Clock clock) {
    return new SqlStore(directory, settings, clock, CenterName.Empty.WANTED);
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
    HealthResult result = backend.check();
    if (result.level() == HealthResult.Level.CRITICAL) {
      return result;
    }
    try {
      readers.read(SqlStore::look, HEALTH_PATIENCE);
    } catch (StoreException e) {
      return HealthResult.critical(
          ("The store cannot be read: %s. Signals are taken and alerts raised meanwhile; queue,"
                  + " history and changes of users wait until it is back")
              .formatted(e.getMessage()));
    }
    Optional<String> lost = name.lostSince();
    if (lost.isPresent()) {
      return HealthResult.warn(
          ("The store was empty at %s, though this center had one: its users, hot lists and"
                  + " incidents are not in this one. Restore a backup, or move a store with"
                  + " rtcc:store-migrate; or delete %s to go on with what there is")
              .formatted(lost.get(), name.lost()));
    }
    return result.level() == HealthResult.Level.OK ? disk.check() : result;
  }

  private static boolean look(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM store_migration")) {
      return row.next();
    }
  }

  Backend backend() {
    return backend;
  }

  Writer writer() {
    return writer;
  }

  Migrations migrations() {
    return migrations;
  }

  /** Ends after the writing transaction; a query that still runs closes its own connection. */
  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}
