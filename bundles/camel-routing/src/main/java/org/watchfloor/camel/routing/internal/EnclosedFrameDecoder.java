package org.watchfloor.camel.routing.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Finds messages between a start and an end byte; what lies between two frames is dropped. A start
 * byte within a frame begins it anew, because the device was interrupted. Netty has none like it.
 */
final class EnclosedFrameDecoder extends ByteToMessageDecoder {
  private final byte start;
  private final byte end;
  private final int maxBytes;
  private boolean inside;

  /** How much of the cumulation has been looked through. */
  private int seen;

  EnclosedFrameDecoder(byte start, byte end, int maxBytes) {
    this.start = start;
    this.end = end;
    this.maxBytes = maxBytes;
  }

  int cumulated() {
    return actualReadableBytes();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (!inside && !findStart(in)) {
      return;
    }
    while (seen < in.readableBytes()) {
      byte b = in.getByte(in.readerIndex() + seen);
      if (b == end) {
        out.add(in.readRetainedSlice(seen));
        in.skipBytes(1);
        leave();
        return;
      }
      if (b == start) {
        in.skipBytes(seen + 1);
        seen = 0;
      } else if (seen >= maxBytes) {
        in.skipBytes(seen + 1);
        leave();
        throw new TooLongFrameException("a message is longer than " + maxBytes + " bytes");
      } else {
        seen++;
      }
    }
  }

  private boolean findStart(ByteBuf in) {
    int before = in.bytesBefore(start);
    if (before < 0) {
      in.skipBytes(in.readableBytes());
      return false;
    }
    in.skipBytes(before + 1);
    inside = true;
    seen = 0;
    return true;
  }

  private void leave() {
    inside = false;
    seen = 0;
  }
}
