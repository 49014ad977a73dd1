package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.Receipt;

/** What becomes of messages that break their format, and of their replay. */
class DeadLetterTest {
  private static final String ID = "fake-hook~a";

  private final Bench bench = new Bench();
  private final FakeDeadLetters letters = new FakeDeadLetters();
  private final ReplayDesk desk = new ReplayDesk(bench.platform, bench.sources);

  @AfterEach
  void close() {
    desk.close();
    bench.close();
  }

  private static Decoded decode(Message message) throws MalformedMessage {
    if (message.text().startsWith("bad")) {
      throw new MalformedMessage("level", "open-sesame is no\nnumber");
    }
    return FakeDecoderPlugin.signal(message);
  }

  private GuardedDecoder start() {
    bench.platform.deadLetters().came(letters);
    bench.install(new FakeDecoderPlugin(DeadLetterTest::decode));
    bench.configure(ID, ".secret", "open-sesame");
    bench.awaitState(ID, SourceState.ONLINE);
    return java.util.Objects.requireNonNull(bench.transport.open.get(ID));
  }

  private List<Receipt> replay(String sourceId, Message message) throws Exception {
    CompletionStage<List<Receipt>> stage = desk.replay(sourceId, message);
    return stage.toCompletableFuture().get(8, TimeUnit.SECONDS);
  }

  @Test
  void aMalformedMessageIsKeptWithoutCredentials() {
    GuardedDecoder door = start();
    Map<String, String> headers =
        Map.of(
            "Authorization", "Basic b3Blbg==",
            "X-Api-Key", "k",
            "X-Vendor-Token", "t",
            "Cookie", "c",
            "X-Odd", "the secret is open-sesame",
            "mqtt-topic", "river/7");
    byte[] body = "bad one".getBytes(StandardCharsets.UTF_8);
    Message message = new Message(body, "text/csv", headers, Instant.EPOCH);
    assertThatThrownBy(() -> door.decode(message)).isInstanceOf(MalformedMessage.class);

    assertThat(letters.kept).hasSize(1);
    DeadLetter letter = letters.kept.get(0);
    assertThat(letter.sourceId()).isEqualTo(ID);
    assertThat(letter.body()).isEqualTo(body);
    assertThat(letter.contentType()).isEqualTo("text/csv");
    assertThat(letter.receivedAt()).isEqualTo(Instant.EPOCH);
    assertThat(letter.headers()).containsExactly(Map.entry("mqtt-topic", "river/7"));
    assertThat(letter.field()).isEqualTo("level");
    assertThat(letter.reason()).isEqualTo("*** is no number");
    assertThat(bench.info(ID).malformed()).isEqualTo(1);
  }

  @Test
  void aMalformedMessageIsRefusedAsWellWhenNobodyKeepsIt() {
    GuardedDecoder door = start();
    bench.platform.deadLetters().went(letters);
    assertThatThrownBy(() -> door.decode(FakeDecoderPlugin.message("bad")))
        .isInstanceOf(MalformedMessage.class);
    assertThat(letters.kept).isEmpty();
  }

  @Test
  void aReplayHandsTheSignalsIn() throws Exception {
    start();
    assertThat(replay(ID, FakeDecoderPlugin.message("good"))).containsExactly(Receipt.accepted(1));
    assertThat(bench.ingest.taken).containsExactly(ID + " good");
  }

  @Test
  void aReplayThatIsMalformedAgainIsNotKeptAgain() {
    start();
    assertThatThrownBy(() -> replay(ID, FakeDecoderPlugin.message("bad")))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(MalformedMessage.class);
    assertThat(letters.kept).isEmpty();
    assertThat(bench.info(ID).malformed()).isZero();
  }

  @Test
  void aReplayIsDoneByTheDecoderAsItIsNow() throws Exception {
    start();
    Plugin old = bench.sources.plugin("fake-hook").orElseThrow();
    bench.sources.gone(old);
    bench.install(new FakeDecoderPlugin(FakeDecoderPlugin::signal), "2.0.0");
    bench.awaitState(ID, SourceState.ONLINE);
    assertThat(replay(ID, FakeDecoderPlugin.message("bad"))).hasSize(1);
  }

  @Test
  void aReplaySaysWhoIsMissing() {
    assertThatThrownBy(() -> replay("fake-hook~none", FakeDecoderPlugin.message("x")))
        .hasCauseInstanceOf(DecoderUnavailable.class)
        .hasMessageContaining("there is no source fake-hook~none");
    start();
    bench.platform.ingest().went(bench.ingest);
    assertThatThrownBy(() -> replay(ID, FakeDecoderPlugin.message("x")))
        .hasCauseInstanceOf(DecoderUnavailable.class)
        .hasMessageContaining("way in is not running");
  }

  @Test
  void tooManyReplaysAreRefusedAtOnce() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    bench.install(
        new FakeDecoderPlugin(
            message -> {
              try {
                hold.await(8, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return FakeDecoderPlugin.signal(message);
            }));
    bench.configure(ID, ".secret", "open-sesame");
    bench.awaitState(ID, SourceState.ONLINE);
    CompletionStage<List<Receipt>> last = desk.replay(ID, FakeDecoderPlugin.message("0"));
    for (int i = 1; i < 200; i++) {
      last = desk.replay(ID, FakeDecoderPlugin.message("" + i));
    }
    assertThat(last.toCompletableFuture()).isCompletedExceptionally();
    hold.countDown();
  }
}
