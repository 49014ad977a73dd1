package org.watchfloor.core.isolation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.runtime.RemoteDecoder;
import org.watchfloor.core.isolation.sample.SampleDecoderPlugin;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceStatus;

/** A decoder in a real JVM of its own, which outlives the JVM. */
class IsolatedDecoderTest {
  @TempDir Path home;
  private Jvms jvms;
  private Jvm jvm;
  private CurrentJvm current;
  private IsolatedDecoderPlugin plugin;

  @BeforeEach
  void launch() throws Exception {
    jvms = new Jvms(home);
    jvm = jvms.decoders();
    current = Jvms.current(jvm);
    plugin =
        new IsolatedDecoderPlugin(jvm.center().hello().join().info(), Jvms.configType(), current);
  }

  @AfterEach
  void end() {
    jvms.close();
  }

  private static Message message(String text) {
    return new Message(
        text.getBytes(StandardCharsets.UTF_8),
        "text/x-sample; charset=utf-8",
        Map.of("X-Station", "weir 7"),
        Instant.parse("2026-11-24T14:05:09.123456789Z"));
  }

  @Test
  void decodesAsHere() throws Exception {
    Decoded decoded = plugin.open(Jvms.config("work")).decode(message("k-1"));
    Decoded here = new SampleDecoderPlugin().open(null).decode(message("k-1"));
    assertThat(decoded.signals()).isEqualTo(here.signals()).hasSize(2);
    assertThat(((Fields) decoded.signals().get(0).detail()).values())
        .containsEntry("header", "weir 7")
        .containsEntry("type", "text/x-sample; charset=utf-8");
    assertThat(decoded.media().get(0).ref()).isEqualTo(here.media().get(0).ref());
    assertThat(decoded.reply()).isEqualTo(here.reply());
  }

  @Test
  void asksForTheSameWaysIn() throws Exception {
    Object config = Jvms.config("work");
    assertThat(plugin.inbound(config))
        .hasSize(2)
        .hasToString(
            "[Webhook[secret=WebhookSecret[HEADER X-Secret], maxBytes=1048576], Poll[http://localhost/x every PT5S Login[none] []]]");
  }

  @Test
  void malformedMessagesAndCrashesComeThrough() throws Exception {
    Decoder decoder = plugin.open(Jvms.config("work"));
    assertThatThrownBy(() -> decoder.decode(message("malformed")))
        .isInstanceOfSatisfying(
            MalformedMessage.class,
            e ->
                assertThat(List.of(e.field(), e.reason()))
                    .containsExactly("results[0].plate", "is missing"));
    assertThatThrownBy(() -> decoder.decode(message("crash")))
        .isInstanceOf(PluginCrash.class)
        .hasMessage("IllegalStateException broken inside");
    assertThat(decoder.decode(message("k-2")).signals()).hasSize(2);
  }

  @Test
  void aMessageWaitsForTheNextJvm() throws Exception {
    Decoder decoder = plugin.open(Jvms.config("work"));
    Jvms.kill9(jvm);
    String reason = jvm.ended().get(5, TimeUnit.SECONDS);
    current.none(reason);
    CompletableFuture<Decoded> answer = decodeLater(decoder, "k-3");
    assertThat(answer).isNotDone();
    current.set(jvms.decoders());
    assertThat(answer.get(5, TimeUnit.SECONDS).signals()).hasSize(2);
  }

  @Test
  void saysHowItsJvmIsAndEachChange() throws Exception {
    IsolatedDecoder decoder = (IsolatedDecoder) plugin.open(Jvms.config("work"));
    List<SourceStatus> heard = new CopyOnWriteArrayList<>();
    List<SourceStatus> heardForAWhile = new CopyOnWriteArrayList<>();
    decoder.watch(heard::add);
    RemoteDecoder.Watch watch = decoder.watch(heardForAWhile::add);
    current.none("no JVM can be started");
    watch.close();
    watch.close();
    current.set(jvm);
    SourceStatus offline = SourceStatus.offline("no JVM can be started");
    assertThat(heard).containsExactly(SourceStatus.online(), offline, SourceStatus.online());
    assertThat(heardForAWhile).containsExactly(SourceStatus.online(), offline);
    assertThat(decoder.decode(message("k-4")).signals()).hasSize(2);
  }

  @Test
  void aMessageThatEndsEveryJvmIsACrash() throws Exception {
    Decoder decoder = plugin.open(Jvms.config("work"));
    CompletableFuture<Decoded> answer = decodeLater(decoder, "exit");
    jvm.ended().get(5, TimeUnit.SECONDS);
    current.set(jvms.decoders());
    assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
        .hasRootCauseMessage("the plugin's JVM ended (exit 42)");
  }

  @Test
  void callsThatHangForGoodEndTheJvm() throws Exception {
    for (int i = 0; i < 10; i++) {
      Decoder decoder = plugin.open(Jvms.config("work"));
      Thread inside =
          new Thread(
              () -> {
                try {
                  decoder.decode(message("hang"));
                } catch (MalformedMessage | PluginCrash e) {
                  // it ends with its JVM
                }
              });
      inside.start();
      while (inside.getState() != Thread.State.WAITING) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      inside.interrupt(); // as the runtime does at the deadline
      inside.join(5_000);
      assertThat(inside.isAlive()).isFalse();
    }
    jvm.beat(8, java.time.Duration.ofSeconds(4));
    assertThat(jvm.ended().get(5, TimeUnit.SECONDS)).contains("10 calls that hang");
  }

  private static CompletableFuture<Decoded> decodeLater(Decoder decoder, String text) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return decoder.decode(message(text));
          } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
