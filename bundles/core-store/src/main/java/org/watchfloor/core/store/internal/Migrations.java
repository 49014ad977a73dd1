package org.watchfloor.core.store.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;

/**
 * Brings the tables of components up to date and remembers what was applied in {@code
 * store_migration}. Thread-safe, as the writer is.
 */
final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final Pattern COMPONENT = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** There a backup is no copy of a file, and must know how the tables were made. */
  private static final String STATEMENTS = "statements TEXT NOT NULL DEFAULT '[]', ";

  private final Backend backend;
  private final Writer writer;
  private final Clock clock;

  /** What this program knows of each component, for the same in another database. */
  private final Map<String, List<Migration>> known = new ConcurrentHashMap<>();

  Migrations(Backend backend, Writer writer, Clock clock) {
    this.backend = backend;
    this.writer = writer;
    this.clock = clock;
  }

  /** Makes the table of applied migrations, if there is none. */
  void prepare() {
    writer.transaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(
                backend.definition(
                    "CREATE TABLE IF NOT EXISTS store_migration ("
                        + "component VARCHAR(32) NOT NULL, version INTEGER NOT NULL,"
                        + " description TEXT NOT NULL, checksum CHAR(64) NOT NULL,"
                        + " applied_at TEXT NOT NULL, "
                        + (backend.dialect() == Dialect.POSTGRESQL ? STATEMENTS : "")
                        + "PRIMARY KEY (component, version))"));
          }
        });
  }

  void migrate(String component, List<Migration> migrations) {
    check(component, migrations);
    known.put(component, List.copyOf(migrations));
    SortedMap<Integer, String> applied = writer.transaction(c -> applied(c, component));
    if (!applied.isEmpty() && applied.lastKey() > migrations.size()) {
      throw new StoreException(
          ("store of %s: is at version %d, this program knows %d only;"
                  + " start the newer program or restore a backup")
              .formatted(component, applied.lastKey(), migrations.size()));
    }
    for (Migration migration : migrations) {
      String before = applied.get(migration.version());
      if (before == null) {
        apply(component, migration);
      } else if (!before.equals(checksum(migration))) {
        throw new StoreException(
            ("store of %s: migration %d \"%s\" was applied and has been changed since;"
                    + " undo the change and add migration %d")
                .formatted(
                    component,
                    migration.version(),
                    migration.description(),
                    migrations.size() + 1));
      }
    }
  }

  /**
   * What each component asked for in this run, in the order of names: {@code plates-history}
   * changes a table of {@code plates}.
   */
  SortedMap<String, List<Migration>> known() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(known));
  }

  private static void check(String component, List<Migration> migrations) {
    if (!COMPONENT.matcher(component).matches()) {
      throw new IllegalArgumentException(
          "component: \"" + component + "\" is not a lower-case word of at most 32 characters");
    }
    for (int i = 0; i < migrations.size(); i++) {
      if (migrations.get(i).version() != i + 1) {
        throw new IllegalArgumentException(
            "migrations of %s: number %d has version %d; versions are 1, 2, 3, ..."
                .formatted(component, i + 1, migrations.get(i).version()));
      }
    }
  }

  private static SortedMap<Integer, String> applied(Connection connection, String component)
      throws SQLException {
    SortedMap<Integer, String> applied = new TreeMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT version, checksum FROM store_migration WHERE component = ?")) {
      select.setString(1, component);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          applied.put(row.getInt(1), row.getString(2));
        }
      }
    }
    return applied;
  }

  private void apply(String component, Migration migration) {
    try {
      writer.transaction(
          connection -> {
            if (applied(connection, component).containsKey(migration.version())) {
              return 0; // another node was first
            }
            backend.takeYourTime(connection);
            try (Statement statement = connection.createStatement()) {
              for (String sql : migration.statements(backend.dialect())) {
                statement.execute(backend.definition(sql));
              }
            }
            remember(connection, component, migration);
            return backend.dialect() == Dialect.POSTGRESQL
                ? rememberStatements(connection, component, migration)
                : 0;
          });
    } catch (StoreException e) {
      throw new StoreException(
          "store of %s: migration %d \"%s\" failed and was rolled back: %s"
              .formatted(component, migration.version(), migration.description(), e.getMessage()),
          e);
    }
    LOG.info(
        "Store of {}: applied migration {} \"{}\"",
        component,
        migration.version(),
        migration.description());
  }

  private int rememberStatements(Connection connection, String component, Migration migration)
      throws SQLException {
    ArrayNode statements = Json.array();
    migration.statements(backend.dialect()).forEach(sql -> statements.add(backend.definition(sql)));
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE store_migration SET statements = ? WHERE component = ? AND version = ?")) {
      update.setString(1, Json.text(statements));
      update.setString(2, component);
      update.setInt(3, migration.version());
      return update.executeUpdate();
    }
  }

  private int remember(Connection connection, String component, Migration migration)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO store_migration"
                + " (component, version, description, checksum, applied_at)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      insert.setString(1, component);
      insert.setInt(2, migration.version());
      insert.setString(3, migration.description());
      insert.setString(4, checksum(migration));
      insert.setString(5, Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString());
      return insert.executeUpdate();
    }
  }

  /** Of the statements, not of the description: words may be mended. */
  private String checksum(Migration migration) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String sql : migration.statements(backend.dialect())) {
        digest.update(sql.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
