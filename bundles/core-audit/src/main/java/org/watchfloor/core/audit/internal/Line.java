package org.watchfloor.core.audit.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One line of the log as bytes, without the line feed. It is JSON of a fixed shape:
 *
 * <pre>{"number":7,"at":"...",...,"prev":"&lt;64 hex&gt;","hash":"&lt;64 hex&gt;"}</pre>
 *
 * {@code hash} is the SHA-256 of all bytes before {@code ,"hash"}; {@code prev} is the hash of the
 * line before. Thus a line can be verified without reading JSON, by any tool, and no byte is left
 * that could be changed unseen.
 *
 * @param number 1 and up
 * @param prev hash of the line before
 * @param hash of this line, as it says and as it is
 */
record Line(long number, String prev, String hash) {
  /** What the first line has as the hash of the line before. */
  static final String NO_PREV = "0".repeat(64);

  private static final byte[] START = ascii("{\"number\":");
  private static final byte[] PREV = ascii(",\"prev\":\"");
  private static final byte[] HASH = ascii("\",\"hash\":\"");
  private static final byte[] END = ascii("\"}");
  private static final int HEX = 64;
  private static final int MAX_DIGITS = 18;

  /** From the number's place to the end: {@code ,"prev":"...","hash":"..."}}. */
  private static final int TAIL = PREV.length + HEX + HASH.length + HEX + END.length;

  /** Empty if the bytes have another shape, or if their hash is not what they say. */
  static Optional<Line> of(byte[] bytes) {
    int tail = bytes.length - TAIL;
    if (tail < START.length + 2
        || !at(bytes, 0, START)
        || !at(bytes, tail, PREV)
        || !at(bytes, tail + PREV.length + HEX, HASH)
        || !at(bytes, bytes.length - END.length, END)) {
      return Optional.empty();
    }
    long number = number(bytes);
    String prev = text(bytes, tail + PREV.length);
    String hash = text(bytes, bytes.length - END.length - HEX);
    int hashed = tail + PREV.length + HEX + 1; // with the quotation mark after prev
    if (number < 1 || !hash.equals(sha256(bytes, hashed))) {
      return Optional.empty();
    }
    return Optional.of(new Line(number, prev, hash));
  }

  /**
   * Makes the bytes of a line.
   *
   * @param body the fields between number and prev, as JSON without braces
   */
  static Made make(long number, byte[] body, String prev) {
    byte[] digits = ascii(Long.toString(number));
    byte[] bytes = new byte[START.length + digits.length + 1 + body.length + TAIL];
    int length = put(bytes, 0, START);
    length = put(bytes, length, digits);
    bytes[length++] = ',';
    length = put(bytes, length, body);
    length = put(bytes, length, PREV);
    length = put(bytes, length, ascii(prev));
    int hashed = length + 1; // with the quotation mark after prev
    length = put(bytes, length, HASH);
    String hash = sha256(bytes, hashed);
    length = put(bytes, length, ascii(hash));
    put(bytes, length, END);
    return new Made(new Line(number, prev, hash), bytes);
  }

  /** A line and its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Made(Line line, byte[] bytes) {}

  /** Whether this may stand after a line of that number and hash. */
  boolean follows(long lastNumber, String lastHash) {
    return number == lastNumber + 1 && prev.equals(lastHash);
  }

  private static long number(byte[] bytes) {
    long number = 0;
    int i = START.length;
    while (bytes[i] >= '0' && bytes[i] <= '9' && i < START.length + MAX_DIGITS) {
      number = 10 * number + bytes[i++] - '0';
    }
    return bytes[i] == ',' ? number : -1;
  }

  private static String sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static boolean at(byte[] bytes, int from, byte[] expected) {
    return Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
  }

  private static int put(byte[] bytes, int at, byte[] part) {
    System.arraycopy(part, 0, bytes, at, part.length);
    return at + part.length;
  }

  private static String text(byte[] bytes, int from) {
    return new String(bytes, from, HEX, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
