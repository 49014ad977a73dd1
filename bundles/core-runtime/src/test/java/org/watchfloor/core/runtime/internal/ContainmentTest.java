package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.watchfloor.core.api.runtime.SourceState.OFFLINE;
import static org.watchfloor.core.api.runtime.SourceState.ONLINE;
import static org.watchfloor.core.api.runtime.SourceState.QUARANTINED;
import static org.watchfloor.core.api.runtime.SourceState.STARTING;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.PluginReport;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

class ContainmentTest {
  private static final String ID = "fake-cam~north";
  private static final Runnable NOTHING = () -> {};

  private final Bench bench = new Bench();
  private final Reports reports =
      new Reports(bench.sources, bench.platform.wards(), id -> Optional.empty());
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicBoolean stop = new AtomicBoolean();

  @AfterEach
  void close() {
    stop.set(true);
    release.countDown();
    bench.close();
  }

  private FakeSourcePlugin online(FakeSourcePlugin.Starting start, Runnable close) {
    FakeSourcePlugin plugin =
        new FakeSourcePlugin((config, context) -> FakeSourcePlugin.source(start, close));
    bench.install(plugin);
    bench.configure(ID, ".secret", "open-sesame");
    return plugin;
  }

  private PluginReport report() {
    return reports.report("fake-cam").orElseThrow();
  }

  private List<PluginEvent.Kind> kinds() {
    return report().events().stream().map(PluginEvent::kind).toList();
  }

  private PluginEvent awaitEvent(PluginEvent.Kind kind) {
    Bench.await(() -> kinds().contains(kind), () -> kind + " is not in " + report().events());
    return report().events().stream().filter(e -> e.kind() == kind).findFirst().orElseThrow();
  }

  /** Waits as a thread that no interrupt ends. */
  private void deaf() {
    boolean done = false;
    while (!done) {
      try {
        done = release.await(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        // goes on
      }
    }
  }

  private void makeThreads(int count, Runnable body) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(body, "vendor-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void sleep() {
    try {
      release.await();
    } catch (InterruptedException e) {
      // ends
    }
  }

  @Test
  void aStartThatHangsIsSaidLongBeforeItIsGivenUp() {
    online(this::deaf, NOTHING);
    Bench.await(
        () -> bench.info(ID).reason().contains("start has not returned for 150 ms"),
        () -> bench.info(ID).toString());
    assertThat(bench.info(ID).state()).isIn(STARTING, OFFLINE);
    PluginEvent noticed = awaitEvent(PluginEvent.Kind.HUNG);
    assertThat(noticed.sourceId()).isEqualTo(ID);
    Bench.await(
        () ->
            report().events().get(0).what().equals("start did not return within 400 ms")
                && bench.info(ID).state() == OFFLINE,
        () -> report().events().toString());
    assertThat(report().usage().threads()).as("the hung call is still counted").isPositive();
  }

  @Test
  void tooManyThreadsCloseTheSourceAndEndThem() {
    AtomicInteger made = new AtomicInteger();
    online(
        () -> {
          if (made.getAndIncrement() == 0) {
            makeThreads(40, this::sleep);
          }
        },
        NOTHING);
    PluginEvent event = awaitEvent(PluginEvent.Kind.THREADS);
    assertThat(event.what()).contains("threads, its budget is 23");
    Bench.await(() -> made.get() == 2, () -> "it was not opened again");
    bench.awaitState(ID, ONLINE);
    Bench.await(() -> report().usage().threads() < 10, () -> report().usage().toString());
    assertThat(report().usage().threadsMax()).isEqualTo(23);
    assertThat(bench.kindsOf(ID)).contains("source.offline");
  }

  @Test
  void threadsThatDoNotEndAreSaidAndCountedUntilThereIsNoRoom() {
    AtomicInteger made = new AtomicInteger();
    online(() -> makeThreads(made.getAndIncrement() < 3 ? 6 : 0, this::deaf), NOTHING);
    bench.awaitState(ID, ONLINE);
    bench.sources.restart(ID);
    PluginEvent event = awaitEvent(PluginEvent.Kind.THREADS);
    assertThat(event.what()).startsWith("left 6 threads behind that do not end: vendor-");
    bench.awaitState(ID, ONLINE);
    assertThat(report().usage().threads()).isGreaterThanOrEqualTo(12);
    bench.sources.restart(ID);
    assertThat(bench.awaitState(ID, QUARANTINED).reason())
        .contains("threads of earlier sessions do not end", "12 threads", "rtcc:source-release");
    release.countDown();
    Bench.await(() -> report().usage().threads() == 0, () -> report().usage().toString());
    bench.sources.restart(ID);
    bench.awaitState(ID, ONLINE);
    assertThat(kinds()).contains(PluginEvent.Kind.RELEASED);
  }

  @Test
  void threadsOfOthersAreNotCounted() throws Exception {
    FakeSourcePlugin plugin = online(() -> {}, NOTHING);
    bench.awaitState(ID, ONLINE);
    CountDownLatch running = new CountDownLatch(2);
    plugin
        .contexts
        .get(0)
        .scheduler()
        .submit(
            () -> {
              ForkJoinPool.commonPool()
                  .execute(
                      () -> {
                        running.countDown();
                        sleep();
                      });
              Thread platform = new Thread(this::sleep, "watchfloor-journal-writer");
              platform.setDaemon(true);
              platform.start();
              running.countDown();
            })
        .get(5, TimeUnit.SECONDS);
    assertThat(running.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(bench.platform.wards().of("fake-cam").of(ID).threads())
        .extracting(Thread::getName)
        .isNotEmpty()
        .allMatch(name -> name.startsWith("watchfloor-source-" + ID));
  }

  @Test
  void aThreadThatAPluginLetsDieIsWrittenDown() throws Exception {
    FakeSourcePlugin plugin = online(() -> {}, NOTHING);
    bench.awaitState(ID, ONLINE);
    plugin
        .contexts
        .get(0)
        .scheduler()
        .submit(
            () -> {
              Thread thread =
                  new Thread(
                      () -> {
                        throw new IllegalStateException("no open-sesame here");
                      },
                      "vendor-reader");
              thread.start();
            })
        .get(5, TimeUnit.SECONDS);
    assertThat(awaitEvent(PluginEvent.Kind.CRASHED).what())
        .isEqualTo("its thread vendor-reader ended by IllegalStateException no *** here");
    assertThat(bench.info(ID).state()).isEqualTo(ONLINE);
  }

  @Test
  void aFloodIsRefusedAndThenQuarantined() throws Exception {
    FakeSourcePlugin plugin = online(() -> {}, NOTHING);
    bench.awaitState(ID, ONLINE);
    SourceContext context = plugin.contexts.get(0);
    AtomicReference<Receipt.Status> refused = new AtomicReference<>();
    Thread flood = new Thread(() -> flood(context, refused), "flood");
    flood.start();
    assertThat(bench.awaitState(ID, QUARANTINED).reason())
        .contains("budget of 200 signals/s", "rtcc:source-release " + ID);
    assertThat(refused.get()).isEqualTo(Receipt.Status.OVERLOADED);
    assertThat(bench.ingest.taken).hasSizeBetween(400, 700);
    Bench.await(
        () -> report().events().get(0).lost().contains("dropped"),
        () -> report().events().toString());
    assertThat(kinds()).containsExactly(PluginEvent.Kind.QUARANTINED, PluginEvent.Kind.FLOOD);
    assertThat(report().events().get(1).lost()).contains("signals refused");
    assertThat(report().usage().refused()).isBetween(1_999L, 2_100L);
    long before = report().usage().dropped();
    long begin = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(300); // the time in which the deaf loop is counted
    double perSecond = (report().usage().dropped() - before) * 1e9 / (System.nanoTime() - begin);
    assertThat(perSecond).as("calls that a deaf flooder still makes").isLessThan(100);
    stop.set(true);
    flood.join(5_000);
    bench.sources.restart(ID);
    bench.awaitState(ID, ONLINE);
    assertThat(submit(plugin.contexts.get(1))).isEqualTo(Receipt.Status.ACCEPTED);
    PluginEvent released = report().events().get(0);
    assertThat(released.kind()).isEqualTo(PluginEvent.Kind.RELEASED);
    assertThat(released.lost()).isEmpty();
  }

  private void flood(SourceContext context, AtomicReference<Receipt.Status> refused) {
    while (!stop.get()) {
      Receipt.Status status = submit(context);
      if (status != Receipt.Status.ACCEPTED) {
        refused.compareAndSet(null, status);
      }
      Thread.currentThread().interrupt(); // deaf to it
    }
  }

  private static Receipt.Status submit(SourceContext context) {
    Signal motion = Signal.of(Kind.CAMERA_MOTION, "m", Instant.EPOCH).build();
    boolean interrupted = Thread.interrupted();
    try {
      return context.sink().submit(motion).toCompletableFuture().join().status();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void aFloodOfReportsAndFailuresDoesNotPileUp() {
    FakeSourcePlugin plugin = online(() -> {}, NOTHING);
    bench.awaitState(ID, ONLINE);
    SourceContext context = plugin.contexts.get(0);
    for (int i = 0; i < 100_000; i++) {
      context.report(SourceStatus.degraded("reason " + i));
    }
    Bench.await(
        () -> bench.info(ID).reason().equals("reason 99999"), () -> bench.info(ID).toString());
    for (int i = 0; i < 1_000; i++) {
      context.fail(new SourceException(SourceException.Kind.RETRY, "again and again"));
    }
    Bench.await(() -> plugin.contexts.size() == 2, () -> "not opened again");
    bench.awaitState(ID, ONLINE);
  }

  @Test
  void aCloseThatNeverReturnsIsAbandonedAndSaid() {
    AtomicInteger closes = new AtomicInteger();
    FakeSourcePlugin plugin =
        online(
            () -> {},
            () -> {
              if (closes.getAndIncrement() == 0) {
                deaf();
              }
            });
    bench.awaitState(ID, ONLINE);
    long begin = System.nanoTime();
    bench.sources.restart(ID);
    assertThat(awaitEvent(PluginEvent.Kind.HUNG).what())
        .isEqualTo("close has not returned for 150 ms");
    Bench.await(() -> plugin.contexts.size() == 2, () -> "not opened again");
    bench.awaitState(ID, ONLINE);
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(3));
    assertThat(report().events())
        .extracting(PluginEvent::what)
        .contains("close did not return within 500 ms");
    assertThat(report().usage().threads()).as("the one that hangs").isGreaterThanOrEqualTo(1);
    assertThat(kinds()).doesNotContain(PluginEvent.Kind.THREADS);
  }

  @Test
  void whoeverFillsTheHeapGoes() {
    FakeSourcePlugin plugin = online(() -> {}, NOTHING);
    bench.awaitState(ID, ONLINE);
    bench.platform.wards().of("fake-cam").of(ID).evict(PluginEvent.Kind.MEMORY, "too much");
    assertThat(bench.awaitState(ID, QUARANTINED).reason()).startsWith("too much; rtcc:");
    assertThat(kinds()).containsExactly(PluginEvent.Kind.QUARANTINED, PluginEvent.Kind.MEMORY);
    assertThat(plugin.contexts.get(0).sink()).isNotNull();
    Bench.await(() -> ((SourceSession) plugin.contexts.get(0)).gate().isShut(), () -> "still open");
  }

  @Test
  void allocationAndSignalsAreMetered() {
    FakeSourcePlugin plugin = online(() -> {}, NOTHING);
    bench.awaitState(ID, ONLINE);
    SourceContext context = plugin.contexts.get(0);
    context
        .scheduler()
        .scheduleAtFixedRate(
            () -> {
              byte[] waste = new byte[1 << 20];
              submit(context);
              waste[7] = 1;
            },
            0,
            20,
            TimeUnit.MILLISECONDS);
    Bench.await(
        () ->
            report().usage().allocatedPerSecond() > 10 << 20
                && report().usage().signalsPerSecond() > 10,
        () -> report().usage().toString());
    assertThat(report().usage().signalsPerSecond()).isLessThan(200);
    assertThat(report().usage().signalsPerSecondMax()).isEqualTo(200);
    assertThat(report().plugin().quality()).isEqualTo("silver");
    assertThat(reports.report("nobody")).isEmpty();
  }

  @Test
  void theHeapIsReadAfterACollection() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    AtomicReference<HeapGauge.Reading> reading = new AtomicReference<>();
    try (HeapGauge gauge =
        new HeapGauge(
            heap -> {
              if (heap.sure()) {
                reading.set(heap);
                read.countDown();
              }
            })) {
      System.gc();
      assertThat(read.await(10, TimeUnit.SECONDS)).as("%s", gauge).isTrue();
    }
    assertThat(reading.get().used()).isBetween(1L << 20, Runtime.getRuntime().maxMemory());
    assertThat(reading.get().percent()).isBetween(0.01, 100.0);
  }

  @Test
  void onlyTheLastHundredTroublesAreKept() {
    online(() -> {}, NOTHING);
    bench.awaitState(ID, ONLINE);
    Custody custody = bench.platform.wards().of("fake-cam").of(ID);
    for (int i = 0; i < 150; i++) {
      custody.note(PluginEvent.Kind.CRASHED, "crash " + i);
    }
    custody.noteOnce(PluginEvent.Kind.CRASHED, "crash 149");
    assertThat(report().events()).hasSize(100);
    assertThat(report().events().get(0).what()).isEqualTo("crash 149");
    assertThat(report().events().get(99).what()).isEqualTo("crash 50");
  }
}
