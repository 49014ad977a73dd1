package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;

/**
 * SQLite in one file. Readers see the last commit and never wait for the writer, because of the
 * write-ahead log (WAL); a commit is on disk when it returns, because of synchronous=FULL.
 */
final class SqliteBackend implements Backend {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteBackend.class);

  static final String FILE = "store.db";

  private final Path file;
  private final String url;
  private final @Nullable Object identity;
  private final int busyTimeoutMillis;

  SqliteBackend(Path directory, int busyTimeoutMillis) {
    NativeLibrary.load();
    this.file = directory.resolve(FILE);
    this.url = "jdbc:sqlite:" + file.toAbsolutePath();
    this.busyTimeoutMillis = busyTimeoutMillis;
    try {
      DataDirectory.createDirectories(directory);
      // SQLite gives the WAL and its index the permissions of the database file.
      DataDirectory.createFile(file);
      this.identity = identity();
    } catch (IOException e) {
      throw new StoreException("cannot make " + file + ": " + e, e);
    }
  }

  /** What tells a file from another of its name, where the disk has such. */
  private @Nullable Object identity() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  Path file() {
    return file;
  }

  /** Whoever deletes the file of a program that runs deletes what it writes from then on, too. */
  @Override
  public HealthResult check() {
    try {
      if (Objects.equals(identity, identity())) {
        return HealthResult.OK;
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be looked at: {}", file, e.toString());
    }
    return HealthResult.critical(
        ("%s was deleted or replaced while the center runs: what is kept now is lost at the next"
                + " start. Make a backup now, stop the center, and restore it")
            .formatted(file));
  }

  @Override
  public String shown() {
    return file.toString();
  }

  /** Writes all that is committed into a new file, while others read and write. */
  void copy(Path to) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource(config());
    source.setUrl(url);
    try (Connection connection = source.getConnection();
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, to.toString());
      vacuum.execute();
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public Connection openWriter() throws SQLException {
    SQLiteConfig config = config();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    // A transaction that reads first and writes later would fail with SQLITE_BUSY_SNAPSHOT if
    // another process (a backup) had written in between.
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    return open(config);
  }

  @Override
  public Connection openReader() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    config.setTransactionMode(TransactionMode.DEFERRED);
    return open(config);
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(busyTimeoutMillis);
    return config;
  }

  /** Not by DriverManager: it finds drivers by class loader, which in OSGi is not ours. */
  private Connection open(SQLiteConfig config) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url);
    Connection connection = source.getConnection();
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
