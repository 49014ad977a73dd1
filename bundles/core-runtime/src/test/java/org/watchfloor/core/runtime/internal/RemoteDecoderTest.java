package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.watchfloor.core.api.runtime.SourceState.OFFLINE;
import static org.watchfloor.core.api.runtime.SourceState.ONLINE;
import static org.watchfloor.core.api.runtime.SourceState.QUARANTINED;
import static org.watchfloor.core.api.runtime.SourceState.WAITING_AUTH;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.ProcessEnded;
import org.watchfloor.core.api.runtime.RemoteDecoder;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/** Sources whose plugin runs in another process, which ends and is replaced. */
class RemoteDecoderTest {
  private static final String ID = "fake-hook~north";
  private static final String CAMERA = "fake-cam~door";
  private static final String REASON = "the plugin's JVM ended with signal 9 (exit 137)";

  private final Bench bench = new Bench();
  private final FakeRemote remote = new FakeRemote();

  /** A decoder whose process the test ends and replaces. */
  private static final class FakeRemote implements RemoteDecoder {
    final List<Consumer<SourceStatus>> listeners = new CopyOnWriteArrayList<>();
    final AtomicInteger calls = new AtomicInteger();
    final CountDownLatch inside = new CountDownLatch(1);
    volatile SourceStatus status = SourceStatus.online();
    volatile CompletableFuture<Boolean> answers = CompletableFuture.completedFuture(true);

    @Override
    public Watch watch(Consumer<SourceStatus> onStatus) {
      listeners.add(onStatus);
      onStatus.accept(status);
      return () -> listeners.remove(onStatus);
    }

    void is(SourceStatus next) {
      status = next;
      listeners.forEach(listener -> listener.accept(next));
    }

    @Override
    public Decoded decode(Message message) throws MalformedMessage {
      calls.incrementAndGet();
      inside.countDown();
      answers.join();
      return FakeDecoderPlugin.signal(message);
    }
  }

  @AfterEach
  void close() {
    bench.close();
    assertThat(remote.listeners).as("watches of closed sources").isEmpty();
  }

  private FakeDecoderPlugin online() {
    FakeDecoderPlugin plugin = new FakeDecoderPlugin(remote);
    bench.install(plugin);
    bench.configure(ID, ".secret", "open-sesame");
    bench.awaitState(ID, ONLINE);
    return plugin;
  }

  private GuardedDecoder door() {
    return bench.transport.open.get(ID);
  }

  private Decoded send(String text) throws Exception {
    return door().decode(FakeDecoderPlugin.message(text));
  }

  private List<PluginEvent> events(String plugin) {
    return new Reports(bench.sources, bench.platform.wards(), id -> Optional.empty())
        .report(plugin)
        .orElseThrow()
        .events();
  }

  @Test
  void aLostProcessIsOfflineWithTheReasonUntilThereIsAnother() throws Exception {
    FakeDecoderPlugin plugin = online();
    assertThat(send("one").signals()).hasSize(1);
    int ways = bench.transport.opened.get();

    remote.is(SourceStatus.offline(REASON + "; a new one starts in 0.5 s"));
    assertThat(bench.awaitState(ID, OFFLINE).reason())
        .isEqualTo(REASON + "; a new one starts in 0.5 s");
    assertThatThrownBy(() -> send("two"))
        .isInstanceOf(DecoderUnavailable.class)
        .hasMessage(REASON + "; a new one starts in 0.5 s");
    remote.is(SourceStatus.offline("no JVM can be started for open-sesame"));
    Bench.await(
        () -> bench.info(ID).reason().startsWith("no JVM can be started"),
        () -> bench.info(ID).reason());
    assertThat(bench.info(ID).reason()).doesNotContain("open-sesame");

    remote.is(SourceStatus.online());
    bench.awaitState(ID, ONLINE);
    assertThat(send("two").signals()).hasSize(1);
    assertThat(remote.calls).as("messages that came to it").hasValue(2);
    assertThat(plugin.openedPorts).as("the session stays").hasSize(1);
    assertThat(bench.transport.opened).as("and so do the ways in").hasValue(ways);
    assertThat(events("fake-hook"))
        .extracting(PluginEvent::kind)
        .containsExactly(PluginEvent.Kind.CRASHED);
    assertThat(events("fake-hook").get(0).what()).startsWith(REASON);
    assertThat(events("fake-hook").get(0).lost()).contains("1 ");
    assertThat(bench.kindsOf(ID)).endsWith("source.online", "source.offline", "source.online");
  }

  @Test
  void nobodyQueuesForADecoderThatIsGoneAndTheMessageInsideIsNotLost() throws Exception {
    online();
    remote.answers = new CompletableFuture<>();
    CompletableFuture<Decoded> first = new CompletableFuture<>();
    Thread sender =
        new Thread(
            () -> {
              try {
                first.complete(send("one"));
              } catch (Exception e) {
                first.completeExceptionally(e);
              }
            });
    sender.start();
    assertThat(remote.inside.await(5, TimeUnit.SECONDS)).isTrue();
    remote.is(SourceStatus.offline(REASON));
    assertThatThrownBy(() -> send("two")).hasMessage(REASON);
    assertThat(first).as("still waits for the next process").isNotDone();
    remote.is(SourceStatus.online());
    remote.answers.complete(true);
    assertThat(first.get(5, TimeUnit.SECONDS).signals()).hasSize(1);
    sender.join();
  }

  @Test
  void theWorseOfTheBrokerAndTheProcessIsShown() {
    online();
    door().report(SourceStatus.degraded("the broker is slow"));
    remote.is(SourceStatus.offline(REASON));
    assertThat(bench.awaitState(ID, OFFLINE).reason()).isEqualTo(REASON);
    remote.is(SourceStatus.online());
    Bench.await(
        () -> bench.info(ID).reason().equals("the broker is slow"),
        () -> bench.info(ID).toString());
    door().report(SourceStatus.online());
    bench.awaitState(ID, ONLINE);
  }

  @Test
  void withoutATransportAReturnedProcessIsNotOnline() {
    online();
    bench.sources.gone(bench.transport);
    remote.is(SourceStatus.offline(REASON));
    remote.is(SourceStatus.online());
    bench.sources.gone(bench.transport); // returns after what was told before
    assertThat(bench.info(ID).state()).isEqualTo(OFFLINE);
    assertThat(bench.info(ID).reason()).startsWith("no transport");
    bench.sources.came(bench.transport);
    bench.awaitState(ID, ONLINE);
    assertThat(bench.kindsOf(ID)).endsWith("source.online", "source.offline", "source.online");
  }

  @Test
  void aSourceThatIsOpenedWhileTheProcessIsAwayIsOffline() {
    remote.status = SourceStatus.offline("no JVM can be started");
    bench.install(new FakeDecoderPlugin(remote));
    bench.configure(ID, ".secret", "open-sesame");
    assertThat(bench.awaitState(ID, OFFLINE).reason()).isEqualTo("no JVM can be started");
    remote.is(SourceStatus.online());
    bench.awaitState(ID, ONLINE);
  }

  @Test
  void aSessionWhoseProcessEndedIsOpenedAgainAndThePluginsReportSaysWhy() {
    FakeSourcePlugin plugin =
        new FakeSourcePlugin((config, context) -> FakeSourcePlugin.source(() -> {}, () -> {}));
    bench.install(plugin);
    bench.configure(CAMERA, ".secret", "open-sesame");
    for (int i = 1; i <= 4; i++) {
      int opened = i;
      bench.awaitState(CAMERA, ONLINE);
      plugin
          .contexts
          .get(i - 1)
          .fail(new SourceException(SourceException.Kind.RETRY, REASON, new ProcessEnded(REASON)));
      Bench.await(() -> plugin.contexts.size() > opened, () -> bench.info(CAMERA).toString());
    }
    bench.awaitState(CAMERA, ONLINE);
    assertThat(bench.kindsOf(CAMERA)).doesNotContain("source." + StateBoard.word(QUARANTINED));
    assertThat(events("fake-cam"))
        .hasSize(4)
        .allSatisfy(
            event -> {
              assertThat(event.kind()).isEqualTo(PluginEvent.Kind.CRASHED);
              assertThat(event.what()).isEqualTo(REASON);
            });
  }

  @Test
  void whatWaitsForItsNextTryIsOpenedWhenTheProcessIsBack() {
    Limits quick = Bench.LIMITS;
    Duration day = Duration.ofDays(1);
    bench.platform.limits(
        new Limits(
            quick.start(),
            quick.call(),
            quick.close(),
            quick.notice(),
            day,
            day,
            quick.crashes(),
            quick.window(),
            quick.grace(),
            quick.budget()));
    FakeSourcePlugin made =
        new FakeSourcePlugin((config, context) -> FakeSourcePlugin.source(() -> {}, () -> {}));
    Plugin plugin = bench.install(made);
    bench.configure(CAMERA, ".secret", "open-sesame");
    bench.awaitState(CAMERA, ONLINE);
    bench.sources.returned(plugin);
    made.contexts.get(0).fail(new SourceException(SourceException.Kind.RETRY, REASON));
    bench.awaitState(CAMERA, OFFLINE);
    bench.sources.returned(plugin);
    bench.awaitState(CAMERA, ONLINE);
    assertThat(made.contexts).as("one that is open stays as it is").hasSize(2);

    made.contexts.get(1).fail(new SourceException(SourceException.Kind.AUTH, "the password"));
    bench.awaitState(CAMERA, WAITING_AUTH);
    bench.sources.returned(plugin);
    bench.sources.gone(plugin); // returns after what was told before
    assertThat(made.contexts).as("another process knows no better password").hasSize(2);
  }
}
