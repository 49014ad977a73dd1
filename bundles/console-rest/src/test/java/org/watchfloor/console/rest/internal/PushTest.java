package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.console.rest.internal.Consoles.Console;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.signal.Severity;

/** Event streams of many clients, and of clients that are slow, over real sockets. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PushTest {
  private static final int MANY = 1_000;
  private static final int FLOOD = 30_000;

  /** What a flood of signals carries, so that no socket's buffers hold it. */
  private static final String LONG = "k".repeat(250);

  private TestCenter center;
  private Consoles consoles;

  private void start(int total, long behind) throws Exception {
    center = new TestCenter(new StreamLimits(total, total, behind));
    consoles = new Consoles(center);
  }

  @AfterEach
  void stop() throws Exception {
    consoles.close();
    center.close();
  }

  private void alert(String id) {
    center.bus.publish(
        "test",
        new Alert(
            id,
            "gunshot.detected",
            Severity.HIGH,
            "Gunshot, 3 rounds",
            "",
            Instant.EPOCH,
            Optional.empty(),
            List.of(1L),
            "",
            List.of(),
            Map.of()));
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static List<String> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(thread -> thread.startsWith(name))
        .toList();
  }

  @Test
  void aThousandStreamsGetEachAlertOnceAndInOrderFromOneSubscription() throws Exception {
    start(MANY, 100_000);
    List<Console> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(consoles.open(i % 3 == 0 ? "" : i % 3 == 1 ? "?types=alert" : "?rate=50", -1));
    }
    consoles.awaitBegun(all);
    for (int i = 1; i <= 20; i++) {
      alert("gunshot-" + i);
      int seen = i;
      if (i % 4 == 0) {
        consoles.await(all, console -> console.events.size() >= seen);
      }
    }
    for (Console console : all) {
      assertThat(console.ids()).isEqualTo(numbers(1, 20));
    }
    assertThat(center.bus.subscribed).hasSize(1);
    assertThat(threads("watchfloor-rest-stream")).hasSizeLessThan(16);
    assertThat(center.streams.open()).isEqualTo(MANY);
  }

  @Test
  void moreStreamsThanInAllAreRefusedUntilOneEnds() throws Exception {
    start(2, 1_000);
    Console one = consoles.open("", -1);
    Console two = consoles.open("", -1);
    consoles.awaitBegun(List.of(one, two));
    String token = center.access.tokenOf("other", org.watchfloor.core.api.access.Role.VIEWER);
    var refused = center.send(center.as(token, "/api/v1/events"));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("streams.total");
  }

  @Test
  void whoComesWhileSignalsFlowGoesOverFromTheJournalWithoutGapOrRepeat() throws Exception {
    start(100, 100_000);
    AtomicBoolean over = new AtomicBoolean();
    Thread flow =
        new Thread(
            () -> {
              for (int i = 0; i < FLOOD; i++) {
                center.bus.signal("test.flow", "k");
                if (i % 50 == 0) {
                  Thread.yield();
                }
              }
              over.set(true);
            });
    flow.start();
    Random random = new Random(4711);
    List<Long> firsts = new ArrayList<>();
    List<Console> all = new ArrayList<>();
    while (!over.get() || all.size() < 20) {
      long first = random.nextInt(2) == 0 ? 0 : random.nextLong(center.bus.head() + 1);
      Console console = consoles.open("?since=0", first);
      consoles.await(List.of(console), one -> one.events.size() >= 100 || over.get());
      if (all.size() < 90) {
        firsts.add(first);
        all.add(console);
      } else {
        consoles.leave(console);
      }
    }
    flow.join();
    consoles.await(all, console -> console.last() == FLOOD);
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).ids())
          .as("after " + firsts.get(i))
          .isEqualTo(numbers(firsts.get(i) + 1, FLOOD));
    }
  }

  @Test
  void clientsThatDoNotReadHoldUpNobodyAndReadOnLater() throws Exception {
    start(100, 10L * FLOOD);
    List<Console> silent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      silent.add(consoles.silent("", -1));
    }
    Console reads = consoles.open("", -1);
    EventsTest.await(() -> center.streams.open() == 21);
    consoles.awaitBegun(List.of(reads));
    for (int i = 0; i < FLOOD; i++) {
      center.bus.signal("test.flood", LONG);
    }
    consoles.await(List.of(reads), console -> console.last() == FLOOD);
    assertThat(reads.ids()).isEqualTo(numbers(1, FLOOD));

    Console late = silent.get(7);
    consoles.read(late);
    consoles.await(List.of(late), console -> console.last() == FLOOD);
    assertThat(late.ids()).isEqualTo(numbers(1, FLOOD));
    for (Console console : silent) {
      consoles.leave(console);
    }
  }

  @Test
  void aClientThatIsTooFarBehindGetsAlertsAndIsToldWhichSignalsItMissed() throws Exception {
    start(100, 2_000);
    Console slow = consoles.silent("", -1);
    EventsTest.await(() -> center.streams.open() == 1);
    for (int i = 1; i <= FLOOD; i++) {
      if (i % 1_000 == 0) {
        alert("gunshot-" + i);
      } else {
        center.bus.signal("test.flood", LONG);
      }
    }
    consoles.read(slow);
    consoles.await(
        List.of(slow), console -> signals(console) + skipped(console) == FLOOD - FLOOD / 1_000);
    assertThat(skipped(slow)).as("signals left out").isPositive();
    assertThat(slow.ids()).isSorted().doesNotHaveDuplicates();
    assertThat(slow.events.stream().filter(event -> event.name().equals("alert")))
        .hasSize(FLOOD / 1_000);
    center.bus.signal("test.after", "after");
    consoles.await(List.of(slow), console -> console.last() == FLOOD + 1);
  }

  @Test
  void whoResumesGetsEverythingHoweverFarBehind() throws Exception {
    start(100, 10);
    for (int i = 0; i < 3_000; i++) {
      center.bus.signal("test.before", LONG);
    }
    Console console = consoles.open("", 0);
    consoles.await(List.of(console), one -> one.last() == 3_000);
    assertThat(console.ids()).isEqualTo(numbers(1, 3_000));
  }

  @Test
  void aFloodDoesNotHoldUpTheAlertsOfAStreamWithARate() throws Exception {
    start(10, 100_000);
    Console rated = consoles.open("?rate=10&without=plate", -1);
    consoles.awaitBegun(List.of(rated));
    for (int i = 1; i <= 1_000; i++) {
      center.bus.signal(i % 2 == 0 ? "plate.read" : "river.level", "k");
    }
    alert("gunshot-1");
    consoles.await(List.of(rated), console -> signals(console) + skipped(console) == 500);
    assertThat(signals(rated)).isBetween(10L, 50L);
    assertThat(rated.events.stream().filter(event -> event.name().equals("alert"))).hasSize(1);
    assertThat(rated.events.stream().filter(event -> event.name().equals("skipped")).toList())
        .as("gathered, not one for each")
        .hasSizeLessThan(20);
  }

  private static long signals(Console console) {
    return console.events.stream().filter(event -> event.name().equals("signal")).count();
  }

  /** Signals that it was told of as left out; checks that the numbers fit. */
  private static long skipped(Console console) {
    long sum = 0;
    long before = 0;
    for (Consoles.Event event : console.events) {
      if (event.name().equals("skipped")) {
        JsonNode data = json(event.data());
        long from = data.get("from").asLong();
        long to = data.get("to").asLong();
        assertThat(from).isGreaterThan(before);
        assertThat(to - from + 1).isGreaterThanOrEqualTo(data.get("signals").asLong());
        before = to;
        sum += data.get("signals").asLong();
      }
    }
    return sum;
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (org.watchfloor.core.api.json.JsonFault e) {
      throw new AssertionError(e);
    }
  }
}
