package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.watchfloor.camel.alertbus.internal.AlertBusComponent;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.plugin.api.signal.Signal;

/** One transport with a real peer; nothing is left when it is closed, and no secret in the log. */
abstract class TransportTest {
  static final String SOURCE = "lines~one";
  static final String PASSWORD = "transport-password-of-the-test";

  final FakeCore core = new FakeCore();
  final LinesDecoder decoder = new LinesDecoder();
  final Letters letters = new Letters();
  final PrintStream stderr = System.err;
  final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  final Workshop workshop =
      new Workshop(
          config(),
          DefaultCamelContext::new,
          (name, context) -> new AlertBusComponent(core, core),
          Clock.fixed(HookServer.NOW, ZoneOffset.UTC));
  final List<AutoCloseable> handles = new ArrayList<>();

  TestConfig config() {
    return new TestConfig(4, 1_000, 8, 2_000);
  }

  @BeforeEach
  void captureLog() {
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    workshop.bindDeadLetters(letters);
  }

  @AfterEach
  void closeAll() throws Exception {
    decoder.go.countDown();
    for (AutoCloseable handle : handles) {
      handle.close();
    }
    await(
        "no memory is held any more",
        () -> workshop.budget().left() == config().held_max_mib() * 1L << 20);
    workshop.deactivate();
    System.setErr(stderr);
    stderr.print(log());
    assertThat(log()).doesNotContain(PASSWORD);
    assertThat(decoder.statuses.toString() + decoder.failures).doesNotContain(PASSWORD);
  }

  String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  <T extends AutoCloseable> T open(T handle) {
    handles.add(handle);
    return handle;
  }

  List<String> kept() {
    synchronized (core.kept) {
      return core.kept.stream().map(Signal::vendorKey).toList();
    }
  }

  static List<String> numbered(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  void awaitKept(String... keys) throws InterruptedException {
    await("kept " + List.of(keys), () -> kept().containsAll(List.of(keys)));
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not within 15 s: " + what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Names of the threads that a transport may have made. */
  static Set<String> threads() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.getName().startsWith("ForkJoinPool")) {
        names.add(thread.getName());
      }
    }
    return names;
  }

  /** Dead letters in memory. */
  static final class Letters implements DeadLetters {
    final List<DeadLetter> kept = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void keep(DeadLetter letter) {
      kept.add(letter);
    }

    @Override
    public List<DeadLetter> list(String sourceId, long before, int limit) {
      return kept;
    }

    @Override
    public java.util.Optional<DeadLetter> get(long number) {
      return java.util.Optional.empty();
    }

    @Override
    public boolean remove(long number) {
      return false;
    }

    @Override
    public CompletionStage<java.util.Optional<DeadLetter.Replay>> replay(long number, String by) {
      throw new UnsupportedOperationException();
    }
  }
}
