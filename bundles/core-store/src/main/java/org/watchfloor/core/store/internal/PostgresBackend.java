package org.watchfloor.core.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;

/**
 * PostgreSQL. A commit is on the server's disk when it returns, as the server is set up. The writer
 * holds a lock of its session, so that no other center uses the database at the same time, and one
 * of each transaction, so that the nodes of a center write one after the other, as everybody who
 * writes expects.
 */
final class PostgresBackend implements Backend {
  /** First halves of the keys of advisory locks; the second is the schema's name. */
  private static final int CENTER_LOCK = 0x57464331;

  private static final int WRITER_LOCK = 0x57464332;

  /** SQLSTATE of a lock that was not given in time. */
  private static final String NOT_AVAILABLE = "55P03";

  /** So long a server that does not answer is not asked again, for everybody waits for it. */
  private static final long BREATHER_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** In which texts are compared byte by byte, as SQLite does; their lengths are not enforced. */
  private static final Pattern TEXT = Pattern.compile("\\b(TEXT|(VAR)?CHAR\\([0-9]+\\))");

  private final Database database;
  private volatile Failed failed = new Failed(0, "");

  /** The last failure to connect. */
  private record Failed(long nanos, String message) {}

  PostgresBackend(Database database) {
    this.database = database;
    try {
      Database.check(database.url());
    } catch (IllegalArgumentException e) {
      throw new StoreException(StoreConfig.FILE + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public Connection openWriter() throws SQLException {
    Connection connection = open();
    try {
      lockCenter(connection);
      return NoNul.guard(connection);
    } catch (SQLException | RuntimeException e) {
      Failures.close(connection);
      throw e;
    }
  }

  @Override
  public Connection openReader() throws SQLException {
    Connection connection = open();
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return NoNul.guard(connection);
    } catch (SQLException e) {
      Failures.close(connection);
      throw e;
    }
  }

  private Connection open() throws SQLException {
    Failed last = failed;
    if (!last.message().isEmpty() && System.nanoTime() - last.nanos() < BREATHER_NANOS) {
      throw new SQLException(last.message());
    }
    PGSimpleDataSource source = source();
    Connection connection;
    try {
      connection = source.getConnection();
    } catch (SQLException e) {
      String message = database.shown() + " cannot be reached: " + e.getMessage();
      failed = new Failed(System.nanoTime(), message);
      throw new SQLException(message, e.getSQLState(), e);
    }
    connection.setAutoCommit(false);
    return connection;
  }

  private PGSimpleDataSource source() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(database.url());
    source.setUser(database.user());
    source.setPassword(Secret.of(database.password()));
    source.setApplicationName("watchfloor");
    source.setConnectTimeout(database.connectSeconds());
    source.setLoginTimeout(database.connectSeconds());
    source.setSocketTimeout(patienceMillis() / 1_000);
    source.setTcpKeepAlive(true);
    // Details quote the values of a row, which are nothing for a log.
    source.setLogServerErrorDetail(false);
    long millis = TimeUnit.SECONDS.toMillis(database.statementSeconds());
    source.setOptions(
        "-c statement_timeout=%1$d -c idle_in_transaction_session_timeout=%2$d"
            .formatted(millis, 2 * millis));
    secure(source);
    return source;
  }

  /** The server ends a statement; a server that has gone is given up a little later. */
  private int patienceMillis() {
    return (database.statementSeconds() + 10) * 1_000;
  }

  private void secure(PGSimpleDataSource source) throws SQLException {
    if (!database.verified()) {
      source.setSslMode("disable");
      return;
    }
    source.setSslMode("verify-full");
    if (database.tlsCa().isEmpty()) {
      source.setProperty(PGProperty.SSL_FACTORY, "org.postgresql.ssl.DefaultJavaSSLFactory");
    } else {
      source.setSslRootCert(database.tlsCa());
    }
  }

  /**
   * Shared among the nodes of a center that has a name, exclusive otherwise. The server may take a
   * moment to notice that a session has ended.
   */
  private void lockCenter(Connection connection) throws SQLException {
    String lock = database.center().isEmpty() ? "pg_advisory_lock" : "pg_advisory_lock_shared";
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = '2s'");
      statement.execute("SELECT " + lock + "(" + CENTER_LOCK + ", hashtext(current_schema))");
      connection.commit();
    } catch (SQLException e) {
      if (!NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      throw new StoreException(
          database.shown()
              + " is in use by another center: give each a database of its own. If both are nodes"
              + " of one center, set the same center = <name> on each in "
              + StoreConfig.FILE,
          e);
    }
  }

  @Override
  public void begin(Connection writer) throws SQLException {
    writer.setNetworkTimeout(Runnable::run, patienceMillis());
    try (PreparedStatement statement =
        writer.prepareStatement("SELECT pg_advisory_xact_lock(?, hashtext(current_schema))")) {
      statement.setInt(1, WRITER_LOCK);
      statement.execute();
    }
  }

  @Override
  public boolean alive(Connection connection) {
    try {
      boolean alive = connection.isValid(database.connectSeconds());
      if (alive) {
        connection.rollback();
      }
      return alive;
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public String definition(String sql) {
    return sql.matches("(?s)(CREATE|ALTER) TABLE .*")
        ? TEXT.matcher(sql).replaceAll("TEXT COLLATE \"C\"")
        : sql;
  }

  @Override
  public void takeYourTime(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = 0");
    }
    connection.setNetworkTimeout(Runnable::run, 0);
  }

  /** That of the server's disk is the server's matter. */
  @Override
  public HealthResult check() {
    return database.verified() || database.loopback()
        ? HealthResult.OK
        : HealthResult.warn(
            "tls = off: passwords and data go to %s as they are; set tls = auto in %s"
                .formatted(database.shown(), StoreConfig.FILE));
  }

  @Override
  public String shown() {
    return database.shown();
  }
}
