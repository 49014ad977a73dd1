package org.watchfloor.core.journal.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.JournalEntry;

/**
 * The bytes on disk. Stateless.
 *
 * <p>An entry is stored under its position, 8 bytes big-endian, so that RocksDB's order is ours.
 * Its value, integers big-endian:
 *
 * <pre>
 * 0   1  version, 1
 * 1   4  CRC32C of the position and of everything from offset 5
 * 5   1  type, EntryType.code(), or 0 in the place of an entry that is lost
 * 6   8  recorded at, milliseconds since 1970, UTC
 * 14  2  s, length of the stream name
 * 16  s  stream name, UTF-8
 *     4  d, length of the duplicate key
 *     d  duplicate key, UTF-8; kept so that it can be deleted together with the entry
 *        payload, up to the end
 * </pre>
 *
 * The checksum covers the position, so that an entry in another's place is noticed as well.
 */
final class EntryCodec {
  private static final byte VERSION = 1;
  private static final byte LOST = 0;
  private static final int CRC_AT = 1;
  private static final int CHECKED_FROM = 5;
  private static final int MILLIS_AT = 6;
  private static final int HEAD = 16;

  private EntryCodec() {}

  static byte[] position(long position) {
    return ByteBuffer.allocate(8).putLong(position).array();
  }

  static long position(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  /**
   * What a duplicate key is stored under; empty for a draft that has none. The stream's length
   * stands before it, so that no two pairs of stream and key give the same bytes.
   */
  static byte[] storedKey(Draft draft) {
    if (draft.duplicateKey().isEmpty()) {
      return new byte[0];
    }
    return storedKey(
        draft.type().code(),
        draft.stream().getBytes(StandardCharsets.UTF_8),
        draft.duplicateKey().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] storedKey(int type, byte[] stream, byte[] key) {
    return ByteBuffer.allocate(3 + stream.length + key.length)
        .put((byte) type)
        .putShort((short) stream.length)
        .put(stream)
        .put(key)
        .array();
  }

  static byte[] encode(long position, long recordedAtMillis, Draft draft) {
    return encode(
        position,
        recordedAtMillis,
        draft.type().code(),
        draft.stream().getBytes(StandardCharsets.UTF_8),
        draft.duplicateKey().getBytes(StandardCharsets.UTF_8),
        draft.payload());
  }

  /** What stands in the place of an entry that is lost, so that positions have no gap. */
  static byte[] encodeLost(long position, long recordedAtMillis) {
    byte[] none = new byte[0];
    return encode(position, recordedAtMillis, LOST, none, none, none);
  }

  /** Whether bytes that were checked stand for an entry that is lost. */
  static boolean isLost(byte[] value) {
    return value[CHECKED_FROM] == LOST;
  }

  private static byte[] encode(
      long position, long recordedAtMillis, int type, byte[] stream, byte[] key, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(HEAD + stream.length + 4 + key.length + payload.length);
    out.put(VERSION).putInt(0).put((byte) type).putLong(recordedAtMillis);
    out.putShort((short) stream.length).put(stream);
    out.putInt(key.length).put(key).put(payload);
    return out.putInt(CRC_AT, checksum(position, out.array())).array();
  }

  /**
   * @throws CorruptEntry if the bytes are not what was written
   */
  static JournalEntry decode(long position, byte[] value) throws CorruptEntry {
    ByteBuffer in = checked(position, value);
    EntryType type;
    try {
      type = EntryType.ofCode(in.get());
    } catch (IllegalArgumentException e) {
      throw new CorruptEntry(String.valueOf(e.getMessage()));
    }
    Instant recordedAt = Instant.ofEpochMilli(in.getLong());
    String stream = new String(take(in, in.getShort()), StandardCharsets.UTF_8);
    take(in, in.getInt());
    return new JournalEntry(position, type, recordedAt, stream, take(in, in.remaining()));
  }

  /**
   * What the entry's duplicate key is stored under; empty if it has none.
   *
   * @throws CorruptEntry if the bytes are not what was written
   */
  static byte[] storedKey(long position, byte[] value) throws CorruptEntry {
    ByteBuffer in = checked(position, value);
    int type = in.get();
    in.getLong();
    byte[] stream = take(in, in.getShort());
    byte[] key = take(in, in.getInt());
    return key.length == 0 ? key : storedKey(type, stream, key);
  }

  /** When an entry was recorded, milliseconds since 1970; of bytes that were checked. */
  static long millis(byte[] value) {
    return ByteBuffer.wrap(value).getLong(MILLIS_AT);
  }

  /**
   * @throws CorruptEntry if the bytes are not what was written
   */
  static void check(long position, byte[] value) throws CorruptEntry {
    checked(position, value);
  }

  private static ByteBuffer checked(long position, byte[] value) throws CorruptEntry {
    if (value.length < HEAD + 4) {
      throw new CorruptEntry(value.length + " bytes are too few");
    }
    if (value[0] != VERSION) {
      throw new CorruptEntry("version " + value[0] + " is unknown");
    }
    ByteBuffer in = ByteBuffer.wrap(value);
    if (in.getInt(CRC_AT) != checksum(position, value)) {
      throw new CorruptEntry("checksum does not match");
    }
    return in.position(CHECKED_FROM);
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static int checksum(long position, byte[] value) {
    CRC32C crc = new CRC32C();
    crc.update(position(position));
    crc.update(value, CHECKED_FROM, value.length - CHECKED_FROM);
    return (int) crc.getValue();
  }
}
