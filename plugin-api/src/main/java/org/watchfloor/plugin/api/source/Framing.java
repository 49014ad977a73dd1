package org.watchfloor.plugin.api.source;

/**
 * Where a message begins and ends in a stream of bytes. The message handed to the decoder is
 * without its frame.
 *
 * @param form of the frame
 * @param start first byte of a frame, 0 to 255; only for {@link Form#ENCLOSED}
 * @param end last byte of a frame, 0 to 255; only for {@link Form#DELIMITED} and {@link
 *     Form#ENCLOSED}
 * @param lengthBytes of the length before each message, 1, 2 or 4, big-endian, not counting itself;
 *     only for {@link Form#LENGTH_PREFIXED}
 */
public record Framing(Form form, int start, int end, int lengthBytes) {

  /** How messages are told apart. */
  public enum Form {
    /** Each message ends with a byte; a carriage return before a line feed belongs to the frame. */
    DELIMITED,
    /** Between a start and an end byte; what lies between two frames is dropped. */
    ENCLOSED,
    /** A big-endian length stands before each message. */
    LENGTH_PREFIXED
  }

  public Framing {
    if (start < 0 || start > 255 || end < 0 || end > 255) {
      throw new IllegalArgumentException("start and end: must be bytes, 0 to 255");
    }
    if (form == Form.LENGTH_PREFIXED && lengthBytes != 1 && lengthBytes != 2 && lengthBytes != 4) {
      throw new IllegalArgumentException("lengthBytes: " + lengthBytes + " is none of 1, 2, 4");
    }
  }

  /** A message a line, ended by LF or CR LF. */
  public static Framing lines() {
    return new Framing(Form.DELIMITED, 0, '\n', 0);
  }

  public static Framing delimited(int end) {
    return new Framing(Form.DELIMITED, 0, end, 0);
  }

  /** Between STX and ETX, as serial devices do. */
  public static Framing stxEtx() {
    return new Framing(Form.ENCLOSED, 2, 3, 0);
  }

  public static Framing enclosed(int start, int end) {
    return new Framing(Form.ENCLOSED, start, end, 0);
  }

  public static Framing lengthPrefixed(int lengthBytes) {
    return new Framing(Form.LENGTH_PREFIXED, 0, 0, lengthBytes);
  }
}
