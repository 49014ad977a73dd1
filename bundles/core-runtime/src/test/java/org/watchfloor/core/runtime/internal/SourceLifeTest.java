package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.watchfloor.core.api.runtime.SourceState.DEGRADED;
import static org.watchfloor.core.api.runtime.SourceState.OFFLINE;
import static org.watchfloor.core.api.runtime.SourceState.ONLINE;
import static org.watchfloor.core.api.runtime.SourceState.QUARANTINED;
import static org.watchfloor.core.api.runtime.SourceState.WAITING_AUTH;
import static org.watchfloor.core.api.runtime.SourceState.WAITING_CONFIG;
import static org.watchfloor.core.api.runtime.SourceState.WAITING_PLUGIN;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

class SourceLifeTest {
  private static final String ID = "fake-cam~north";
  private static final String SECRET = "open-sesame";

  private final Bench bench = new Bench();
  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger closes = new AtomicInteger();

  @AfterEach
  void close() {
    bench.close();
  }

  private FakeSourcePlugin plugin(FakeSourcePlugin.Starting start) {
    return new FakeSourcePlugin(
        (config, context) ->
            FakeSourcePlugin.source(
                () -> {
                  starts.incrementAndGet();
                  start.start();
                },
                closes::incrementAndGet));
  }

  private void configure() {
    bench.configure(ID, ".secret", SECRET);
  }

  @Test
  void startsWhenThePluginComesAndTellsEachState() {
    configure();
    assertThat(bench.awaitState(ID, WAITING_PLUGIN).reason())
        .contains("rtcc:plugin-install fake-cam");
    FakeSourcePlugin plugin = plugin(() -> {});
    bench.install(plugin);
    assertThat(bench.awaitState(ID, ONLINE).camera()).isTrue();
    SourceContext context = plugin.contexts.get(0);
    assertThat(context.sourceId()).isEqualTo(ID);
    context.report(SourceStatus.degraded("one lens of two"));
    assertThat(bench.awaitState(ID, DEGRADED).reason()).isEqualTo("one lens of two");
    context.report(SourceStatus.offline("no ping with " + SECRET));
    assertThat(bench.awaitState(ID, OFFLINE).reason()).isEqualTo("no ping with ***");
    context.report(SourceStatus.online());
    bench.awaitState(ID, ONLINE);
    Bench.await(() -> bench.bus.changes().size() == 6, () -> bench.bus.changes().toString());
    assertThat(bench.kindsOf(ID))
        .containsExactly(
            "source.waiting-plugin",
            "source.starting",
            "source.online",
            "source.degraded",
            "source.offline",
            "source.online");
    Change degraded = bench.bus.changes().get(3);
    assertThat(degraded.by()).isEqualTo("system");
    assertThat(degraded.facts()).containsEntry("reason", "one lens of two");
  }

  @Test
  void retriesByItself() {
    bench.install(
        plugin(
            () -> {
              if (starts.get() < 3) {
                throw new SourceException(
                    SourceException.Kind.RETRY, "no route, password " + SECRET);
              }
            }));
    configure();
    bench.awaitState(ID, ONLINE);
    assertThat(starts).hasValue(3);
    assertThat(closes).hasValue(2);
    Bench.await(() -> bench.kindsOf(ID).size() == 6, () -> bench.bus.changes().toString());
    assertThat(bench.bus.changes().get(1).facts().get("reason"))
        .startsWith("no route, password ***; next try in ");
  }

  @Test
  void waitsForAnotherConfigurationAfterAuthAndConfig() {
    FakeSourcePlugin plugin =
        new FakeSourcePlugin(
            (config, context) -> {
              if (config.port() == 2) {
                throw new SourceException(SourceException.Kind.CONFIG, "port: two never works");
              }
              return FakeSourcePlugin.source(
                  () -> {
                    if (config.port() == 1) {
                      throw new SourceException(SourceException.Kind.AUTH, "wrong password");
                    }
                  },
                  () -> {});
            });
    bench.install(plugin);
    bench.configure(ID, ".secret", SECRET, "port", "1");
    assertThat(bench.awaitState(ID, WAITING_AUTH).reason()).isEqualTo("wrong password");
    bench.configure(ID, ".secret", SECRET, "port", "2");
    assertThat(bench.awaitState(ID, WAITING_CONFIG).reason()).isEqualTo("port: two never works");
    SourcesHealth health = new SourcesHealth(bench.sources);
    assertThat(health.check().level()).isEqualTo(HealthResult.Level.WARN);
    assertThat(health.check().message()).contains(ID, "waiting-config", "two never works");
    bench.configure(ID, ".secret", SECRET, "port", "3");
    bench.awaitState(ID, ONLINE);
    assertThat(plugin.contexts).hasSize(3);
    assertThat(health.check()).isEqualTo(HealthResult.OK);
  }

  @Test
  void aWrongConfigurationNamesItsKey() {
    bench.install(plugin(() -> {}));
    bench.configure(ID);
    assertThat(bench.awaitState(ID, WAITING_CONFIG).reason()).isEqualTo(".secret: is missing");
    bench.configure(ID, ".secret", SECRET, "prot", "80");
    Bench.await(
        () -> bench.info(ID).reason().startsWith("prot: is not a key of this plugin"),
        () -> bench.info(ID).reason());
    assertThat(starts).hasValue(0);
  }

  @Test
  void anotherConfigurationReopensThatSourceOnly() {
    FakeSourcePlugin plugin = plugin(() -> {});
    bench.install(plugin);
    configure();
    bench.configure("fake-cam~south", ".secret", SECRET);
    bench.awaitState(ID, ONLINE);
    bench.awaitState("fake-cam~south", ONLINE);
    configure(); // the same again
    bench.configure(ID, ".secret", SECRET, "port", "81");
    Bench.await(() -> plugin.contexts.size() == 3, () -> "contexts " + plugin.contexts.size());
    bench.awaitState(ID, ONLINE);
    assertThat(closes).hasValue(1);
    assertThat(plugin.contexts.stream().map(SourceContext::sourceId))
        .containsExactlyInAnyOrder(ID, ID, "fake-cam~south");
  }

  @Test
  void aStartThatObeysTheInterruptIsTriedAgain() {
    bench.install(
        plugin(
            () -> {
              if (starts.get() < 5) {
                new CountDownLatch(1).await();
              }
            }));
    configure();
    // slow devices are no crashes: never quarantined, though 3 crashes would do
    bench.awaitState(ID, ONLINE);
    assertThat(starts).hasValue(5);
    assertThat(bench.kindsOf(ID)).doesNotContain("source.quarantined");
  }

  @Test
  void aStartThatHangsIsQuarantinedUntilRestart() {
    CountDownLatch release = new CountDownLatch(1);
    bench.install(plugin(() -> Assertions.assertThat(hang(release)).isTrue()));
    configure();
    assertThat(bench.awaitState(ID, QUARANTINED).reason())
        .contains("3 crashes or hangs within 10 min", "start did not return within 400 ms", ID);
    int before = starts.get();
    release.countDown();
    assertThat(bench.sources.restart(ID)).isTrue();
    bench.awaitState(ID, ONLINE);
    assertThat(starts).hasValue(before + 1);
    assertThat(bench.sources.restart("fake-cam~nobody")).isFalse();
  }

  private static boolean hang(CountDownLatch release) {
    while (true) {
      try {
        return release.await(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        // deaf, as a bad driver is
      }
    }
  }

  @Test
  void aCrashInStartIsQuarantinedAfterTheThird() {
    bench.install(
        plugin(
            () -> {
              throw new IllegalStateException("boom with " + SECRET);
            }));
    configure();
    assertThat(bench.awaitState(ID, QUARANTINED).reason())
        .contains("crashed in start: IllegalStateException boom with ***");
    assertThat(starts).hasValue(3);
  }

  @Test
  void missingClassesMeanThatThePluginIsGone() {
    bench.install(
        plugin(
            () -> {
              throw new NoClassDefFoundError("org/vendor/Thing");
            }));
    configure();
    assertThat(bench.awaitState(ID, WAITING_PLUGIN).reason())
        .contains("org/vendor/Thing", "update or reinstall");
    assertThat(starts).hasValue(1);
  }

  @Test
  void failClosesAndTriesAgain() {
    FakeSourcePlugin plugin = plugin(() -> {});
    bench.install(plugin);
    configure();
    bench.awaitState(ID, ONLINE);
    plugin.contexts.get(0).fail(new SourceException(SourceException.Kind.RETRY, "stream lost"));
    Bench.await(() -> plugin.contexts.size() == 2, () -> "no second one");
    bench.awaitState(ID, ONLINE);
    assertThat(closes).hasValue(1);
    plugin.contexts.get(1).fail(new SourceException(SourceException.Kind.AUTH, "kicked out"));
    bench.awaitState(ID, WAITING_AUTH);
  }

  @Test
  void aCloseThatHangsHoldsUpNobodyForLong() {
    CountDownLatch release = new CountDownLatch(1);
    FakeSourcePlugin plugin =
        new FakeSourcePlugin(
            (config, context) -> FakeSourcePlugin.source(() -> {}, () -> hang(release)));
    Plugin installed = bench.install(plugin);
    configure();
    bench.awaitState(ID, ONLINE);
    long begin = System.nanoTime();
    bench.sources.gone(installed);
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(3));
    bench.awaitState(ID, WAITING_PLUGIN);
    release.countDown();
  }

  @Test
  void aPluginThatIsGoneIsClosedBeforeItsBundleMayStop() {
    FakeSourcePlugin plugin = plugin(() -> {});
    Plugin installed = bench.install(plugin);
    configure();
    bench.awaitState(ID, ONLINE);
    bench.sources.gone(installed);
    assertThat(closes).hasValue(1);
    SourceContext late = plugin.contexts.get(0);
    Receipt receipt =
        late.sink()
            .submit(Signal.of(Kind.CAMERA_MOTION, "late", Instant.EPOCH).build())
            .toCompletableFuture()
            .join();
    assertThat(receipt.status()).isEqualTo(Receipt.Status.UNAVAILABLE);
    late.report(SourceStatus.online());
    late.fail(new SourceException(SourceException.Kind.AUTH, "late"));
    Assertions.assertThatThrownBy(() -> late.scheduler().execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(bench.ingest.taken).isEmpty();
    bench.awaitState(ID, WAITING_PLUGIN);
    assertThat(bench.platform.wards().of("fake-cam").of(ID).losses().dropped()).isEqualTo(4);
    assertThat(bench.sources.plugins()).isEmpty();

    bench.install(plugin(() -> {}), "1.1.0");
    bench.awaitState(ID, ONLINE);
    assertThat(bench.sources.plugins().get(0).version()).isEqualTo("1.1.0");
    assertThat(bench.sources.plugins().get(0).sources()).isEqualTo(1);
  }

  @Test
  void signalsAreCountedAndHeartbeatsAreSignsOfLifeOnly() {
    FakeSourcePlugin plugin = plugin(() -> {});
    bench.install(plugin);
    configure();
    bench.awaitState(ID, ONLINE);
    SourceContext context = plugin.contexts.get(0);
    Signal beat = Signal.of(Kind.DEVICE_HEARTBEAT, "h", Instant.EPOCH).build();
    context.sink().submit(beat).toCompletableFuture().join();
    assertThat(bench.info(ID).signals()).isZero();
    assertThat(bench.info(ID).lastSignalAt()).isPresent();
    Signal motion = Signal.of(Kind.CAMERA_MOTION, "m", Instant.EPOCH).build();
    Receipt receipt = context.sink().submit(motion).toCompletableFuture().join();
    assertThat(receipt.onDisk()).isTrue();
    assertThat(bench.info(ID).signals()).isEqualTo(1);
    assertThat(bench.ingest.taken).containsExactly(ID + " h", ID + " m");
  }

  @Test
  void aPluginThatBlocksOnAReceiptHoldsUpOnlyItself() throws Exception {
    FakeSourcePlugin plugin = plugin(() -> {});
    bench.install(plugin);
    configure();
    bench.awaitState(ID, ONLINE);
    AtomicReference<String> thread = new AtomicReference<>("");
    Signal motion = Signal.of(Kind.CAMERA_MOTION, "m", Instant.EPOCH).build();
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch attached = new CountDownLatch(1);
    bench.platform.ingest().came(new SlowIngest(attached));
    plugin
        .contexts
        .get(0)
        .sink()
        .submit(motion)
        .thenRun(
            () -> {
              thread.set(Thread.currentThread().getName());
              done.countDown();
            });
    attached.countDown();
    assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(thread.get()).startsWith("watchfloor-source-" + ID + "-receipts");
  }

  @Test
  void theSchedulerHasTheSourcesNameAndLoader() throws Exception {
    FakeSourcePlugin plugin = plugin(() -> {});
    bench.install(plugin);
    configure();
    bench.awaitState(ID, ONLINE);
    List<String> seen =
        plugin
            .contexts
            .get(0)
            .scheduler()
            .submit(
                () ->
                    List.of(
                        Thread.currentThread().getName(),
                        String.valueOf(
                            Thread.currentThread().getContextClassLoader()
                                == FakeSourcePlugin.class.getClassLoader())))
            .get(5, TimeUnit.SECONDS);
    assertThat(seen.get(0)).startsWith("watchfloor-source-" + ID + "-scheduler-");
    assertThat(seen.get(1)).isEqualTo("true");
  }

  @Test
  void aConfigurationThatIsRemovedAndComesBackIsAnotherSource() {
    FakeSourcePlugin plugin = plugin(() -> {});
    bench.install(plugin);
    configure();
    bench.awaitState(ID, ONLINE);
    bench.sources.removed(ID);
    configure();
    Bench.await(() -> plugin.contexts.size() == 2, () -> "contexts " + plugin.contexts.size());
    bench.awaitState(ID, ONLINE);
    bench.sources.removed(ID);
    Bench.await(() -> bench.sources.source(ID).isEmpty(), () -> "still there");
    assertThat(closes).hasValue(2);
  }

  @Test
  void theSecondPluginOfAnIdTakesOverWhenTheFirstGoes() {
    FakeSourcePlugin first = plugin(() -> {});
    FakeSourcePlugin second = plugin(() -> {});
    Plugin old = bench.install(first, "1.0.0");
    configure();
    bench.awaitState(ID, ONLINE);
    bench.install(second, "1.1.0");
    assertThat(second.contexts).isEmpty();
    bench.sources.gone(old);
    bench.awaitState(ID, ONLINE);
    assertThat(second.contexts).hasSize(1);
  }
}
