package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.watchfloor.core.api.runtime.SourceState.ONLINE;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** A source with a protocol of its own, whose vendor also sends. */
class SessionWaysTest {
  private static final String ID = "fake-cam~north";
  private static final Inbound.Webhook HOOK =
      new Inbound.Webhook(WebhookSecret.path("open-sesame"), 1_000);

  private final Bench bench = new Bench();
  private final FakeDeadLetters letters = new FakeDeadLetters();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    bench.close();
  }

  private Decoded decode(Message message) throws MalformedMessage {
    switch (message.text()) {
      case "bad" -> throw new MalformedMessage("level", "open-sesame is no number");
      case "crash" -> throw new IllegalStateException("a fault of the plugin");
      case "hang" -> {
        try {
          release.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return Decoded.nothing();
      }
      default -> {
        return FakeDecoderPlugin.signal(message);
      }
    }
  }

  private FakeSourcePlugin plugin(Decoder decoder) {
    return new FakeSourcePlugin(
        (config, context) ->
            FakeSourcePlugin.source(() -> context.receive(HOOK, decoder), () -> {}));
  }

  private void start() {
    bench.platform.deadLetters().came(letters);
    bench.install(plugin(this::decode));
    bench.configure(ID, ".secret", "open-sesame");
    bench.awaitState(ID, ONLINE);
  }

  private GuardedDecoder door() {
    return java.util.Objects.requireNonNull(bench.transport.open.get(ID));
  }

  private static Message message(String text) {
    return new Message(
        text.getBytes(StandardCharsets.UTF_8), "text/plain", Map.of(), Instant.EPOCH);
  }

  @Test
  void itsWebhookIsOpenAsLongAsTheSource() throws Exception {
    start();
    assertThat(door().decode(message("one")).signals()).hasSize(1);
    door().onDisk(1);
    assertThat(bench.info(ID).signals()).isEqualTo(1);
    GuardedDecoder before = door();
    bench.sources.removed(ID);
    Bench.await(() -> bench.transport.open.isEmpty(), () -> "still open");
    assertThatThrownBy(() -> before.decode(message("late")))
        .isInstanceOf(DecoderUnavailable.class)
        .hasMessageContaining("closed");
  }

  @Test
  void whatTheTransportMakesDoesNotKeepThePluginsLoader() {
    ClassLoader plugins = new ClassLoader(getClass().getClassLoader()) {};
    bench.install(
        new FakeSourcePlugin(
            (config, context) ->
                FakeSourcePlugin.source(
                    () -> {
                      Thread.currentThread().setContextClassLoader(plugins);
                      context.receive(HOOK, this::decode);
                      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(plugins);
                    },
                    () -> {})));
    bench.configure(ID, ".secret", "open-sesame");
    bench.awaitState(ID, ONLINE);
    assertThat(bench.transport.openedWith).isSameAs(SessionWays.class.getClassLoader());
  }

  @Test
  void aMalformedMessageIsADeadLetterThatCanBeReplayed() throws Exception {
    start();
    assertThatThrownBy(() -> door().decode(message("bad"))).isInstanceOf(MalformedMessage.class);
    assertThat(letters.kept).hasSize(1);
    assertThat(bench.info(ID).malformed()).isEqualTo(1);
    ReplayDesk desk = new ReplayDesk(bench.platform, bench.sources);
    assertThat(desk.replay(ID, message("two")).toCompletableFuture().get(8, TimeUnit.SECONDS))
        .hasSize(1);
    desk.close();
  }

  @Test
  void aMessageThatCrashesTheDecoderEachTimeIsPutAside() throws Exception {
    start();
    int tries = 0;
    while (letters.kept.isEmpty() && tries++ < 5) {
      try {
        door().decode(message("crash"));
      } catch (DecoderUnavailable e) {
        assertThat(e).hasMessageContaining("crashed");
      }
    }
    assertThat(letters.kept).hasSize(1);
    assertThat(door().decode(message("crash")).signals()).isEmpty();
    assertThat(door().decode(message("after")).signals()).hasSize(1);
    assertThat(bench.info(ID).state()).isEqualTo(ONLINE);
  }

  @Test
  void aHangOpensTheSourceAnew() throws Exception {
    start();
    int before = bench.transport.opened.get();
    assertThatThrownBy(() -> door().decode(message("hang"))).isInstanceOf(DecoderUnavailable.class);
    release.countDown();
    Bench.await(() -> bench.transport.opened.get() > before, () -> "not opened anew");
    bench.awaitState(ID, ONLINE);
    assertThat(door().decode(message("after")).signals()).hasSize(1);
  }

  @Test
  void itComesBackWithTheTransport() throws Exception {
    start();
    bench.sources.gone(bench.transport);
    assertThat(bench.transport.open).isEmpty();
    Bench.await(
        () -> bench.info(ID).reason().contains("no transport"), () -> bench.info(ID).toString());
    bench.sources.came(bench.transport);
    bench.awaitState(ID, ONLINE);
    assertThat(door().decode(message("again")).signals()).hasSize(1);
  }

  @Test
  void aSecondWebhookIsRefused() {
    bench.install(
        new FakeSourcePlugin(
            (config, context) ->
                FakeSourcePlugin.source(
                    () -> {
                      context.receive(HOOK, this::decode);
                      context.receive(HOOK, this::decode);
                    },
                    () -> {})));
    bench.configure(ID, ".secret", "open-sesame");
    Bench.await(
        () -> bench.info(ID).reason().contains("opened once"), () -> bench.info(ID).toString());
    assertThat(bench.info(ID).state()).isNotEqualTo(ONLINE).isNotEqualTo(SourceState.QUARANTINED);
  }

  @Test
  void aReplayToASourceWithoutOneSaysSo() {
    bench.install(
        new FakeSourcePlugin((c, context) -> FakeSourcePlugin.source(() -> {}, () -> {})));
    bench.configure(ID, ".secret", "open-sesame");
    bench.awaitState(ID, ONLINE);
    ReplayDesk desk = new ReplayDesk(bench.platform, bench.sources);
    assertThatThrownBy(
            () -> desk.replay(ID, message("x")).toCompletableFuture().get(8, TimeUnit.SECONDS))
        .hasMessageContaining("has no decoder");
    desk.close();
  }
}
