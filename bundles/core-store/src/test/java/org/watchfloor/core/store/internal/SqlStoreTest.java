package org.watchfloor.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.health.HealthResult.Level;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;

class SqlStoreTest {
  private static final Migration FIRST =
      new Migration(
          1,
          "plates",
          List.of("CREATE TABLE plates_read (plate VARCHAR(16) NOT NULL PRIMARY KEY)"));
  private static final Migration SECOND =
      new Migration(
          2,
          "hits",
          List.of(
              "CREATE TABLE plates_hit (plate VARCHAR(16) NOT NULL REFERENCES plates_read(plate))",
              "CREATE INDEX plates_hit_plate ON plates_hit (plate)"));

  @TempDir Path directory;
  private SqlStore store;

  @BeforeEach
  void open() {
    store = SqlStore.open(directory, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static int update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private int reads() {
    return store.read(c -> count(c, "plates_read"));
  }

  @Test
  void migratesOnceAndGoesOn() {
    store.migrate("plates", List.of(FIRST));
    store.write(c -> update(c, "INSERT INTO plates_read VALUES ('ABC123')"));
    store.migrate("plates", List.of(FIRST, SECOND));
    store.migrate("plates", List.of(FIRST, SECOND));

    assertThat(reads()).isEqualTo(1);
    assertThat(store.<Integer>read(c -> count(c, "store_migration"))).isEqualTo(2);
    assertThat(store.dialect()).isEqualTo(Dialect.SQLITE);
  }

  @Test
  void refusesAChangedMigrationAndSaysWhich() {
    store.migrate("plates", List.of(FIRST));
    Migration changed = new Migration(1, "plates", List.of("CREATE TABLE plates_read (id INT)"));

    assertThatThrownBy(() -> store.migrate("plates", List.of(changed)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("store of plates: migration 1 \"plates\" was applied and has been");
  }

  @Test
  void acceptsAMendedDescription() {
    store.migrate("plates", List.of(FIRST));
    store.migrate("plates", List.of(new Migration(1, "reads of plates", FIRST.statements())));
    assertThat(reads()).isZero();
  }

  @Test
  void refusesAStoreOfANewerProgram() {
    store.migrate("plates", List.of(FIRST, SECOND));
    assertThatThrownBy(() -> store.migrate("plates", List.of(FIRST)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is at version 2, this program knows 1 only");
  }

  @Test
  void rollsBackAMigrationAsAWhole() {
    Migration broken =
        new Migration(2, "broken", List.of("CREATE TABLE plates_x (id INT)", "CREATE NONSENSE"));
    store.migrate("plates", List.of(FIRST));

    assertThatThrownBy(() -> store.migrate("plates", List.of(FIRST, broken)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("migration 2 \"broken\" failed and was rolled back");
    assertThatThrownBy(() -> store.read(c -> count(c, "plates_x")))
        .hasMessageContaining("no such table");
    store.migrate("plates", List.of(FIRST, SECOND));
  }

  @Test
  void refusesGapsAndOddNames() {
    assertThatThrownBy(() -> store.migrate("plates", List.of(SECOND)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.migrate("Plates; --", List.of(FIRST)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rollsBackWhenTheWorkThrows() {
    store.migrate("plates", List.of(FIRST));
    assertThatThrownBy(
            () ->
                store.write(
                    c -> {
                      update(c, "INSERT INTO plates_read VALUES ('ABC123')");
                      throw new IllegalStateException("changed my mind");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                store.write(
                    c -> {
                      update(c, "INSERT INTO plates_read VALUES ('ABC123')");
                      return update(c, "INSERT INTO plates_read VALUES ('ABC123')");
                    }))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("writing for " + SqlStoreTest.class.getName())
        .hasMessageContaining("UNIQUE")
        .hasCauseInstanceOf(SQLException.class);

    assertThat(reads()).isZero();
    store.write(c -> update(c, "INSERT INTO plates_read VALUES ('ABC123')"));
    assertThat(reads()).isEqualTo(1);
  }

  @Test
  void readersSeeTheLastCommitWhileAWriteIsOpen() throws Exception {
    store.migrate("plates", List.of(FIRST));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch inserted = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    try {
      Future<Integer> write =
          threads.submit(
              () ->
                  store.write(
                      c -> {
                        int rows = update(c, "INSERT INTO plates_read VALUES ('ABC123')");
                        inserted.countDown();
                        await(finish);
                        return rows;
                      }));
      inserted.await();
      List<Future<Integer>> reads = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        reads.add(threads.submit(this::reads));
      }
      for (Future<Integer> read : reads) {
        assertThat(read.get()).isZero();
      }
      finish.countDown();
      assertThat(write.get()).isEqualTo(1);
      assertThat(reads()).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aReadSeesOneState() {
    store.migrate("plates", List.of(FIRST));
    int[] counts =
        store.read(
            c -> {
              int before = count(c, "plates_read");
              store.write(w -> update(w, "INSERT INTO plates_read VALUES ('ABC123')"));
              return new int[] {before, count(c, "plates_read")};
            });
    assertThat(counts).containsExactly(0, 0);
    assertThat(reads()).isEqualTo(1);
  }

  @Test
  void readersCannotWrite() {
    store.migrate("plates", List.of(FIRST));
    assertThatThrownBy(
            () -> store.read(c -> update(c, "INSERT INTO plates_read VALUES ('ABC123')")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("READONLY");
    assertThat(reads()).isZero();
  }

  @Test
  void refusesAWriteWithinAWrite() {
    store.migrate("plates", List.of(FIRST));
    assertThatThrownBy(
            () -> store.write(outer -> store.write(c -> update(c, "DELETE FROM plates_read"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("a write within a write");
  }

  @Test
  void isSetForDurabilityAndForeignKeys() {
    store.migrate("plates", List.of(FIRST, SECOND));
    assertThat(store.<String>write(c -> pragma(c, "journal_mode"))).isEqualTo("wal");
    assertThat(store.<String>write(c -> pragma(c, "synchronous"))).isEqualTo("2");
    assertThat(store.<String>read(c -> pragma(c, "foreign_keys"))).isEqualTo("1");
    assertThatThrownBy(() -> store.write(c -> update(c, "INSERT INTO plates_hit VALUES ('X')")))
        .hasMessageContaining("FOREIGN KEY");
  }

  @Test
  void isForTheOwnUserOnly() throws Exception {
    store.migrate("plates", List.of(FIRST));
    for (String name : List.of("store.db", "store.db-wal")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void opensWhatAKilledProcessLeft() throws Exception {
    store.migrate("plates", List.of(FIRST));
    store.write(c -> update(c, "INSERT INTO plates_read VALUES ('ABC123')"));
    // What is on disk before close() is what kill -9 leaves.
    Path copy = Files.createDirectory(directory.resolve("killed"));
    for (String name : List.of("store.db", "store.db-wal")) {
      Files.copy(directory.resolve(name), copy.resolve(name));
    }
    try (SqlStore recovered = SqlStore.open(copy, Clock.systemUTC())) {
      assertThat(recovered.<Integer>read(c -> count(c, "plates_read"))).isEqualTo(1);
    }
  }

  @Test
  void reopensAfterClose() {
    store.migrate("plates", List.of(FIRST));
    store.write(c -> update(c, "INSERT INTO plates_read VALUES ('ABC123')"));
    store.close();
    assertThatThrownBy(this::reads).hasMessageContaining("closed");
    assertThat(store.check().level()).isEqualTo(Level.CRITICAL);

    open();
    store.migrate("plates", List.of(FIRST));
    assertThat(reads()).isEqualTo(1);
    assertThat(store.check()).isEqualTo(HealthResult.OK);
  }

  @Test
  void warnsOfAFullDisk() {
    assertThat(new DiskSpace(directory, Long.MAX_VALUE / 2).check().level())
        .isEqualTo(Level.CRITICAL);
    long free = directory.toFile().getUsableSpace();
    assertThat(new DiskSpace(directory, free * 2).check().level()).isEqualTo(Level.WARN);
    assertThat(new DiskSpace(directory.resolve("gone"), 1).check().level())
        .isEqualTo(Level.CRITICAL);
  }
}
