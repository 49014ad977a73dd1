package org.watchfloor.core.isolation.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;

/**
 * Reads frames: length of the head, head, number of parts, and each part behind its length, all
 * lengths four bytes, big-endian. Memory grows with the bytes that came, never with a length that
 * was only announced. For one thread.
 */
public final class FrameReader {
  private static final int CHUNK = 64 << 10;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK).flip();

  public FrameReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Blocks until a frame is whole.
   *
   * @throws EOFException at the end of the stream
   * @throws FrameBroken if a limit does not hold or the head is no JSON object
   * @throws IOException if the channel fails
   */
  public Frame read() throws IOException {
    byte[] head = bytes(length("head", Frame.MAX_HEAD));
    int count = length("number of parts", Frame.MAX_PARTS);
    List<byte[]> parts = new ArrayList<>(Math.min(count, 16));
    int left = Frame.MAX_BODY;
    for (int i = 0; i < count; i++) {
      byte[] part = bytes(length("part", left));
      left -= part.length;
      parts.add(part);
    }
    return new Frame(object(head), parts);
  }

  private static ObjectNode object(byte[] head) throws FrameBroken {
    try {
      JsonNode node = Json.parse(head);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new FrameBroken("a frame's head is no JSON object");
    } catch (JsonFault e) {
      throw new FrameBroken("a frame's head " + e.reason());
    }
  }

  private int length(String what, int max) throws IOException {
    byte[] four = bytes(4);
    int length = ByteBuffer.wrap(four).getInt();
    if (length < 0 || length > max) {
      throw new FrameBroken(
          "a frame's " + what + " is " + (length & 0xFFFFFFFFL) + ", at most " + max + " is left");
    }
    return length;
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[Math.min(length, CHUNK)];
    int at = 0;
    while (at < length) {
      if (at == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
      }
      if (!buffer.hasRemaining()) {
        fill();
      }
      int some = Math.min(buffer.remaining(), bytes.length - at);
      buffer.get(bytes, at, some);
      at += some;
    }
    return bytes;
  }

  private void fill() throws IOException {
    buffer.clear();
    int read = channel.read(buffer);
    buffer.flip();
    if (read < 0) {
      throw new EOFException("the other side has closed the connection");
    }
  }

  /** Bytes that are no frame: what comes after them cannot be trusted. */
  public static final class FrameBroken extends IOException {
    private static final long serialVersionUID = 1;

    FrameBroken(String message) {
      super(message);
    }
  }
}
