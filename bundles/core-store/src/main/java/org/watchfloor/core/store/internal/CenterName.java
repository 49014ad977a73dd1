package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;

/**
 * Which center a store belongs to, kept in the store and beside it in {@code store.center}: a store
 * that is new where there was one already was lost, and a database of another center is none for
 * this one. To be used by one thread.
 */
final class CenterName {
  /** What becomes of a store without an owner and without tables. */
  enum Empty {
    /** One that was here before is lost. */
    LOST,
    /** It is to be filled. */
    WANTED
  }

  private final Path directory;
  private final Path file;
  private final Path lost;
  private final Clock clock;

  CenterName(Path directory, Clock clock) {
    this.directory = directory;
    this.file = directory.resolve("store.center");
    this.lost = directory.resolve("store.lost");
    this.clock = clock;
  }

  /**
   * Writes the name where it is missing.
   *
   * @param configured empty for none
   * @throws StoreException if the store belongs to another center
   */
  void claim(Writer writer, Dialect dialect, String configured, String shown, Empty empty) {
    Optional<String> known = known();
    String expected =
        configured.isEmpty() ? known.orElseGet(() -> UUID.randomUUID().toString()) : configured;
    Claim claim = writer.transaction(c -> claim(c, expected));
    if (!claim.owner().equals(expected) && dialect == Dialect.POSTGRESQL) {
      throw new StoreException(
          ("%s belongs to the center %s, and this is %s: give each center a database of its own."
                  + " If this is a node of that center, or takes its place, set center = %s in %s")
              .formatted(shown, claim.owner(), expected, claim.owner(), StoreConfig.FILE));
    }
    if (claim.empty() && known.isPresent() && empty == Empty.LOST) {
      write(lost, clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    if (!known.equals(Optional.of(claim.owner()))) {
      write(file, claim.owner());
    }
  }

  /**
   * @param empty whether the store had no owner and no tables
   */
  private record Claim(String owner, boolean empty) {}

  private static Claim claim(Connection c, String name) throws SQLException {
    try (Statement statement = c.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS store_center (name TEXT NOT NULL PRIMARY KEY)");
      Optional<String> owner = first(statement, "SELECT name FROM store_center");
      if (owner.isPresent()) {
        return new Claim(owner.get(), false);
      }
      boolean empty = first(statement, "SELECT component FROM store_migration LIMIT 1").isEmpty();
      try (PreparedStatement insert =
          c.prepareStatement("INSERT INTO store_center (name) VALUES (?)")) {
        insert.setString(1, name);
        insert.executeUpdate();
      }
      return new Claim(name, empty);
    }
  }

  private static Optional<String> first(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private Optional<String> known() {
    return read(file);
  }

  /** Since when the store is a new one though there was one before; empty for all is well. */
  Optional<String> lostSince() {
    return read(lost);
  }

  Path lost() {
    return lost;
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(name -> !name.isEmpty());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e, e);
    }
  }

  private void write(Path file, String text) {
    try {
      DataDirectory.createDirectories(directory);
      DataDirectory.createFile(file);
      Files.writeString(file, text + "\n");
    } catch (IOException e) {
      throw new StoreException("cannot write " + file + ": " + e, e);
    }
  }
}
