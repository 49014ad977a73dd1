package org.watchfloor.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.store.DayPartitions;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.StoreMove;
import org.watchfloor.testkit.postgres.PostgresServer;

/** A center's rows on their way from SQLite to PostgreSQL, and into a backup and out of it. */
@NeedsPostgres
@Timeout(60)
class StoreMoverTest {
  private static final Actor BY = new Actor("ana", "ssh 127.0.0.1");
  private static final long DAY = 86_400_000_000L;

  /** A table by day, and one with every kind of column. */
  private static final List<Migration> MIGRATIONS =
      List.of(
          new Migration(
              1,
              "reads",
              List.of(
                  "CREATE TABLE plates_read (number BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL)"),
              List.of(
                  "CREATE TABLE plates_read (number BIGINT NOT NULL, at BIGINT NOT NULL,"
                      + " PRIMARY KEY (number, at)) PARTITION BY RANGE (at)",
                  DayPartitions.other("plates_read"))),
          new Migration(
              2,
              "total",
              List.of(
                  "CREATE TABLE plates_total (what VARCHAR(4) PRIMARY KEY, amount BIGINT,"
                      + " metres DOUBLE PRECISION, body BLOB)",
                  "INSERT INTO plates_total (what, amount) VALUES ('reads', 0)"),
              List.of(
                  "CREATE TABLE plates_total (what VARCHAR(4) PRIMARY KEY, amount BIGINT,"
                      + " metres DOUBLE PRECISION, body BYTEA)",
                  "INSERT INTO plates_total (what, amount) VALUES ('reads', 0)")));

  /** Of another component, on a table of the first. */
  private static final List<Migration> MORE =
      List.of(
          new Migration(1, "more", List.of("CREATE INDEX plates_read_more ON plates_read (at)")));

  @TempDir Path folder;
  private final Audits audits = new Audits();
  private StoreComponent component;
  private String url;
  private Path etc;
  private Path password;

  /** In memory, and down when the test says so. */
  private static final class Audits implements Audit {
    private final List<AuditRecord> records = new ArrayList<>();
    private boolean down;

    @Override
    public void record(AuditRecord record) {
      if (down) {
        throw new AuditUnavailable("said the test", new java.io.IOException());
      }
      records.add(record);
    }

    @Override
    public List<AuditEntry> read(long after, int limit) {
      return List.of();
    }

    @Override
    public long head() {
      return records.size();
    }

    @Override
    public Optional<String> verify() {
      return Optional.empty();
    }
  }

  @BeforeEach
  void start() throws Exception {
    url = PostgresServer.shared().newSchema();
    etc = Files.writeString(folder.resolve("store.cfg"), "# mine\nreaders = 3\n#url =\n");
    password = Files.writeString(folder.resolve("password"), PostgresServer.PASSWORD + "\n");
    component = component(settings(Database.NONE));
    component.opened().migrate("plates", MIGRATIONS);
    component.opened().migrate("plates-more", MORE);
    component.opened().write(StoreMoverTest::fill);
  }

  @AfterEach
  void stop() {
    component.stop();
  }

  private static Settings settings(Database database) {
    return new Settings(1_000, 3, 0, 100, 0, database, List.of());
  }

  private StoreComponent component(Settings settings) {
    return new StoreComponent(
        folder.resolve("data"), settings, Duration.ofMillis(20), store -> () -> {});
  }

  private static int fill(Connection c) throws SQLException {
    long today = Clock.systemUTC().instant().getEpochSecond() * 1_000_000;
    try (PreparedStatement read = c.prepareStatement("INSERT INTO plates_read VALUES (?, ?)");
        PreparedStatement total =
            c.prepareStatement("INSERT INTO plates_total VALUES (?, ?, ?, ?)")) {
      for (int i = 0; i < 2_500; i++) {
        read.setLong(1, i);
        read.setLong(2, i == 0 ? 9_000_000_000_000_000L : today - (i % 5) * DAY);
        read.addBatch();
      }
      read.executeBatch();
      total.setString(1, "longer than four, \0 and \u00e9");
      total.setLong(2, Long.MIN_VALUE);
      total.setDouble(3, 0.1 + 0.2);
      total.setBytes(4, new byte[] {0, -1, 7});
      return total.executeUpdate();
    }
  }

  private StoreMover mover() {
    return new StoreMover(component, audits, new StoreFile(etc), Clock.systemUTC());
  }

  private static long count(SqlStore store, String sql) {
    return store.read(
        c -> {
          try (Statement statement = c.createStatement();
              ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Test
  void allIsCopiedComparedAndThenTheCenterGoesOver() throws Exception {
    List<String> lines = new ArrayList<>();
    CompletableFuture<List<StoreMove.Table>> moved =
        CompletableFuture.supplyAsync(
            () -> mover().move(url, PostgresServer.USER, password, BY, lines::add));
    while (!Files.readString(etc).contains("jdbc:")) {
      assertThat(moved).isNotCompletedExceptionally();
      Thread.onSpinWait();
    }
    SqlStore old = component.opened();
    assertThatThrownBy(() -> old.write(c -> 1)).hasMessageContaining("is being moved to");
    assertThat(count(old, "SELECT COUNT(*) FROM plates_read")).isEqualTo(2_500);
    component.stop();
    List<StoreMove.Table> tables = moved.get(10, TimeUnit.SECONDS);
    assertThat(tables)
        .extracting(StoreMove.Table::name)
        .containsExactly("plates_read", "plates_total");
    assertThat(tables).allMatch(StoreMove.Table::same);
    assertThat(lines).hasSize(2).allMatch(line -> line.endsWith("the same"));
    assertThat(Files.readAllLines(etc))
        .contains("# mine", "readers = 3", "#url =", "url = " + url, "user = watchfloor")
        .contains(".password = $[file:" + password + "]");
    assertThat(audits.records)
        .singleElement()
        .satisfies(record -> assertThat(record.action()).isEqualTo("store.migrate"));

    Database database = target();
    component = component(settings(database));
    SqlStore store = component.opened();
    store.migrate("plates", MIGRATIONS);
    assertThat(component.check().message()).isEmpty();
    assertThat(count(store, "SELECT COUNT(*) FROM plates_read")).isEqualTo(2_500);
    assertThat(count(store, "SELECT COUNT(*) FROM plates_read_other")).isEqualTo(1);
    assertThat(count(store, "SELECT COUNT(*) FROM plates_total")).isEqualTo(2);
    assertThat(folder.resolve("data/store.db")).exists();
  }

  private Database target() {
    return new Database(
        url, PostgresServer.USER, "$[file:" + password + "]", Database.Tls.AUTO, "", "", 5, 30);
  }

  @Test
  void whatIsNotTheSameChangesNothingAndCanBeTriedAgain() throws Exception {
    component
        .opened()
        .write(c -> c.createStatement().executeUpdate("CREATE TABLE odd_one (a INT)"));
    String before = Files.readString(etc);
    assertThatThrownBy(() -> mover().move(url, PostgresServer.USER, password, BY, line -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("table odd_one has no counterpart");
    assertThat(Files.readString(etc)).isEqualTo(before);
    component.opened().write(c -> c.createStatement().executeUpdate("DROP TABLE odd_one"));
    audits.records.clear();
    allIsCopiedComparedAndThenTheCenterGoesOver();
  }

  @Test
  void nothingIsDoneThatIsNotAuditedOrCannotWork() {
    audits.down = true;
    assertThatThrownBy(() -> mover().move(url, PostgresServer.USER, password, BY, line -> {}))
        .isInstanceOf(AuditUnavailable.class);
    audits.down = false;
    assertThatThrownBy(() -> mover().move("jdbc:x", "u", password, BY, line -> {}))
        .hasMessageStartingWith("url: ");
    assertThatThrownBy(() -> mover().move(url, "u", Path.of("/none"), BY, line -> {}))
        .hasMessageStartingWith("password-file: ");
    assertThatThrownBy(() -> mover().move(url, "nobody", password, BY, line -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageNotContaining(PostgresServer.PASSWORD);
    component.opened().write(c -> 1);
  }

  @Test
  void aBackupOfPostgresqlIsPutBackIntoAnEmptyDatabase() throws Exception {
    component.stop();
    component = component(settings(target()));
    component.opened().migrate("plates", MIGRATIONS);
    component.opened().write(StoreMoverTest::fill);
    Path backup = Files.createDirectory(folder.resolve("backup"));
    StoreBackup part = new StoreBackup(component, Clock.systemUTC());
    Map<String, String> figures = part.write(backup);
    assertThat(figures).isEqualTo(part.figures()).hasSize(2);
    component.stop();
    url = PostgresServer.shared().newSchema();
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.move(backup, other.resolve(part.place()));
    component =
        new StoreComponent(other, settings(target()), Duration.ofMillis(20), store -> () -> {});
    component.opened().migrate("plates", MIGRATIONS);
    assertThat(new StoreBackup(component, Clock.systemUTC()).figures()).isEqualTo(figures);
    assertThat(component.check().message()).isEmpty();
    assertThat(other.resolve(part.place())).doesNotExist();
  }

  @Test
  void aDamagedBackupIsNotPutBack() throws Exception {
    component.stop();
    component = component(settings(target()));
    component.opened().migrate("plates", MIGRATIONS);
    Path backup = Files.createDirectory(folder.resolve("backup"));
    StoreBackup part = new StoreBackup(component, Clock.systemUTC());
    part.write(backup);
    component.stop();
    Path manifest = backup.resolve(LogicalBackup.MANIFEST);
    Files.writeString(manifest, Files.readString(manifest).replace("1 rows", "2 rows"));
    url = PostgresServer.shared().newSchema();
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.move(backup, other.resolve(part.place()));
    component =
        new StoreComponent(other, settings(target()), Duration.ofMillis(20), store -> () -> {});
    assertThat(component.check().message()).contains("was 2 rows", "is 1 rows");
  }

  @Test
  void aBackupOfSqliteIsPutBackAndTheOldFileStepsAside() throws Exception {
    Path backup = Files.createDirectory(folder.resolve("backup"));
    StoreBackup part = new StoreBackup(component, Clock.systemUTC());
    Map<String, String> figures = part.write(backup);
    assertThat(figures).isEqualTo(part.figures()).hasSize(2);
    component.opened().write(c -> c.createStatement().executeUpdate("DELETE FROM plates_read"));
    assertThat(part.figures()).isNotEqualTo(figures);
    component.stop();
    Files.move(backup, folder.resolve("data").resolve(part.place()));
    component = component(settings(Database.NONE));
    component.opened().migrate("plates", MIGRATIONS);
    assertThat(new StoreBackup(component, Clock.systemUTC()).figures()).isEqualTo(figures);
    assertThat(component.check().message()).isEmpty();
    try (var files = Files.list(folder.resolve("data"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("store.before-"));
    }
  }

  @Test
  void aStoreThatWasDeletedIsSaidToBe() throws Exception {
    component.stop();
    Files.delete(folder.resolve("data/store.db"));
    component = component(settings(Database.NONE));
    component.opened().migrate("plates", MIGRATIONS);
    assertThat(component.check().message())
        .contains("The store was empty at", "though this center had one", "store.lost");
    component.stop();
    component = component(settings(Database.NONE));
    assertThat(component.check().message()).as("until somebody says so").contains("was empty");
    Files.delete(folder.resolve("data/store.lost"));
    assertThat(component.check().message()).isEmpty();
  }

  @Test
  void aFileThatIsDeletedWhileItIsUsedIsMissed() throws Exception {
    Files.delete(folder.resolve("data/store.db"));
    assertThat(component.check().message()).contains("was deleted or replaced while");
  }

  @Test
  void mediaAreLinkedAndCounted() throws Exception {
    Path media = folder.resolve("media");
    String name = "ab" + "0".repeat(62);
    Path file = Files.createDirectories(media.resolve("ab/00")).resolve(name);
    Files.writeString(file, "picture");
    Files.createDirectories(media.resolve("unfinished"));
    Files.writeString(media.resolve("unfinished/media1.part"), "half");
    Path backup = Files.createDirectory(folder.resolve("backup"));
    MediaBackup part = new MediaBackup(media);
    assertThat(part.write(backup)).containsEntry("files", "1").containsEntry("bytes", "7");
    assertThat(backup.resolve("ab/00").resolve(name)).hasContent("picture");
    assertThat(part.figures()).isEqualTo(Map.of("files", "1", "bytes", "7"));
  }
}
