package org.watchfloor.core.access.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;

/** The tables of users, tokens and sessions. Times are milliseconds since 1970. Thread-safe. */
final class Tables {
  private static final List<Migration> MIGRATIONS =
      List.of(
          new Migration(
              1,
              "users, tokens, sessions",
              List.of(
                  "CREATE TABLE access_user (name TEXT PRIMARY KEY, password TEXT NOT NULL, roles"
                      + " TEXT NOT NULL, created_by TEXT NOT NULL, created_at BIGINT NOT NULL)",
                  "CREATE TABLE access_token (name TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE,"
                      + " roles TEXT NOT NULL, created_by TEXT NOT NULL, created_at BIGINT NOT"
                      + " NULL, expires_at BIGINT NOT NULL)",
                  "CREATE TABLE access_session (id TEXT PRIMARY KEY, user_name TEXT NOT NULL,"
                      + " created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL)")),
          new Migration(
              2,
              "names of removed users",
              List.of(
                  "CREATE TABLE access_removed (name TEXT PRIMARY KEY, removed_by TEXT NOT NULL,"
                      + " removed_at BIGINT NOT NULL)")));

  private final Store store;

  Tables(Store store) {
    this.store = store;
    store.migrate("access", MIGRATIONS);
  }

  /** Makes a value of a row. */
  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  List<User> users() {
    return all(
        "SELECT name, password, roles, created_by, created_at FROM access_user",
        r -> new User(r.getString(1), r.getString(2), roles(r, 3), r.getString(4), time(r, 5)));
  }

  List<Token> tokens() {
    return all(
        "SELECT name, secret, roles, created_by, created_at, expires_at FROM access_token",
        r ->
            new Token(
                r.getString(1),
                r.getString(2),
                roles(r, 3),
                r.getString(4),
                time(r, 5),
                time(r, 6)));
  }

  List<SignedIn> sessions() {
    return all(
        "SELECT id, user_name, created_at, seen_at FROM access_session",
        r -> new SignedIn(r.getString(1), r.getString(2), time(r, 3), time(r, 4), time(r, 4)));
  }

  List<String> removedNames() {
    return all("SELECT name FROM access_removed", r -> r.getString(1));
  }

  /** Fails if the store cannot be read. */
  int userCount() {
    return all("SELECT COUNT(*) FROM access_user", r -> r.getInt(1)).get(0);
  }

  void insert(User user) {
    store.write(c -> insert(c, user));
  }

  void insert(Token token) {
    store.write(c -> insert(c, token));
  }

  /** Both or none. */
  void insert(User user, Token token) {
    store.write(c -> insert(c, user) + insert(c, token));
  }

  void insert(SignedIn session) {
    write(
        "INSERT INTO access_session (id, user_name, created_at, seen_at) VALUES (?, ?, ?, ?)",
        session.key(),
        session.user(),
        session.createdAt(),
        session.seenAt());
  }

  void updatePassword(User user) {
    write("UPDATE access_user SET password = ? WHERE name = ?", user.password(), user.name());
  }

  /**
   * The password and the end of the user's sessions, both or none.
   *
   * @param stays key of the session that does not end; empty for none
   */
  void updatePassword(User user, String stays) {
    store.write(
        c ->
            execute(
                    c,
                    "UPDATE access_user SET password = ? WHERE name = ?",
                    user.password(),
                    user.name())
                + execute(
                    c,
                    "DELETE FROM access_session WHERE user_name = ? AND id <> ?",
                    user.name(),
                    stays));
  }

  void updateRoles(User user) {
    write("UPDATE access_user SET roles = ? WHERE name = ?", words(user.roles()), user.name());
  }

  /** The user, their sessions and the name's being taken for ever, all or none. */
  void remove(User user, String by, Instant at) {
    store.write(
        c ->
            execute(c, "DELETE FROM access_session WHERE user_name = ?", user.name())
                + execute(c, "DELETE FROM access_user WHERE name = ?", user.name())
                + execute(
                    c,
                    "INSERT INTO access_removed (name, removed_by, removed_at) VALUES (?, ?, ?)",
                    user.name(),
                    by,
                    at));
  }

  void updateSeen(SignedIn session) {
    write("UPDATE access_session SET seen_at = ? WHERE id = ?", session.seenAt(), session.key());
  }

  void deleteToken(String name) {
    write("DELETE FROM access_token WHERE name = ?", name);
  }

  void deleteSessions(List<String> keys) {
    store.write(
        c -> {
          for (String key : keys) {
            execute(c, "DELETE FROM access_session WHERE id = ?", key);
          }
          return keys.size();
        });
  }

  private static int insert(Connection connection, User user) throws SQLException {
    return execute(
        connection,
        "INSERT INTO access_user (name, password, roles, created_by, created_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        user.name(),
        user.password(),
        words(user.roles()),
        user.createdBy(),
        user.createdAt());
  }

  private static int insert(Connection connection, Token token) throws SQLException {
    return execute(
        connection,
        "INSERT INTO access_token (name, secret, roles, created_by, created_at, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        token.name(),
        token.secret(),
        words(token.roles()),
        token.createdBy(),
        token.createdAt(),
        token.expiresAt());
  }

  private <T> List<T> all(String sql, Row<T> row) {
    return store.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql);
              ResultSet result = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (result.next()) {
              all.add(row.of(result));
            }
            return all;
          }
        });
  }

  private void write(String sql, Object... values) {
    store.write(connection -> execute(connection, sql, values));
  }

  private static int execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] instanceof Instant time) {
          statement.setLong(i + 1, time.toEpochMilli());
        } else {
          statement.setString(i + 1, (String) values[i]);
        }
      }
      return statement.executeUpdate();
    }
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  private static Set<Role> roles(ResultSet row, int column) throws SQLException {
    Set<Role> roles = new TreeSet<>();
    for (String word : row.getString(column).split(" ")) {
      roles.add(Role.ofWord(word));
    }
    return roles;
  }

  static String words(Set<Role> roles) {
    return new TreeSet<>(roles).stream().map(Role::word).collect(Collectors.joining(" "));
  }
}
