package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.core.api.runtime.SourceTest;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/** Configurations that are checked and tried without being kept. */
class TrialsTest {
  private static final Map<String, String> GOOD = Map.of(".secret", "open-sesame", "port", "81");
  private static final Duration SOON = Duration.ofSeconds(4);

  private final Bench bench = new Bench();
  private final Trials trials = new Trials(bench.platform, bench.sources);
  private final AtomicInteger closed = new AtomicInteger();

  @AfterEach
  void close() {
    trials.close();
    bench.close();
  }

  private SourceTest test(String pluginId, Map<String, String> values, Duration deadline) {
    try {
      return trials
          .test(pluginId, values, deadline)
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("a test never completes exceptionally", e);
    }
  }

  private void install(FakeSourcePlugin.Maker maker) {
    bench.install(new FakeSourcePlugin(maker));
  }

  private SourceTest test(FakeSourcePlugin.Starting start) {
    install((config, context) -> FakeSourcePlugin.source(start, closed::incrementAndGet));
    return test("fake-cam", GOOD, SOON);
  }

  @Test
  void allFaultsAreSaidAtOnce() {
    install((config, context) -> FakeSourcePlugin.source(() -> {}, () -> {}));
    assertThat(
            trials.faults(
                "fake-cam", Map.of("port", "eighty", "mode", "medium", "hue", "red", "wide", "")))
        .containsOnlyKeys(".secret", "port", "mode", "hue")
        .containsEntry(".secret", "is missing")
        .containsEntry("port", "\"eighty\" is not a number of type int")
        .containsEntry("mode", "\"medium\" is none of fast, slow");
    assertThat(trials.faults("fake-cam", GOOD)).isEmpty();
    assertThat(trials.faults("nobody", GOOD))
        .containsExactly(Map.entry("", "the plugin nobody is not running"));
  }

  @Test
  void whatAPlaceholderNamesIsNeverShown() {
    install((config, context) -> FakeSourcePlugin.source(() -> {}, () -> {}));
    bench.environment.put("HIDDEN", "hush-hush");
    Map<String, String> faults =
        trials.faults(
            "fake-cam", Map.of(".secret", "x", "port", "${env:HIDDEN}", "mode", "$[env:HIDDEN]"));
    assertThat(faults).containsOnlyKeys("port", "mode");
    assertThat(faults.toString()).doesNotContain("hush-hush");
  }

  @Test
  void aSourceThatWorksIsOpenedTriedAndClosed() {
    AtomicReference<SourceContext> given = new AtomicReference<>();
    install(
        (config, context) -> {
          given.set(context);
          return new Source() {
            @Override
            public void start() {
              assertThat(config.port()).isEqualTo(81);
              for (int i = 0; i < 3; i++) {
                context
                    .sink()
                    .submit(Signal.of(FakeDecoderPlugin.RIVER, "k" + i, Instant.EPOCH).build());
              }
            }

            @Override
            public Map<String, Object> diagnostics() {
              return Map.of("firmware", 7, "login", "open-sesame");
            }

            @Override
            public void close() {
              closed.incrementAndGet();
            }
          };
        });
    SourceTest result = test("fake-cam", GOOD, SOON);
    assertThat(result.works()).as(result.reason()).isTrue();
    assertThat(result.state()).isEqualTo(SourceState.ONLINE);
    assertThat(result.signals()).isEqualTo(3);
    assertThat(result.diagnostics())
        .containsOnly(Map.entry("firmware", "7"), Map.entry("login", "***"));
    assertThat(result.took()).isLessThan(SOON);
    assertThat(closed).hasValue(1);
    assertThat(bench.ingest.taken).as("nothing reaches the center").isEmpty();
    assertThat(bench.sources.sources()).isEmpty();
    assertThat(given.get().sourceId()).matches("fake-cam~test-[0-9a-f]{8}");
  }

  @Test
  void bookmarksOfATestAreForgotten() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>("");
    install(
        (config, context) ->
            FakeSourcePlugin.source(
                () -> {
                  seen.set(context.state().get("at").orElse("none"));
                  try {
                    context.state().put("at", "5");
                  } catch (java.io.IOException e) {
                    throw new SourceException(SourceException.Kind.RETRY, "disk", e);
                  }
                },
                () -> {}));
    assertThat(test("fake-cam", GOOD, SOON).works()).isTrue();
    assertThat(test("fake-cam", GOOD, SOON).works()).isTrue();
    assertThat(seen).hasValue("none");
  }

  @Test
  void aSourceThatCannotStartSaysWhy() {
    SourceTest result =
        test(
            () -> {
              throw new SourceException(
                  SourceException.Kind.AUTH, "the camera refuses open-sesame");
            });
    assertThat(result.works()).isFalse();
    assertThat(result.state()).isEqualTo(SourceState.WAITING_AUTH);
    assertThat(result.reason()).isEqualTo("the camera refuses ***");
    assertThat(closed).hasValue(1);
  }

  @Test
  void aCrashIsAResultAndNoFault() {
    SourceTest result =
        test(
            () -> {
              throw new IllegalStateException("oops");
            });
    assertThat(result.works()).isFalse();
    assertThat(result.reason()).contains("crashed in start", "oops");
  }

  @Test
  void aStartThatHangsEndsAtTheDeadline() {
    install(
        (config, context) ->
            FakeSourcePlugin.source(() -> new CountDownLatch(1).await(), closed::incrementAndGet));
    SourceTest result = test("fake-cam", GOOD, Duration.ofMillis(200));
    assertThat(result.works()).isFalse();
    assertThat(result.state()).isEqualTo(SourceState.OFFLINE);
    assertThat(result.reason()).contains("200 ms");
    assertThat(closed).hasValue(1);
  }

  @Test
  void aSourceThatConnectsLaterIsWaitedFor() {
    install(
        (config, context) ->
            FakeSourcePlugin.source(
                () -> {
                  context.report(SourceStatus.offline("connecting"));
                  context
                      .scheduler()
                      .schedule(
                          () -> context.report(SourceStatus.online()), 100, TimeUnit.MILLISECONDS);
                },
                closed::incrementAndGet));
    assertThat(test("fake-cam", GOOD, SOON).works()).isTrue();
  }

  @Test
  void aSourceThatGivesUpAfterStartDoesNotWork() {
    install(
        (config, context) ->
            FakeSourcePlugin.source(
                () ->
                    context
                        .scheduler()
                        .schedule(
                            () ->
                                context.fail(
                                    new SourceException(
                                        SourceException.Kind.CONFIG, "port: nobody is there")),
                            50,
                            TimeUnit.MILLISECONDS),
                closed::incrementAndGet));
    SourceTest result = test("fake-cam", GOOD, SOON);
    assertThat(result.works()).isFalse();
    assertThat(result.state()).isEqualTo(SourceState.WAITING_CONFIG);
    assertThat(result.reason()).isEqualTo("port: nobody is there");
  }

  @Test
  void aSourceThatStaysOfflineSaysItsOwnReason() {
    install(
        (config, context) ->
            FakeSourcePlugin.source(
                () -> context.report(SourceStatus.offline("no signal")), closed::incrementAndGet));
    SourceTest result = test("fake-cam", GOOD, Duration.ofMillis(300));
    assertThat(result.works()).isFalse();
    assertThat(result.reason()).isEqualTo("no signal");
  }

  @Test
  void wrongValuesNeverReachThePlugin() {
    FakeSourcePlugin plugin = new FakeSourcePlugin((config, context) -> Bench.never());
    bench.install(plugin);
    SourceTest result = test("fake-cam", Map.of("port", "eighty"), SOON);
    assertThat(result.state()).isEqualTo(SourceState.WAITING_CONFIG);
    assertThat(result.reason()).contains(".secret: is missing", "port: \"eighty\"");
    assertThat(plugin.contexts).isEmpty();
    assertThat(test("nobody", GOOD, SOON).state()).isEqualTo(SourceState.WAITING_PLUGIN);
  }

  @Test
  void testsLeaveARunningSourceAlone() {
    install((config, context) -> FakeSourcePlugin.source(() -> {}, closed::incrementAndGet));
    bench.configure("fake-cam~a", ".secret", "open-sesame");
    bench.awaitState("fake-cam~a", SourceState.ONLINE);
    Instant since = bench.info("fake-cam~a").since();
    assertThat(test("fake-cam", GOOD, SOON).works()).isTrue();
    assertThat(bench.info("fake-cam~a").since()).isEqualTo(since);
    assertThat(closed).hasValue(1);
  }

  @Test
  void tooManyTestsAtOnceAreRefused() {
    CountDownLatch hold = new CountDownLatch(1);
    install((config, context) -> FakeSourcePlugin.source(hold::await, () -> {}));
    for (int i = 0; i < 4; i++) {
      trials.test("fake-cam", GOOD, SOON);
    }
    SourceTest fifth = test("fake-cam", GOOD, SOON);
    assertThat(fifth.works()).isFalse();
    assertThat(fifth.reason()).isEqualTo("other tests still run; try again");
    hold.countDown();
  }

  @Test
  void aDecoderIsOpenedAndItsWaysInAreNamed() {
    FakeDecoderPlugin plugin = new FakeDecoderPlugin(FakeDecoderPlugin::signal);
    bench.install(plugin);
    SourceTest result = test("fake-hook", GOOD, SOON);
    assertThat(result.works()).as(result.reason()).isTrue();
    assertThat(result.reason()).contains("a test cannot try");
    assertThat(result.diagnostics().get("way in 1")).contains("Webhook").doesNotContain("sesame");
    assertThat(plugin.openedPorts).containsExactly(81);
    assertThat(bench.transport.opened).hasValue(0);
  }
}
