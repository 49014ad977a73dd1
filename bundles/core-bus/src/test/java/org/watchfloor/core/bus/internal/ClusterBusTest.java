package org.watchfloor.core.bus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.FakeCluster;

/** Two nodes with one journal: what the cluster's journal makes of theirs. */
@Timeout(30)
class ClusterBusTest {
  private static final String NAME = "rtcc-test";

  private final MemoryJournal journal = new MemoryJournal();
  private final FakeCluster cluster = new FakeCluster("a", "b");
  private final MovedClock clock = new MovedClock(Instant.parse("2026-05-01T00:00:00Z"));
  private final JournalBus a = new JournalBus(journal, clock);
  private final JournalBus b = new JournalBus(journal, clock);
  private final List<Long> onA = new CopyOnWriteArrayList<>();
  private final List<Long> onB = new CopyOnWriteArrayList<>();

  ClusterBusTest() {
    a.setCluster(cluster.node("a"));
    b.setCluster(cluster.node("b"));
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
    assertThat(cluster.node("a").listeners()).isZero();
  }

  private static EntryHandler into(List<Long> list) {
    return entries -> entries.forEach(entry -> list.add(entry.number()));
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      a.publish("test", new Change("test.made", "x", Instant.EPOCH, "system", Map.of()));
    }
  }

  private static Subscription durable() {
    return Subscription.durable(NAME, Filter.ALL);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(2);
    }
  }

  @Test
  void onlyTheLeadersSubscriberIsDeliveredToAndTheNextLeaderGoesOnFromItsCursor() throws Exception {
    a.subscribe(durable(), into(onA));
    b.subscribe(durable(), into(onB));
    publish(1_000);
    await(() -> journal.cursor(NAME).orElse(0) == 1_000);
    assertThat(onB).isEmpty();

    cluster.lead("b");
    publish(1_000);
    await(() -> journal.cursor(NAME).orElse(0) == 2_000);
    assertThat(onA).hasSize(1_000);
    assertThat(onB).hasSize(1_000).startsWith(1_001L).isSorted();

    cluster.lead("a");
    publish(10);
    await(() -> onA.size() == 1_010);
    assertThat(onA).endsWith(2_010L).isSorted();
    assertThat(onB).hasSize(1_000);
  }

  @Test
  void aBatchThatRunsWhenTheLeadIsLostEndsAndLeavesTheCursor() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch lost = new CountDownLatch(1);
    a.subscribe(
        durable(),
        entries -> {
          inside.countDown();
          lost.await();
          into(onA).handle(entries);
        });
    publish(3);
    inside.await();
    cluster.lead("b");
    b.subscribe(durable(), into(onB));
    lost.countDown();
    await(() -> onB.size() == 3);
    await(() -> !onA.isEmpty());
    publish(5);
    await(() -> journal.cursor(NAME).orElse(0) == 8);
    assertThat(onB).hasSize(8);
    assertThat(onA).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void theLeadThatIsLostAndCameBackDuringABatchIsAnotherOne() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    a.subscribe(
        durable(),
        entries -> {
          inside.countDown();
          back.await();
          into(onA).handle(entries);
        });
    publish(1);
    inside.await();
    cluster.lead("b");
    journal.moveCursor(NAME, 1); // as the other leader did
    publish(1);
    journal.moveCursor(NAME, 2);
    cluster.lead("a");
    back.countDown();
    publish(1);
    await(() -> journal.cursor(NAME).orElse(0) == 3);
    assertThat(onA).containsExactly(1L, 3L);
  }

  @Test
  void aHandlerThatFailsStopsFailingWhenTheLeadIsLost() throws Exception {
    a.subscribe(
        durable(),
        entries -> {
          throw new IllegalStateException("boom");
        });
    publish(1);
    await(() -> a.check().level() == HealthResult.Level.WARN);
    cluster.lead("b");
    await(() -> a.check().level() == HealthResult.Level.OK);
    b.subscribe(durable(), into(onB));
    await(() -> onB.size() == 1);
  }

  @Test
  void screensAreDeliveredToOnEveryNode() throws Exception {
    b.subscribe(Subscription.live("screen", Filter.ALL, OptionalLong.of(0)), into(onB));
    publish(2);
    await(() -> onB.size() == 2);
    assertThat(b.stats().get(0).waits()).isEmpty();
    assertThat(journal.cursors()).isEmpty();
  }

  @Test
  void followersSayWhoDeliversAndDoNotCry() throws Exception {
    journal.moveCursor("rtcc-away", 0);
    b.subscribe(durable(), into(onB));
    publish(5);
    assertThat(b.check().level()).isEqualTo(HealthResult.Level.OK);
    assertThat(a.check().level()).isEqualTo(HealthResult.Level.OK);
    clock.move(Duration.ofMinutes(5));
    assertThat(b.check().level()).isEqualTo(HealthResult.Level.OK);
    assertThat(a.check().message()).contains("Nobody attends rtcc-away (5 entries wait)");
    assertThat(b.stats().get(0).waits()).isEqualTo("runs on node a");
    assertThat(b.stats().get(0).oldestMillis()).isZero();
    assertThat(b.stats().get(0).lag()).isEqualTo(5);

    cluster.lead("");
    assertThat(b.stats().get(0).waits()).isEqualTo("waits: no node leads now");
    cluster.work("b", false);
    assertThat(b.stats().get(0).waits()).contains("not with the majority");

    cluster.work("b", true);
    cluster.lead("b");
    assertThat(b.check().level()).as("it has only just got the lead").isNotEqualTo(critical());
    assertThat(b.stats().get(0).waits()).isEmpty();
  }

  private static HealthResult.Level critical() {
    return HealthResult.Level.CRITICAL;
  }

  @Test
  void oneThatIsAloneDoesEverything() throws Exception {
    b.subscribe(durable(), into(onB));
    publish(1);
    assertThat(b.stats().get(0).waits()).isEqualTo("runs on node a");
    b.unsetCluster(cluster.node("b"));
    await(() -> onB.size() == 1);
    assertThat(cluster.node("b").listeners()).isZero();
  }

  @Test
  void closesAtOnceWhileItWaits() {
    for (int i = 0; i < 20; i++) {
      b.subscribe(Subscription.durable("d" + i, Filter.ALL), into(onB));
    }
    long begin = System.nanoTime();
    b.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
  }
}
