package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;

/**
 * SQLite in one file. Readers see the last commit and never wait for the writer, because of the
 * write-ahead log (WAL); a commit is on disk when it returns, because of synchronous=FULL.
 */
final class SqliteBackend implements Backend {
  private final String url;
  private final int busyTimeoutMillis;

  SqliteBackend(Path directory, int busyTimeoutMillis) {
    NativeLibrary.load();
    Path file = directory.resolve("store.db");
    this.url = "jdbc:sqlite:" + file.toAbsolutePath();
    this.busyTimeoutMillis = busyTimeoutMillis;
    try {
      DataDirectory.createDirectories(directory);
      // SQLite gives the WAL and its index the permissions of the database file.
      DataDirectory.createFile(file);
    } catch (IOException e) {
      throw new StoreException("cannot make " + file + ": " + e, e);
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
