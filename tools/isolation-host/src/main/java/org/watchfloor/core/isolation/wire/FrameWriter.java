package org.watchfloor.core.isolation.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.watchfloor.core.api.json.Json;

/** Writes frames as {@link FrameReader} reads them. For one thread. */
public final class FrameWriter {
  private final WritableByteChannel channel;
  private final ByteBuffer gathered = ByteBuffer.allocateDirect(64 << 10);

  public FrameWriter(WritableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws FrameTooLarge if a limit does not hold; nothing has been written
   */
  public void write(Frame frame) throws IOException {
    byte[] head = Json.bytes(frame.head());
    check(frame, head);
    put(ByteBuffer.allocate(8 + head.length).putInt(head.length).put(head).putInt(parts(frame)));
    for (byte[] part : frame.parts()) {
      put(ByteBuffer.allocate(4).putInt(part.length));
      put(ByteBuffer.wrap(part).position(part.length));
    }
    flush();
  }

  /** Small pieces are gathered, so that a small frame is one write. */
  private void put(ByteBuffer filled) throws IOException {
    filled.flip();
    if (filled.remaining() > gathered.remaining()) {
      flush();
    }
    if (filled.remaining() > gathered.remaining()) {
      all(filled);
    } else {
      gathered.put(filled);
    }
  }

  private void flush() throws IOException {
    gathered.flip();
    all(gathered);
    gathered.clear();
  }

  private static int parts(Frame frame) {
    return frame.parts().size();
  }

  private static void check(Frame frame, byte[] head) throws FrameTooLarge {
    if (head.length > Frame.MAX_HEAD) {
      throw new FrameTooLarge("head: " + head.length + " bytes, at most " + Frame.MAX_HEAD);
    }
    if (parts(frame) > Frame.MAX_PARTS) {
      throw new FrameTooLarge(parts(frame) + " parts, at most " + Frame.MAX_PARTS);
    }
    long sum = 0;
    for (byte[] part : frame.parts()) {
      sum += part.length;
    }
    if (sum > Frame.MAX_BODY) {
      throw new FrameTooLarge("parts: " + sum + " bytes, at most " + Frame.MAX_BODY);
    }
  }

  private void all(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Something that is too large for one frame; the stream is as it was. */
  public static final class FrameTooLarge extends IOException {
    private static final long serialVersionUID = 1;

    FrameTooLarge(String message) {
      super(message);
    }
  }
}
