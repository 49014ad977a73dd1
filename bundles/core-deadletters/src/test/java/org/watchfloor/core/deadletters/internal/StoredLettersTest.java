package org.watchfloor.core.deadletters.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.RealStore;

/** Against the real store. */
@EachStore
class StoredLettersTest {
  private static final Settings USUAL = new Settings(10_000, 256L << 20, 30, 25, List.of());

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    await(() -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("watchfloor-deadletters-"))
        .toList();
  }

  private StoredLetters letters(Settings settings) {
    StoredLetters letters = new StoredLetters(settings, clock, Duration.ofMillis(20));
    open.add(letters::stop);
    return letters;
  }

  private FlakyStore store() {
    SqlStore store = RealStore.open(folder);
    open.add(store);
    return new FlakyStore(store);
  }

  private StoredLetters stored(Settings settings) {
    FlakyStore store = store();
    StoredLetters letters = letters(settings);
    letters.setStore(store);
    return letters;
  }

  private DeadLetter letter(String sourceId, byte[] body) {
    return new DeadLetter(
        0,
        sourceId,
        clock.instant(),
        "application/json",
        Map.of("X-Unit", "7"),
        body,
        0,
        "results[0].plate",
        "is missing",
        Optional.empty());
  }

  private DeadLetter letter(String sourceId, String body) {
    return letter(sourceId, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void await(Callable<Boolean> condition) {
    try {
      long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
      while (!condition.call()) {
        assertThat(System.nanoTime()).as("in time").isLessThan(end);
        LockSupport.parkNanos(1_000_000);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<DeadLetter> all(StoredLetters letters) {
    return letters.list("", 0, 1_000);
  }

  @Test
  void aLetterComesBackByteForByte() {
    StoredLetters letters = stored(USUAL);
    byte[] body = new byte[70_000];
    new Random(1).nextBytes(body);
    letters.keep(letter("plates~a", body));
    await(() -> !all(letters).isEmpty());

    DeadLetter head = all(letters).get(0);
    assertThat(head.body()).isEmpty();
    assertThat(head.length()).isEqualTo(70_000);
    DeadLetter whole = letters.get(head.number()).orElseThrow();
    assertThat(whole.body()).isEqualTo(body);
    assertThat(whole.sourceId()).isEqualTo("plates~a");
    assertThat(whole.receivedAt()).isEqualTo(clock.instant());
    assertThat(whole.contentType()).isEqualTo("application/json");
    assertThat(whole.headers()).containsExactly(Map.entry("X-Unit", "7"));
    assertThat(whole.field()).isEqualTo("results[0].plate");
    assertThat(whole.reason()).isEqualTo("is missing");
    assertThat(whole.replay()).isEmpty();
    await(() -> letters.check().equals(HealthResult.OK));
  }

  @Test
  void listsAreNewestFirstPagedAndBySource() {
    StoredLetters letters = stored(USUAL);
    for (int i = 1; i <= 10; i++) {
      letters.keep(letter(i % 2 == 0 ? "even~a" : "odd~a", "no " + i));
    }
    await(() -> all(letters).size() == 10);
    assertThat(letters.list("", 0, 3)).extracting(DeadLetter::number).containsExactly(10L, 9L, 8L);
    assertThat(letters.list("", 8, 2)).extracting(DeadLetter::number).containsExactly(7L, 6L);
    assertThat(letters.list("even~a", 7, 9))
        .extracting(DeadLetter::number)
        .containsExactly(6L, 4L, 2L);
    assertThatThrownBy(() -> letters.list("", 0, 1_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("limit: 1001");
  }

  @Test
  void aNumberIsNeverGivenTwice() {
    FlakyStore store = store();
    StoredLetters first = letters(USUAL);
    first.setStore(store);
    first.keep(letter("a~a", "one"));
    await(() -> all(first).size() == 1);
    assertThat(first.remove(1)).isTrue();
    assertThat(first.remove(1)).isFalse();
    assertThat(first.get(1)).isEmpty();

    StoredLetters second = letters(USUAL);
    second.setStore(store);
    second.keep(letter("a~a", "two"));
    await(() -> all(second).size() == 1);
    assertThat(all(second).get(0).number()).isEqualTo(2);
  }

  @Test
  void lettersWaitForTheStore() {
    StoredLetters letters = letters(USUAL);
    letters.keep(letter("a~a", "early"));
    assertThatThrownBy(() -> all(letters))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the store is not running");
    await(() -> letters.check().message().contains("1 dead letters wait"));

    letters.setStore(store());
    await(() -> all(letters).size() == 1);
    await(() -> letters.check().equals(HealthResult.OK));
  }

  @Test
  void aStoreThatCannotWriteLosesNothingAndCountsNothingTwice() {
    FlakyStore store = store();
    StoredLetters letters = letters(new Settings(10, 1 << 20, 30, 100, List.of()));
    letters.setStore(store);
    store.down = true;
    for (int i = 0; i < 8; i++) {
      letters.keep(letter("a~a", "no " + i));
    }
    await(() -> store.refused.get() > 3);
    await(() -> letters.check().message().contains("the disk is full"));
    assertThat(letters.check().level()).isEqualTo(HealthResult.Level.WARN);
    assertThat(all(letters)).isEmpty();

    store.down = false;
    await(() -> all(letters).size() == 8);
    // had the failed attempts been counted, the limit of 10 would take these out
    letters.keep(letter("a~a", "ninth"));
    await(() -> all(letters).size() == 9);
    await(() -> letters.check().equals(HealthResult.OK));
  }

  @Test
  void aFloodOfOneSourceLeavesTheOthersLetters() {
    StoredLetters letters = stored(new Settings(40, 1 << 20, 30, 25, List.of()));
    for (int i = 0; i < 5; i++) {
      letters.keep(letter("quiet~a", "quiet " + i));
    }
    for (int i = 0; i < 500; i++) {
      letters.keep(letter("flood~a", "flood " + i));
    }
    await(() -> all(letters).stream().anyMatch(letter -> letter.number() == 505));
    assertThat(letters.list("quiet~a", 0, 1_000)).hasSize(5);
    List<DeadLetter> flood = letters.list("flood~a", 0, 1_000);
    assertThat(flood).hasSize(10);
    assertThat(flood.get(9).number()).isEqualTo(496);
  }

  @Test
  void beyondTheLimitsTheFullestSourceGivesWay() {
    Settings narrow = new Settings(20, 1 << 20, 30, 60, List.of());
    StoredLetters letters = stored(narrow);
    for (int i = 0; i < 3; i++) {
      letters.keep(letter("quiet~a", "quiet"));
    }
    for (int i = 0; i < 100; i++) {
      letters.keep(letter("b~a", "b"));
      letters.keep(letter("c~a", "c"));
    }
    await(() -> all(letters).stream().anyMatch(letter -> letter.number() == 203));
    assertThat(all(letters)).hasSize(20);
    assertThat(letters.list("quiet~a", 0, 1_000)).hasSize(3);
  }

  @Test
  void theSizeIsLimitedToo() {
    StoredLetters letters = stored(new Settings(10_000, 100_000, 30, 100, List.of()));
    for (int i = 0; i < 40; i++) {
      letters.keep(letter("a~a", new byte[10_000]));
    }
    await(() -> all(letters).stream().anyMatch(letter -> letter.number() == 40));
    assertThat(all(letters)).hasSize(9);

    letters.keep(letter("a~a", new byte[100_001]));
    assertThat(letters.check().message())
        .contains("1 messages", "a~a", "larger than a source may have");
    clock.move(Duration.ofHours(2));
    await(() -> letters.check().equals(HealthResult.OK));
  }

  @Test
  void keepingNeverBlocksAndWhatHasNoRoomIsCounted() {
    StoredLetters letters = letters(USUAL); // no store: nothing is taken out of the queue
    for (int i = 0; i < 5_000; i++) {
      letters.keep(letter("flood~a", "x"));
    }
    letters.keep(letter("other~a", "y"));
    assertThat(letters.check().message()).contains("4000 messages", "flood~a", "1001 dead letters");
    letters.setStore(store());
    await(() -> letters.list("other~a", 0, 10).size() == 1);
  }

  @Test
  void whatWaitsIsWrittenAtTheEnd() throws Exception {
    FlakyStore store = store();
    StoredLetters letters = letters(USUAL);
    letters.setStore(store);
    for (int i = 0; i < 300; i++) {
      letters.keep(letter("a~a", "x"));
    }
    letters.stop();
    StoredLetters next = letters(USUAL);
    next.setStore(store);
    assertThat(all(next)).hasSize(300);
  }

  @Test
  void whatIsOverIsDeleted() {
    FlakyStore store = store();
    Intake intake =
        new Intake(
            new java.util.function.Supplier<>() {
              private final Shelf shelf = new Shelf(store);

              @Override
              public Shelf get() {
                return shelf;
              }
            },
            () -> USUAL,
            clock,
            Duration.ofMillis(20),
            new Losses(clock));
    open.add(intake);
    for (int i = 0; i < 450; i++) {
      intake.take(letter("a~a", "old"));
    }
    clock.move(Duration.ofDays(20));
    intake.take(letter("a~a", "young"));
    Shelf shelf = new Shelf(store);
    await(() -> shelf.list("", 0, 1_000).size() == 451);
    clock.move(Duration.ofDays(10).plusSeconds(1));
    intake.deleteOld();
    assertThat(shelf.list("", 0, 1_000)).extracting(DeadLetter::number).containsExactly(451L);
  }

  @Test
  void aReplayHandsTheMessageInAgainAndIsNoted() throws Exception {
    StoredLetters letters = stored(USUAL);
    FakeReplays replays = new FakeReplays();
    letters.setReplays(replays);
    letters.keep(letter("plates~a", "{\"x\":1}"));
    await(() -> !all(letters).isEmpty());

    replays.answer =
        CompletableFuture.completedFuture(List.of(Receipt.accepted(5), Receipt.duplicate(3)));
    DeadLetter.Replay done = replay(letters, 1).orElseThrow();
    assertThat(done.taken()).isTrue();
    assertThat(done.by()).isEqualTo("vera");
    assertThat(done.outcome()).isEqualTo("2 signals are on disk, 1 of them before");
    assertThat(replays.sources).containsExactly("plates~a");
    assertThat(replays.messages.get(0).text()).isEqualTo("{\"x\":1}");
    assertThat(replays.messages.get(0).header("x-unit")).isEqualTo("7");
    assertThat(replays.messages.get(0).receivedAt()).isEqualTo(clock.instant());
    assertThat(letters.get(1).orElseThrow().replay()).contains(done);
    assertThat(all(letters).get(0).replay()).contains(done);
  }

  @Test
  void aReplaySaysWhyItDidNotWork() throws Exception {
    StoredLetters letters = stored(USUAL);
    letters.keep(letter("plates~a", "x"));
    await(() -> !all(letters).isEmpty());
    assertThat(replay(letters, 1).orElseThrow().outcome()).contains("core-runtime is not running");
    FakeReplays replays = new FakeReplays();
    letters.setReplays(replays);

    replays.answer = CompletableFuture.failedFuture(new MalformedMessage("plate", "is missing"));
    assertThat(replay(letters, 1).orElseThrow())
        .satisfies(r -> assertThat(r.taken()).isFalse())
        .satisfies(r -> assertThat(r.outcome()).isEqualTo("plate: is missing"));
    replays.answer = CompletableFuture.failedFuture(new DecoderUnavailable("the gate is shut"));
    assertThat(replay(letters, 1).orElseThrow().outcome()).isEqualTo("the gate is shut");
    replays.answer =
        CompletableFuture.completedFuture(
            List.of(
                Receipt.accepted(1),
                Receipt.refused(Receipt.Status.OVERLOADED, "try again later")));
    assertThat(replay(letters, 1).orElseThrow().outcome())
        .isEqualTo(
            "1 of 2 signals are on disk; the first that is not: overloaded, try again later");
    assertThat(letters.get(1).orElseThrow().replay().orElseThrow().taken()).isFalse();
    assertThat(replay(letters, 77)).isEmpty();
  }

  @Test
  void aReplayWithoutStoreIsRefused() throws Exception {
    StoredLetters letters = letters(USUAL);
    assertThat(replay(letters, 1).orElseThrow().outcome()).isEqualTo("the store is not running");
    letters.stop();
    assertThat(replay(letters, 1).orElseThrow().outcome()).isEqualTo("the center is stopping");
  }

  private static Optional<DeadLetter.Replay> replay(StoredLetters letters, long number)
      throws Exception {
    return letters.replay(number, "vera").toCompletableFuture().get(8, TimeUnit.SECONDS);
  }

  /** Whatever a vendor sends, it is kept, and its body byte for byte. */
  @Test
  void anythingIsKept() {
    StoredLetters letters = stored(new Settings(10_000, 256L << 20, 30, 100, List.of()));
    Random random = new Random(42);
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      byte[] body = new byte[random.nextInt(3_000)];
      random.nextBytes(body);
      bodies.add(body);
      letters.keep(
          new DeadLetter(
              random.nextLong(),
              "a~a",
              Instant.ofEpochSecond(random.nextInt()),
              noise(random),
              headers(random),
              body,
              random.nextInt(),
              noise(random),
              noise(random),
              Optional.empty()));
    }
    await(() -> letters.list("a~a", 0, 1_000).size() == 400);
    await(() -> letters.check().equals(HealthResult.OK));
    for (int i = 0; i < 400; i++) {
      DeadLetter whole = letters.get(i + 1).orElseThrow();
      assertThat(whole.body()).isEqualTo(bodies.get(i));
      assertThat(whole.length()).isEqualTo(bodies.get(i).length);
      assertThat(whole.reason().length()).isLessThanOrEqualTo(1_000);
    }
  }

  private static Map<String, String> headers(Random random) {
    Map<String, String> headers = new TreeMap<>();
    for (int i = random.nextInt(100); i > 0; i--) {
      headers.put(noise(random), noise(random));
    }
    return headers;
  }

  private static String noise(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 3_000 : 40); i > 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }
}
