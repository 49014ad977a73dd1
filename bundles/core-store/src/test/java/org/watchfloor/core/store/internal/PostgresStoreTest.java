package org.watchfloor.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.health.HealthResult.Level;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.testkit.postgres.PostgresServer;

/** The store on a real PostgreSQL: what is promised of it, and what only it can get wrong. */
@NeedsPostgres
class PostgresStoreTest {
  private static final Migration FIRST =
      new Migration(
          1,
          "plates",
          List.of("CREATE TABLE plates_read (plate VARCHAR(16) NOT NULL PRIMARY KEY)"));
  private static final Migration SECOND =
      new Migration(
          2,
          "hits",
          List.of("CREATE NONSENSE OF SQLITE"),
          List.of("CREATE TABLE plates_hit (plate VARCHAR(16) NOT NULL REFERENCES plates_read)"));

  @TempDir Path directory;
  private String url;
  private SqlStore store;

  @BeforeEach
  void open() {
    url = PostgresServer.shared().newSchema();
    store = open("a", "");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private SqlStore open(String node, String center) {
    return SqlStore.open(directory.resolve(node), settings(url, center), Clock.systemUTC());
  }

  static Settings settings(String url, String center) {
    return new Settings(5_000, 2, 0, 100, 0, database(url, center), List.of());
  }

  private static Database database(String url, String center) {
    return new Database(
        url, PostgresServer.USER, PostgresServer.PASSWORD, Database.Tls.AUTO, "", center, 2, 5);
  }

  private static int update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static int insert(Connection connection, String plate) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO plates_read VALUES (?)")) {
      insert.setString(1, plate);
      return insert.executeUpdate();
    }
  }

  private static List<String> plates(Connection connection) throws SQLException {
    List<String> plates = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT plate FROM plates_read ORDER BY plate")) {
      while (row.next()) {
        plates.add(row.getString(1));
      }
      return plates;
    }
  }

  private List<String> plates() {
    return store.read(PostgresStoreTest::plates);
  }

  @Test
  void migratesInItsOwnDialectOnceAndGoesOn() {
    store.migrate("plates", List.of(FIRST));
    store.write(c -> insert(c, "ABC123"));
    store.migrate("plates", List.of(FIRST, SECOND));
    store.close();
    store = open("a", "");
    store.migrate("plates", List.of(FIRST, SECOND));
    assertThat(plates()).containsExactly("ABC123");
    assertThat(store.dialect()).isEqualTo(Dialect.POSTGRESQL);
    assertThat(store.check()).isEqualTo(HealthResult.OK);
  }

  @Test
  void rollsBackAMigrationAsAWhole() {
    store.migrate("plates", List.of(FIRST));
    Migration broken =
        new Migration(2, "broken", List.of("CREATE TABLE plates_x (id INT)", "CREATE NONSENSE"));
    assertThatThrownBy(() -> store.migrate("plates", List.of(FIRST, broken)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("migration 2 \"broken\" failed and was rolled back");
    store.migrate("plates", List.of(FIRST, SECOND));
  }

  @Test
  void refusesAChangedMigration() {
    store.migrate("plates", List.of(FIRST));
    assertThatThrownBy(
            () ->
                store.migrate(
                    "plates", List.of(new Migration(1, "x", List.of("CREATE TABLE y (z INT)")))))
        .hasMessageContaining("was applied and has been changed since");
  }

  @Test
  void takesTextsAsSqliteDoes() {
    store.migrate("plates", List.of(FIRST));
    String sixteen = "longer than sixteen letters";
    for (String plate : List.of("b", "B", "a", "\u00e9", "\ud83d\ude00", sixteen, "n\0l")) {
      store.write(c -> insert(c, plate));
    }
    assertThat(plates())
        .as("by their bytes, of any length, and without NUL")
        .containsExactly("B", "a", "b", sixteen, "n\ufffdl", "\u00e9", "\ud83d\ude00");
  }

  @Test
  void rollsBackWhenTheWorkThrowsAndQuotesNoRow() {
    store.migrate("plates", List.of(FIRST));
    assertThatThrownBy(
            () ->
                store.write(
                    c -> {
                      insert(c, "SECRET1");
                      return insert(c, "SECRET1");
                    }))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("writing for " + PostgresStoreTest.class.getName())
        .hasMessageContaining("unique")
        .hasMessageNotContaining("SECRET1");
    assertThat(plates()).isEmpty();
    store.write(c -> insert(c, "ABC123"));
    assertThat(plates()).hasSize(1);
  }

  @Test
  void readersCannotWriteAndSeeOneState() {
    store.migrate("plates", List.of(FIRST));
    assertThatThrownBy(() -> store.read(c -> insert(c, "ABC123")))
        .hasMessageContaining("read-only");
    int[] counts =
        store.read(
            c -> {
              int before = plates(c).size();
              store.write(w -> insert(w, "ABC123"));
              return new int[] {before, plates(c).size()};
            });
    assertThat(counts).containsExactly(0, 0);
    assertThat(plates()).hasSize(1);
  }

  @Test
  void anotherCenterIsKeptOut() {
    assertThatThrownBy(() -> open("b", ""))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is in use by another center")
        .hasMessageNotContaining(PostgresServer.PASSWORD);
    store.close();
    assertThatThrownBy(() -> open("b", ""))
        .as("also while the first is down")
        .hasMessageContaining("belongs to the center");
    store = open("a", "");
  }

  @Test
  void nodesOfOneCenterShareItAndWriteOneAfterTheOther() throws Exception {
    store.close();
    url = PostgresServer.shared().newSchema();
    store = open("a", "north");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (SqlStore second = open("b", "north")) {
      store.migrate("plates", List.of(FIRST));
      second.migrate("plates", List.of(FIRST));
      CountDownLatch writing = new CountDownLatch(1);
      CountDownLatch finish = new CountDownLatch(1);
      Future<Integer> first =
          thread.submit(
              () ->
                  store.write(
                      c -> {
                        int before = plates(c).size();
                        writing.countDown();
                        await(finish);
                        return before + insert(c, "first");
                      }));
      writing.await();
      Future<Integer> after =
          Executors.newSingleThreadExecutor().submit(() -> second.write(c -> plates(c).size()));
      assertThat(after.isDone()).isFalse();
      finish.countDown();
      assertThat(first.get()).isEqualTo(1);
      assertThat(after.get(5, TimeUnit.SECONDS)).as("sees what the other wrote").isEqualTo(1);
    } finally {
      thread.shutdownNow();
    }
    assertThatThrownBy(() -> open("c", "south"))
        .hasMessageContaining("belongs to the center north");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void goesOnByItselfAfterTheServerCameBack() throws Exception {
    store.close();
    try (PostgresServer server = PostgresServer.start("fsync=off")) {
      url = server.newDatabase();
      store = open("d", "");
      store.migrate("plates", List.of(FIRST));
      store.write(c -> insert(c, "before"));
      assertThat(plates()).hasSize(1);
      server.stopImmediately();
      assertThatThrownBy(() -> store.write(c -> insert(c, "during")))
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(this::plates).isInstanceOf(StoreException.class);
      HealthResult down = store.check();
      assertThat(down.level()).isEqualTo(Level.CRITICAL);
      assertThat(down.message())
          .contains("The store cannot be read", "cannot be reached", "alerts raised meanwhile");
      server.begin();
      await(() -> store.check().equals(HealthResult.OK));
      store.write(c -> insert(c, "after"));
      assertThat(plates()).containsExactly("after", "before");
      store.close();
    }
    url = PostgresServer.shared().newSchema();
    store = open("e", "");
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not happen within 10 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void aStatementThatTakesTooLongIsEnded() {
    store.close();
    Database quick =
        new Database(
            url, PostgresServer.USER, PostgresServer.PASSWORD, Database.Tls.AUTO, "", "", 2, 1);
    store = open("a", settings(url, "").with(quick));
    assertThatThrownBy(() -> store.read(c -> update(c, "SELECT pg_sleep(30)")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("timeout");
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt() {
    Database wrong =
        new Database(url, PostgresServer.USER, "wrong one", Database.Tls.AUTO, "", "", 2, 5);
    Settings settings = settings(url, "").with(wrong);
    assertThatThrownBy(() -> SqlStore.open(directory, settings, Clock.systemUTC()))
        .satisfies(
            e ->
                assertThat(OpenFailure.explain(e, directory))
                    .contains("correct user and .password")
                    .doesNotContain("wrong one"));
    assertThat(wrong.toString() + settings).doesNotContain("wrong one");
  }

  @Test
  void toAnotherMachineItIsVerifiedUnlessSaidOtherwise() {
    assertThat(database("jdbc:postgresql://localhost:5432/w", "").verified()).isFalse();
    assertThat(database("jdbc:postgresql://127.0.0.1/w?x=y", "").verified()).isFalse();
    assertThat(database("jdbc:postgresql://[::1]:1/w", "").verified()).isFalse();
    assertThat(database("jdbc:postgresql://db.city.example:5432/w", "").verified()).isTrue();
    assertThat(database("jdbc:postgresql://localhost,db.city.example/w", "").verified()).isTrue();
    Database off =
        new Database("jdbc:postgresql://db/w", "u", "p", Database.Tls.OFF, "", "", 5, 30);
    assertThat(off.verified()).isFalse();
    assertThat(new PostgresBackend(off).check().message()).contains("tls = off", "db/w");
  }

  @Test
  void theServerProvesWhoItIs() {
    try (PostgresServer server = PostgresServer.startWithTls()) {
      String database = server.newDatabase();
      Database trusting = tls(database, server.certificate().toString());
      try (SqlStore secure = open("s", settings(url, "").with(trusting))) {
        assertThat(secure.<Boolean>read(PostgresStoreTest::encrypted)).isTrue();
      }
      Settings strange = settings(url, "").with(tls(database, ""));
      assertThatThrownBy(() -> open("s", strange))
          .as("signed by nobody that Java knows")
          .isInstanceOf(StoreException.class)
          .satisfies(e -> assertThat(OpenFailure.explain(e, directory)).contains("tls.ca"));
    }
  }

  private static Database tls(String url, String ca) {
    return new Database(
        url, PostgresServer.USER, PostgresServer.PASSWORD, Database.Tls.VERIFIED, ca, "", 2, 5);
  }

  private static boolean encrypted(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      return row.next() && row.getBoolean(1);
    }
  }

  @Test
  void aUrlThatSaysWhatHasAKeyIsRefused() {
    for (String bad :
        List.of("jdbc:mysql://h/d", "jdbc:postgresql://h/", "jdbc:postgresql://h/d?password=x")) {
      assertThatThrownBy(() -> open("a", settings(bad, "")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("url: must");
    }
    assertThatThrownBy(() -> open("a", settings("jdbc:postgresql://h/d?sslmode=disable", "")))
        .hasMessageContaining("sslmode, which has a key of its own");
  }

  private SqlStore open(String node, Settings settings) {
    return SqlStore.open(directory.resolve(node), settings, Clock.systemUTC());
  }
}
