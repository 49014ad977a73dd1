package org.watchfloor.core.store.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a table's rows amount to in any order: how many, and the sum of the first 128 bits of their
 * SHA-256. It is to find mistakes, not forgeries. Used by one thread.
 */
final class Fingerprint {
  private final MessageDigest digest = sha256();
  private long rows;
  private long high;
  private long low;

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * @param row Long, Double, String, byte[] or null, in the order of the columns' names
   */
  void add(@Nullable Object[] row) {
    for (Object value : row) {
      if (value instanceof Long number) {
        put('n', ByteBuffer.allocate(8).putLong(number).array());
      } else if (value instanceof Double number) {
        put('r', ByteBuffer.allocate(8).putDouble(number).array());
      } else if (value instanceof String text) {
        put('t', text.getBytes(StandardCharsets.UTF_8));
      } else if (value instanceof byte[] bytes) {
        put('b', bytes);
      } else {
        put('0', new byte[0]);
      }
    }
    ByteBuffer sum = ByteBuffer.wrap(digest.digest());
    high += sum.getLong();
    low += sum.getLong();
    rows++;
  }

  private void put(char kind, byte[] bytes) {
    digest.update((byte) kind);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  long rows() {
    return rows;
  }

  String sum() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  /** Both, as a figure of a backup. */
  String text() {
    return rows + " rows, " + sum();
  }
}
