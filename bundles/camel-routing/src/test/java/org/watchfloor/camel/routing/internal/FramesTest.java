package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.watchfloor.plugin.api.source.Framing;

class FramesTest {
  private static final int MAX = 200;

  static List<Framing> framings() {
    return List.of(
        Framing.lines(),
        Framing.delimited(';'),
        Framing.stxEtx(),
        Framing.enclosed(0x0b, 0x1c),
        Framing.lengthPrefixed(1),
        Framing.lengthPrefixed(2),
        Framing.lengthPrefixed(4));
  }

  private static List<String> pass(
      EmbeddedChannel channel, Frames frames, byte[] all, Random random) {
    List<String> found = new ArrayList<>();
    for (int at = 0; at < all.length; ) {
      int n = Math.min(all.length - at, 1 + random.nextInt(150));
      try {
        channel.writeInbound(Unpooled.copiedBuffer(all, at, n));
      } catch (DecoderException e) {
        found.add("!");
      }
      at += n;
      assertThat(frames.cumulated().getAsInt()).isLessThanOrEqualTo(MAX + 150 + 5);
      for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
        found.add(frame.toString(StandardCharsets.ISO_8859_1));
        assertThat(frame.readableBytes()).isLessThanOrEqualTo(MAX);
        frame.release();
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("framings")
  void findsMessagesHoweverTheyAreCut(Framing framing) {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      Frames frames = Frames.of(framing, MAX);
      EmbeddedChannel channel = new EmbeddedChannel(frames.handler());
      List<String> sent = new ArrayList<>();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int i = 0; i < 30; i++) {
        String message = "m" + i + "x".repeat(random.nextInt(MAX - 3));
        sent.add(message);
        ByteBuf framed = Frames.framed(framing, message.getBytes(StandardCharsets.ISO_8859_1));
        byte[] bytes = new byte[framed.readableBytes()];
        framed.readBytes(bytes);
        all.writeBytes(bytes);
      }
      assertThat(pass(channel, frames, all.toByteArray(), random)).isEqualTo(sent);
      channel.finishAndReleaseAll();
    }
  }

  @ParameterizedTest
  @MethodSource("framings")
  void anyBytesAreBounded(Framing framing) {
    Random random = new Random(13);
    for (int round = 0; round < 300; round++) {
      Frames frames = Frames.of(framing, MAX);
      EmbeddedChannel channel = new EmbeddedChannel(frames.handler());
      byte[] bytes = new byte[2_000];
      random.nextBytes(bytes);
      pass(channel, frames, bytes, random);
      channel.finishAndReleaseAll();
    }
  }

  @ParameterizedTest
  @MethodSource("framings")
  void aReplyThatWouldBreakTheFrameIsNotSent(Framing framing) {
    byte[] end = {(byte) framing.end()};
    boolean prefixed = framing.form() == Framing.Form.LENGTH_PREFIXED;
    assertThat(Frames.fits(framing, end)).isEqualTo(prefixed);
    assertThat(Frames.fits(framing, new byte[300]))
        .isEqualTo(!prefixed || framing.lengthBytes() > 1);
    assertThat(Frames.fits(framing, "ok".getBytes(StandardCharsets.UTF_8))).isTrue();
  }
}
