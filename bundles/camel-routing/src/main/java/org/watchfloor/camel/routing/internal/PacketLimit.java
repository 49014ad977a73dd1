package org.watchfloor.camel.routing.internal;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/**
 * The stream from an MQTT broker, on which no message is larger than the limit: Paho makes room for
 * a packet of any length (up to 256 MiB) before it reads it. A larger message loses its payload on
 * the way and keeps its packet identifier, so that it can be acknowledged and does not come again
 * for ever. Read by one thread at a time; goes on after a timeout in the middle of a packet.
 *
 * <p>Lengths and types: MQTT 3.1.1, sections 2.2 and 3.3.
 */
final class PacketLimit extends FilterInputStream {
  private static final int PUBLISH = 3;

  /** No packet of a broker but PUBLISH is longer: a SUBACK has one byte for each topic. */
  private static final int MAX_OTHER = 64 << 10;

  private final int maxBytes;
  private final IntConsumer onTooLarge;

  /** The head of the packet that is being read: fixed header, and what of it decides. */
  private final byte[] head = new byte[5 + 2 + 65_535 + 2];

  private int headLength;
  private int headGiven;
  private boolean headDone;

  /** Bytes of the fixed header; 0 while it is not whole. */
  private int fixed;

  /** Bytes of the packet behind its head, to be given or dropped. */
  private long body;

  private boolean dropBody;

  /**
   * @param onTooLarge is told the packet identifier of a message without its payload; 0 for one of
   *     quality of service 0, which is left out altogether
   */
  PacketLimit(InputStream in, int maxBytes, IntConsumer onTooLarge) {
    super(new BufferedInputStream(in, 16 << 10));
    this.maxBytes = maxBytes;
    this.onTooLarge = onTooLarge;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (headDone && headGiven < headLength) {
        int n = Math.min(length, headLength - headGiven);
        System.arraycopy(head, headGiven, into, offset, n);
        headGiven += n;
        return n;
      }
      if (headDone && body > 0 && !dropBody) {
        int n = in.read(into, offset, (int) Math.min(length, body));
        body -= Math.max(n, 0);
        return n;
      }
      if (headDone && body > 0) {
        body -= skipSome();
      } else if (!readHead()) {
        return -1;
      }
    }
  }

  private long skipSome() throws IOException {
    byte[] dropped = new byte[(int) Math.min(8 << 10, body)];
    int n = in.read(dropped);
    if (n < 0) {
      throw new IOException("the broker closed the connection within a message");
    }
    return n;
  }

  /** False at the end of the stream. Bytes read so far are kept when it throws. */
  private boolean readHead() throws IOException {
    if (headDone) {
      headDone = false;
      headLength = 0;
      headGiven = 0;
      fixed = 0;
      dropBody = false;
    }
    while (fixed == 0) {
      if (!fill(headLength + 1)) {
        return false;
      }
      if (headLength == 5 || (headLength >= 2 && (head[headLength - 1] & 0x80) == 0)) {
        fixed = headLength;
      }
    }
    return decide(remaining());
  }

  private long remaining() throws IOException {
    long length = 0;
    for (int i = 1; i < fixed; i++) {
      length |= (long) (head[i] & 0x7f) << (7 * (i - 1));
    }
    if ((head[fixed - 1] & 0x80) != 0) {
      throw new IOException("the broker sent a packet whose length is malformed");
    }
    return length;
  }

  private boolean decide(long length) throws IOException {
    int type = (head[0] & 0xff) >> 4;
    if (type != PUBLISH && length > MAX_OTHER) {
      throw new IOException("the broker sent a packet of " + length + " bytes that is no message");
    }
    body = length;
    if (type == PUBLISH && length > maxBytes) {
      if (!measure(length)) {
        return false;
      }
    }
    headDone = true;
    return true;
  }

  /** Reads topic and packet identifier, and takes the payload away if it is too large. */
  private boolean measure(long length) throws IOException {
    int idBytes = (head[0] & 0x06) == 0 ? 0 : 2;
    if (!fill(fixed + 2)) {
      return false;
    }
    int topic = (head[fixed] & 0xff) << 8 | head[fixed + 1] & 0xff;
    int variable = 2 + topic + idBytes;
    if (variable > length) {
      throw new IOException("the broker sent a message whose topic is longer than itself");
    }
    if (!fill(fixed + variable)) {
      return false;
    }
    body = length - variable;
    if (body > maxBytes) {
      dropBody = true;
      int last = fixed + variable;
      onTooLarge.accept(idBytes == 0 ? 0 : (head[last - 2] & 0xff) << 8 | head[last - 1] & 0xff);
      rewrite(variable, idBytes);
    }
    return true;
  }

  /** The head of a message without payload; nothing at all where nobody waits for a receipt. */
  private void rewrite(int variable, int idBytes) {
    if (idBytes == 0) {
      headLength = 0;
      return;
    }
    byte[] rest = new byte[variable];
    System.arraycopy(head, fixed, rest, 0, variable);
    int at = 1;
    for (int left = variable; at == 1 || left > 0; left >>= 7) {
      head[at++] = (byte) (left > 0x7f ? left & 0x7f | 0x80 : left);
    }
    System.arraycopy(rest, 0, head, at, variable);
    headLength = at + variable;
  }

  /** Reads until the head has so many bytes; false at the end of the stream. */
  private boolean fill(int wanted) throws IOException {
    while (headLength < wanted) {
      int n = in.read(head, headLength, wanted - headLength);
      if (n < 0) {
        return false;
      }
      headLength += n;
    }
    return true;
  }

  /** Bytes that certainly come without blocking are not known before they are looked through. */
  @Override
  public int available() {
    return headDone ? headLength - headGiven : 0;
  }

  @Override
  public long skip(long n) {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
