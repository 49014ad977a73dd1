package org.watchfloor.rtcc.plates.internal.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/** Writes a segment from its begin to its end, with a checksum. Not thread-safe. */
final class SegmentWriter {
  /** The last number but one: what the file is, and the version of what is in it. */
  static final long MAGIC = 0x5746_504C_4154_0002L;

  /** The begins of all sections, the counts, what the file is, and the checksum. */
  static final int FOOTER = 8 * (Section.values().length + Counts.LONGS + 2);

  private static final int ROOM = 1 << 18;

  private final WritableByteChannel to;
  private final ByteBuffer buffer = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C crc = new CRC32C();
  private final long[] begins = new long[Section.values().length];
  private long flushed;

  SegmentWriter(WritableByteChannel to) {
    this.to = to;
  }

  void begin(Section section) throws IOException {
    while ((flushed + buffer.position()) % 8 != 0) {
      put((byte) 0);
    }
    begins[section.ordinal()] = flushed + buffer.position();
  }

  private void put(byte value) throws IOException {
    room(1);
    buffer.put(value);
  }

  void put(byte[] bytes) throws IOException {
    for (byte value : bytes) {
      put(value);
    }
  }

  void put(int value) throws IOException {
    room(4);
    buffer.putInt(value);
  }

  void put(long value) throws IOException {
    room(8);
    buffer.putLong(value);
  }

  /** The lowest bytes of a number. */
  void put(long value, int bytes) throws IOException {
    room(Long.BYTES);
    int at = buffer.position();
    buffer.putLong(value).position(at + bytes);
  }

  void put(double value) throws IOException {
    put(Double.doubleToRawLongBits(value));
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    crc.update(buffer.duplicate());
    flushed += buffer.remaining();
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
    buffer.clear();
  }

  void finish(Counts counts) throws IOException {
    while ((flushed + buffer.position()) % 8 != 0) {
      put((byte) 0);
    }
    for (long begin : begins) {
      put(begin);
    }
    for (long count : counts.longs()) {
      put(count);
    }
    put(MAGIC);
    flush();
    put(crc.getValue());
    flush();
  }
}
