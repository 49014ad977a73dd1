package org.watchfloor.camel.routing.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.util.function.IntSupplier;
import org.watchfloor.plugin.api.source.Framing;

/**
 * Finds messages in one connection's bytes with Netty's decoders. A message above the limit is
 * skipped to its end, and said once.
 *
 * @param handler of the pipeline
 * @param cumulated bytes of a message that is not whole yet
 */
record Frames(ChannelHandler handler, IntSupplier cumulated) {

  static Frames of(Framing framing, int maxBytes) {
    return switch (framing.form()) {
      case DELIMITED -> framing.end() == '\n' ? lines(maxBytes) : delimited(framing, maxBytes);
      case ENCLOSED -> enclosed(framing, maxBytes);
      case LENGTH_PREFIXED -> prefixed(framing, maxBytes);
    };
  }

  private static Frames lines(int maxBytes) {
    class Lines extends LineBasedFrameDecoder {
      Lines() {
        super(maxBytes, true, true);
      }

      int cumulated() {
        return actualReadableBytes();
      }
    }
    Lines lines = new Lines();
    return new Frames(lines, lines::cumulated);
  }

  private static Frames delimited(Framing framing, int maxBytes) {
    class Delimited extends DelimiterBasedFrameDecoder {
      Delimited() {
        super(maxBytes, true, true, Unpooled.wrappedBuffer(new byte[] {(byte) framing.end()}));
      }

      int cumulated() {
        return actualReadableBytes();
      }
    }
    Delimited delimited = new Delimited();
    return new Frames(delimited, delimited::cumulated);
  }

  private static Frames prefixed(Framing framing, int maxBytes) {
    int bytes = framing.lengthBytes();
    class Prefixed extends LengthFieldBasedFrameDecoder {
      Prefixed() {
        super(maxBytes + bytes, 0, bytes, 0, bytes);
      }

      int cumulated() {
        return actualReadableBytes();
      }
    }
    Prefixed prefixed = new Prefixed();
    return new Frames(prefixed, prefixed::cumulated);
  }

  private static Frames enclosed(Framing framing, int maxBytes) {
    EnclosedFrameDecoder decoder =
        new EnclosedFrameDecoder((byte) framing.start(), (byte) framing.end(), maxBytes);
    return new Frames(decoder, decoder::cumulated);
  }

  /** The bytes of a reply in the same frame. */
  static ByteBuf framed(Framing framing, byte[] body) {
    return switch (framing.form()) {
      case DELIMITED -> Unpooled.wrappedBuffer(body, new byte[] {(byte) framing.end()});
      case ENCLOSED ->
          Unpooled.wrappedBuffer(
              new byte[] {(byte) framing.start()}, body, new byte[] {(byte) framing.end()});
      case LENGTH_PREFIXED -> Unpooled.wrappedBuffer(length(framing, body.length), body);
    };
  }

  private static byte[] length(Framing framing, int length) {
    byte[] bytes = new byte[framing.lengthBytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (length >> 8 * (bytes.length - 1 - i));
    }
    return bytes;
  }

  /** Whether a reply fits into the frame; one that does not would break all that come after it. */
  static boolean fits(Framing framing, byte[] body) {
    switch (framing.form()) {
      case LENGTH_PREFIXED:
        return framing.lengthBytes() == 4 || body.length < 1 << 8 * framing.lengthBytes();
      default:
        for (byte b : body) {
          if (b == (byte) framing.end()) {
            return false;
          }
        }
        return true;
    }
  }
}
