package org.watchfloor.plugin.plate.axis.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/**
 * The contents of a {@code multipart/form-data} body (RFC 7578, RFC 2046 section 5.1), without the
 * headers of its parts: what a part is, its first bytes say better. Immutable.
 */
final class Multipart {
  /** An event and two pictures; the rest is room for a firmware to come. */
  private static final int MAX_PARTS = 16;

  private static final int MAX_HEADER_BYTES = 8_192;
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))", Pattern.CASE_INSENSITIVE);
  private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private Multipart() {}

  static boolean is(Message message) {
    return message.contentType().strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  /**
   * The contents of its parts, in their order.
   *
   * @throws MalformedMessage if the parts cannot be told apart
   */
  static List<byte[]> parts(Message message) throws MalformedMessage {
    byte[] body = message.toByteArray();
    byte[] delimiter = ("--" + boundary(message)).getBytes(StandardCharsets.ISO_8859_1);
    List<byte[]> parts = new ArrayList<>();
    int at = find(body, delimiter, 0);
    while (at >= 0) {
      int begin = at + delimiter.length;
      if (begin + 1 < body.length && body[begin] == '-' && body[begin + 1] == '-') {
        return parts;
      }
      at = find(body, delimiter, begin);
      if (at < 0) {
        throw new MalformedMessage("body", "ends within part " + (parts.size() + 1));
      }
      if (parts.size() == MAX_PARTS) {
        throw new MalformedMessage("body", "has more than " + MAX_PARTS + " parts");
      }
      parts.add(content(body, begin, at, parts.size() + 1));
    }
    throw new MalformedMessage("body", "does not hold the boundary of its content type");
  }

  private static String boundary(Message message) throws MalformedMessage {
    Matcher matcher = BOUNDARY.matcher(message.contentType());
    if (!matcher.find()) {
      throw new MalformedMessage("Content-Type", "has no boundary of 1 to 70 characters");
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  private static byte[] content(byte[] body, int begin, int end, int number)
      throws MalformedMessage {
    // without headers, the blank line is that which ends the delimiter's own line
    int blank = find(body, BLANK_LINE, begin);
    if (blank < 0 || blank > end - 4 || blank - begin > MAX_HEADER_BYTES) {
      throw new MalformedMessage("body", "has no end of the headers in part " + number);
    }
    int from = blank + BLANK_LINE.length;
    int to = end;
    if (to - 2 >= from && body[to - 2] == '\r' && body[to - 1] == '\n') {
      to -= 2; // belongs to the delimiter
    }
    return Arrays.copyOfRange(body, from, to);
  }

  private static int find(byte[] in, byte[] what, int from) {
    for (int i = from; i <= in.length - what.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }
}
