package org.watchfloor.core.bus.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.testkit.MovedClock;

@Timeout(30)
class JournalBusTest {
  private final MemoryJournal journal = new MemoryJournal();
  private JournalBus bus = new JournalBus(journal, Clock.systemUTC());

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void aSubscriberGetsWhatPassesItsFilterInOrder() throws Exception {
    List<Long> got = Collections.synchronizedList(new ArrayList<>());
    bus.subscribe(
        Subscription.durable("alerts", Filter.of(EntryType.ALERT)),
        entries -> entries.forEach(entry -> got.add(entry.number())));
    for (int i = 0; i < 100; i++) {
      alert("a" + i);
      change("c" + i);
    }
    await(() -> got.size() == 100);
    assertThat(got).isSorted().allMatch(number -> number % 2 == 1);
  }

  @Test
  void theSameAlertIsThereOnce() throws Exception {
    Receipt first = alert("same");
    Receipt second = alert("same");
    assertThat(first.status()).isEqualTo(Receipt.Status.ACCEPTED);
    assertThat(second.status()).isEqualTo(Receipt.Status.DUPLICATE);
    assertThat(second.number()).isEqualTo(first.number());
    assertThat(bus.head()).isEqualTo(1);
  }

  @Test
  void anAlertThatIsTooLargeIsRefusedAndNotThrown() throws Exception {
    Alert large =
        new Alert(
            "large",
            "gunshot.detected",
            Severity.HIGH,
            "large",
            "x".repeat(1 << 20),
            Instant.EPOCH,
            Optional.empty(),
            List.of(),
            "",
            List.of(),
            Map.of());
    Receipt receipt = bus.publish("test", large).toCompletableFuture().get();
    assertThat(receipt.status()).isEqualTo(Receipt.Status.REJECTED);
    assertThat(receipt.reason()).contains("payload");
  }

  @Test
  void aDurableSubscriberGoesOnWhereItWas() throws Exception {
    List<Long> got = Collections.synchronizedList(new ArrayList<>());
    alert("before");
    AutoCloseable first = bus.subscribe(durable("d"), all -> all.forEach(e -> got.add(e.number())));
    await(() -> got.size() == 1);
    await(() -> journal.cursor("d").orElse(0) == 1);
    first.close();
    alert("meanwhile");
    bus.close();
    bus = new JournalBus(journal, Clock.systemUTC());
    bus.subscribe(durable("d"), all -> all.forEach(e -> got.add(e.number())));
    await(() -> got.size() == 2);
    assertThat(got).containsExactly(1L, 2L);
  }

  @Test
  void aScreenBeginsWithWhatComesOrAfterWhatItHasSeen() throws Exception {
    alert("one");
    alert("two");
    List<Long> fresh = Collections.synchronizedList(new ArrayList<>());
    List<Long> resumed = Collections.synchronizedList(new ArrayList<>());
    bus.subscribe(live("fresh", OptionalLong.empty()), e -> numbers(e, fresh));
    bus.subscribe(live("resumed", OptionalLong.of(1)), e -> numbers(e, resumed));
    alert("three");
    await(() -> fresh.size() == 1 && resumed.size() == 2);
    assertThat(fresh).containsExactly(3L);
    assertThat(resumed).containsExactly(2L, 3L);
  }

  @Test
  void aHandlerThatFailsGetsTheSameEntriesAgainAndHoldsUpNobody() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    List<Long> stubborn = Collections.synchronizedList(new ArrayList<>());
    List<Long> other = Collections.synchronizedList(new ArrayList<>());
    bus.subscribe(
        durable("stubborn"),
        entries -> {
          if (tries.incrementAndGet() < 4) {
            throw new IllegalStateException("the store is down");
          }
          numbers(entries, stubborn);
        });
    bus.subscribe(durable("other"), e -> numbers(e, other));
    alert("one");
    await(() -> other.size() == 1);
    await(() -> stat("stubborn").failures() > 0);
    assertThat(bus.check().level()).isEqualTo(HealthResult.Level.WARN);
    assertThat(bus.check().message()).contains("stubborn").contains("the store is down");
    await(() -> stubborn.size() == 1);
    await(() -> stat("stubborn").cursor() == 1);
    assertThat(bus.check()).isEqualTo(HealthResult.OK);
  }

  @Test
  void aHandlerThatHangsHoldsUpNobodyAndMissesNothing() throws Exception {
    CountDownLatch hung = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<Long> got = Collections.synchronizedList(new ArrayList<>());
    List<Long> other = Collections.synchronizedList(new ArrayList<>());
    bus.subscribe(
        durable("hangs"),
        entries -> {
          hung.countDown();
          release.await();
          numbers(entries, got);
        });
    bus.subscribe(durable("other"), e -> numbers(e, other));
    alert("first");
    hung.await();
    for (int i = 0; i < 2_000; i++) {
      alert("a" + i);
    }
    await(() -> other.size() == 2_001);
    assertThat(got).isEmpty();
    assertThat(stat("hangs").lag()).isEqualTo(2_001);
    release.countDown();
    await(() -> got.size() == 2_001);
    assertThat(got).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aSlowSubscriberThatCatchesUpLosesNothing() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    List<Long> got = Collections.synchronizedList(new ArrayList<>());
    Subscription small =
        new Subscription(
            "slow", Filter.ALL, 10, Subscription.Overflow.CATCH_UP, true, OptionalLong.empty());
    bus.subscribe(
        small,
        entries -> {
          release.await();
          numbers(entries, got);
        });
    for (int i = 0; i < 3_000; i++) {
      alert("a" + i);
    }
    release.countDown();
    await(() -> got.size() >= 3_000);
    assertThat(got).hasSize(3_000).isSorted().doesNotHaveDuplicates();
    assertThat(stat("slow").dropped()).isZero();
  }

  @Test
  void anInboxThatDropsLosesTheOldestAndCountsThem() throws Exception {
    for (int i = 0; i < 25; i++) {
      alert("b" + i);
    }
    Inbox inbox =
        new Inbox(
            new Subscription(
                "screen",
                Filter.ALL,
                10,
                Subscription.Overflow.DROP_OLDEST,
                false,
                OptionalLong.of(0)));
    inbox.open(0);
    assertThat(inbox.feed(bus.read(0, Filter.ALL, 25), 25)).isTrue();
    assertThat(inbox.dropped()).isEqualTo(15);
    assertThat(inbox.take(100, 10).entries())
        .extracting(BusEntry::number)
        .containsExactly(16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L, 25L);
  }

  @Test
  void filteredEntriesMoveTheCursorToo() throws Exception {
    bus.subscribe(Subscription.durable("alerts", Filter.of(EntryType.ALERT)), entries -> {});
    for (int i = 0; i < 50; i++) {
      change("c" + i);
    }
    await(() -> stat("alerts").lag() == 0);
    assertThat(stat("alerts").delivered()).isZero();
    await(() -> journal.cursor("alerts").orElse(0) == 50);
  }

  @Test
  void anEntryThatCannotBeDecodedIsLeftOutAndCounted() throws Exception {
    journal.append(
        new Draft(EntryType.ALERT, "x", "", "{\"id\":".getBytes(StandardCharsets.UTF_8)));
    alert("good");
    List<Long> got = Collections.synchronizedList(new ArrayList<>());
    bus.subscribe(durable("d"), e -> numbers(e, got));
    await(() -> got.size() == 1);
    assertThat(got).containsExactly(2L);
    assertThat(bus.check().level()).isEqualTo(HealthResult.Level.WARN);
  }

  @Test
  void aNameIsTakenOnceAndFreeAfterClose() throws Exception {
    AutoCloseable open = bus.subscribe(durable("d"), entries -> {});
    assertThatThrownBy(() -> bus.subscribe(durable("d"), entries -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("d is open");
    open.close();
    bus.subscribe(durable("d"), entries -> {}).close();
    assertThat(bus.stats()).isEmpty();
  }

  @Test
  void readGivesWhatPassesUpToItsLimit() throws Exception {
    for (int i = 0; i < 30; i++) {
      alert("a" + i);
      change("c" + i);
    }
    List<BusEntry> found = bus.read(10, Filter.of(EntryType.CHANGE), 5);
    assertThat(found).extracting(BusEntry::number).containsExactly(12L, 14L, 16L, 18L, 20L);
  }

  @Test
  void aSubscriberBehindRetentionGoesOnWithWhatIsKept() throws Exception {
    for (int i = 0; i < 20; i++) {
      alert("a" + i);
    }
    journal.moveCursor("d", 2);
    journal.deleteUpTo(15);
    List<Long> got = Collections.synchronizedList(new ArrayList<>());
    bus.subscribe(durable("d"), e -> numbers(e, got));
    await(() -> got.size() == 5);
    assertThat(got).first().isEqualTo(16L);
  }

  @Test
  void aPartThatDoesNotRunAnyMoreIsCritical() throws Exception {
    MovedClock clock = new MovedClock(Instant.EPOCH);
    Unattended unattended = new Unattended(clock);
    journal.moveCursor("rtcc-gunshots", 0);
    alert("waits");
    assertThat(unattended.words(journal, Set.of())).as("it may be starting").isEmpty();
    clock.move(Duration.ofSeconds(16));
    assertThat(unattended.words(journal, Set.of("rtcc-gunshots"))).isEmpty();
    assertThat(unattended.words(journal, Set.of())).as("just gone").isEmpty();
    clock.move(Duration.ofSeconds(16));
    assertThat(unattended.words(journal, Set.of()))
        .contains("rtcc-gunshots")
        .contains("1 entries wait");
    journal.moveCursor("rtcc-gunshots", 1);
    assertThat(unattended.words(journal, Set.of())).as("nothing waits").isEmpty();
  }

  @Test
  void closeLeavesNoThread() throws Exception {
    bus.subscribe(durable("leaves-nothing"), entries -> {});
    bus.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.equals("watchfloor-bus-leaves-nothing"));
  }

  private SubscriberStat stat(String name) {
    return bus.stats().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static Subscription durable(String name) {
    return Subscription.durable(name, Filter.ALL);
  }

  private static Subscription live(String name, OptionalLong after) {
    return Subscription.live(name, Filter.ALL, after);
  }

  private static void numbers(List<BusEntry> entries, List<Long> into) {
    entries.forEach(entry -> into.add(entry.number()));
  }

  private Receipt alert(String id) throws Exception {
    Alert alert =
        new Alert(
            id,
            "gunshot.detected",
            Severity.HIGH,
            "Gunshot",
            "",
            Instant.EPOCH,
            Optional.empty(),
            List.of(),
            "",
            List.of(),
            Map.of());
    return bus.publish("test", alert).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private void change(String subject) throws Exception {
    bus.publish("test", new Change("test.changed", subject, Instant.EPOCH, "system", Map.of()))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
