package org.watchfloor.rtcc.incidents.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.watchfloor.rtcc.incidents.internal.Desk.ANA;
import static org.watchfloor.rtcc.incidents.internal.Desk.NOW;
import static org.watchfloor.rtcc.incidents.internal.Desk.alert;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.api.incidents.DismissReason;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

/** What is forgotten and what is not, on the real store with a clock of the test. */
@Timeout(30)
@EachStore
class RetentionTest {
  private static final Duration DAYS_45 = Duration.ofDays(45);
  private static final Duration TICK = Duration.ofNanos(1_000);

  @TempDir Path folder;
  private final MovedClock clock = new MovedClock(NOW);
  private MemoryBus bus = new MemoryBus();
  private SqlStore store;
  private IncidentDesk desk;
  private RetentionJob job;

  @BeforeEach
  void start() {
    store = RealStore.open(folder);
    desk = new IncidentDesk(Duration.ofSeconds(120), DAYS_45, store, new MemoryAudit(), bus, clock);
    job = new RetentionJob(new Tables(store), new Seen(DAYS_45, clock));
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
    desk.close();
    store.close();
  }

  /** An alert of now with a key, recorded now. */
  private void raise(String id, Severity severity) throws Exception {
    bus.alert(clock.instant(), alert(id, severity, NOW, "plate-A"));
    bus.deliver();
  }

  private void deliverAllAgain() throws Exception {
    bus.rewind("rtcc-incidents");
    bus.deliver();
  }

  private List<String> queue() {
    return desk.alerts(true, 100).stream()
        .map(row -> row.alert().id() + " x" + row.count())
        .toList();
  }

  private int rows(String table) {
    return store.read(
        c -> {
          try (Statement select = c.createStatement();
              ResultSet row = select.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  @Test
  void idsOfRepeatsAreForgottenAndRowsAreNot() throws Exception {
    raise("hit-1", Severity.HIGH);
    raise("hit-2", Severity.HIGH);
    clock.move(TICK);
    raise("hit-3", Severity.HIGH);
    List<TimelineEntry> timeline = desk.timeline("INC-2026-000001");
    clock.move(DAYS_45.minus(TICK));
    job.run();
    assertThat(desk.alert("hit-2")).as("45 days to the microsecond").isPresent();
    clock.move(TICK);
    job.run();
    assertThat(desk.alert("hit-2")).isEmpty();
    assertThat(desk.alert("hit-3")).isPresent();
    clock.move(Duration.ofDays(3_000));
    job.run();
    assertThat(rows("incidents_seen")).isZero();
    assertThat(queue()).containsExactly("hit-1 x3");
    assertThat(desk.incident("INC-2026-000001")).isPresent();
    assertThat(desk.timeline("INC-2026-000001")).isEqualTo(timeline);
  }

  @Test
  void anOldRowIsStillActedOn() throws Exception {
    raise("hit-1", Severity.HIGH);
    clock.move(Duration.ofDays(100));
    job.run();
    desk.dismiss("hit-1", DismissReason.TEST, "", ANA);
    assertThat(desk.undoDismiss("hit-1", ANA).state()).isEqualTo(AlertState.NEW);
    assertThat(desk.open("hit-1", ANA).alertIds()).containsExactly("hit-1");
  }

  @Test
  void deliveredAgainAfterItIsForgottenNothingIsCountedTwice() throws Exception {
    raise("hit-1", Severity.HIGH);
    raise("hit-2", Severity.HIGH);
    clock.move(DAYS_45.plus(TICK));
    job.run();
    deliverAllAgain();
    assertThat(queue()).containsExactly("hit-1 x2");

    desk.dismiss("hit-1", DismissReason.TEST, "", ANA);
    stop();
    start();
    deliverAllAgain();
    assertThat(queue()).containsExactly("hit-1 x2");
    assertThat(desk.incidents(true, 10)).hasSize(1);
  }

  @Test
  void deliveredAgainWhileItIsKnownNothingIsCountedTwice() throws Exception {
    raise("hit-1", Severity.HIGH);
    raise("hit-2", Severity.HIGH);
    clock.move(Duration.ofDays(30));
    job.run();
    deliverAllAgain();
    assertThat(queue()).containsExactly("hit-1 x2");
  }

  @Test
  void anOldAlertThatNeverCameIsTaken() throws Exception {
    raise("hit-1", Severity.HIGH);
    bus.alert(NOW, alert("hit-2", Severity.HIGH, NOW, ""));
    clock.move(Duration.ofDays(60));
    job.run();
    bus.deliver();
    assertThat(queue()).containsExactlyInAnyOrder("hit-1 x1", "hit-2 x1");
  }

  @Test
  void alertsOfAJournalThatWasBegunAnewAreTaken() throws Exception {
    raise("hit-1", Severity.HIGH);
    raise("hit-2", Severity.HIGH);
    clock.move(Duration.ofDays(60));
    stop();
    bus = new MemoryBus();
    start();
    raise("other-1", Severity.CRITICAL);
    assertThat(queue()).containsExactly("other-1 x1", "hit-1 x2");
  }

  @Test
  void picturesWaitNoLonger() throws Exception {
    bus.alert(clock.instant(), alert("a-1", Severity.LOW, NOW, ""));
    bus.publish("rtcc-video", picture("a-1"));
    bus.deliver();
    clock.move(DAYS_45);
    job.run();
    assertThat(rows("incidents_waiting")).isEqualTo(1);
    clock.move(TICK);
    job.run();
    assertThat(rows("incidents_waiting")).isZero();
    deliverAllAgain();
    assertThat(rows("incidents_waiting")).as("not brought back").isZero();
  }

  @Test
  void aPictureThatWaitedComesToTheIncident() throws Exception {
    bus.alert(clock.instant(), alert("a-1", Severity.LOW, NOW, ""));
    bus.publish("rtcc-video", picture("a-1"));
    bus.deliver();
    clock.move(DAYS_45);
    job.run();
    String incident = desk.open("a-1", ANA).id();
    assertThat(desk.timeline(incident)).extracting(TimelineEntry::kind).contains("picture");
    assertThat(rows("incidents_waiting")).isZero();
  }

  private static Change picture(String alertId) {
    return new Change(
        "alert.pictured",
        alertId,
        NOW,
        "system",
        Map.of("cameraId", "c", "sha256", "e".repeat(64)));
  }

  @Test
  void manyGoInPieces() throws Exception {
    raise("hit-1", Severity.HIGH);
    fill(2 * RetentionJob.PIECE + 500);
    Seen seen = new Seen(DAYS_45, clock);
    assertThat(store.<Integer>write(c -> seen.forgetAlerts(c, 10))).isZero();
    clock.move(DAYS_45.plus(TICK));
    assertThat(store.<Integer>write(c -> seen.forgetAlerts(c, 10))).isEqualTo(10);
    assertThat(rows("incidents_seen")).isEqualTo(2_490);
    job.run();
    assertThat(rows("incidents_seen")).isZero();
  }

  @Test
  void aStoreThatIsDownIsTriedAgainAfterTheRestart() throws Exception {
    raise("hit-1", Severity.HIGH);
    fill(3);
    clock.move(DAYS_45.plus(TICK));
    store.close();
    job.run();
    stop();
    start();
    assertThat(rows("incidents_seen")).isEqualTo(3);
    job.run();
    assertThat(rows("incidents_seen")).isZero();
  }

  @Test
  void noLimitKeepsAll() throws Exception {
    raise("hit-1", Severity.HIGH);
    raise("hit-2", Severity.HIGH);
    clock.move(Duration.ofDays(30_000));
    try (RetentionJob none = new RetentionJob(new Tables(store), new Seen(Duration.ZERO, clock))) {
      none.run();
    }
    assertThat(rows("incidents_seen")).isEqualTo(1);
  }

  @Test
  void itRunsByItselfAndItsThreadEndsWhenItIsClosed() throws Exception {
    desk.close();
    new Tables(store).store();
    fill(1);
    clock.move(DAYS_45.plus(TICK));
    await(() -> threads() == 0);
    job.start(1, TimeUnit.MILLISECONDS);
    await(() -> rows("incidents_seen") == 0);
    assertThat(threads()).isEqualTo(1);
    job.close();
    await(() -> threads() == 0);
  }

  @Test
  void theDeskHasItsThreadUntilItIsClosed() throws Exception {
    assertThat(threads()).isEqualTo(1);
    desk.close();
    await(() -> threads() == 0);
  }

  @Test
  void theKeyHasADefaultAndLimits() throws Exception {
    IncidentsConfig config = Configs.of(IncidentsConfig.class, Map.of());
    assertThat(config.seen_retention_days()).isEqualTo(45);
    for (int days : new int[] {-1, 36_501}) {
      IncidentsConfig wrong =
          Configs.of(IncidentsConfig.class, Map.of("seen_retention_days", days));
      assertThatThrownBy(() -> new IncidentDesk(wrong, store, new MemoryAudit(), new MemoryBus()))
          .hasMessage(
              "org.watchfloor.incidents: seen.retention.days = "
                  + days
                  + " is not within 0 to 36500");
    }
    assertThat(threads()).as("nothing was begun").isEqualTo(1);
  }

  @Test
  void rowsOfTheFirstSchemaAreKnownAndStay() throws Exception {
    try (SqlStore old = RealStore.open(folder.resolve("old"))) {
      old.migrate("incidents", List.of(Tables.FIRST));
      old.write(
          c ->
              Sql.update(
                  c, "INSERT INTO incidents_seen (alert_id, row_id) VALUES ('hit-2', 'hit-1')"));
      Seen seen = new Seen(DAYS_45, clock);
      assertThat(new Tables(old).store().<Integer>write(c -> seen.forgetAlerts(c, 10))).isZero();
    }
  }

  @Test
  void whatIsTooOldIsFoundByAnIndex() throws Exception {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "the words of a plan are SQLite's");
    raise("hit-1", Severity.HIGH);
    assertThat(plan("SELECT 1 FROM incidents_seen WHERE seen_at < 5")).contains("seen_at<?");
    assertThat(plan("SELECT 1 FROM incidents_waiting WHERE kept_at < 5")).contains("kept_at<?");
    assertThat(
            plan(
                "SELECT 1 FROM incidents_alert WHERE id = COALESCE((SELECT row_id FROM"
                    + " incidents_seen WHERE alert_id = 'a'), 'a')"))
        .contains("id=?");
  }

  private String plan(String sql) {
    return store.read(
        c -> {
          try (PreparedStatement explain = c.prepareStatement("EXPLAIN QUERY PLAN " + sql);
              ResultSet row = explain.executeQuery()) {
            row.next();
            return row.getString(4);
          }
        });
  }

  /** Repeats that were seen now. */
  private void fill(int count) {
    Seen seen = new Seen(DAYS_45, clock);
    store.write(
        c -> {
          for (int i = 0; i < count; i++) {
            seen.add(c, "repeat-" + i, "hit-1");
          }
          return count;
        });
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("watchfloor-incidents-retention"))
        .count();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not happen within 10 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
