package org.watchfloor.plugin.camera.mjpeg.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a multipart body one by one (RFC 2046, 5.1). For one thread.
 *
 * <p>More lenient than the standard, as cameras are: the boundary may be announced with or without
 * its leading dashes, lines may end in LF alone, and the line break before a delimiter may be
 * missing. A Content-Length of a part is believed, so that a picture may contain the delimiter.
 */
final class MultipartReader {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
  private static final int MAX_LINE = 1024;
  private static final int MAX_HEADERS = 64;
  private static final int MAX_PREAMBLE = 64 << 10;

  private final InputStream in;
  private final int maxBytes;

  /** The delimiter with exactly two leading dashes: what every spelling of it ends with. */
  private final byte[] delimiter;

  private boolean atHeaders;

  /**
   * @param contentType MIME type in lower case without parameters; empty where the part has none
   */
  record Part(String contentType, byte[] body) {}

  /**
   * @param contentType of the whole, with its boundary
   * @param maxBytes of one part
   * @throws IOException if the content type is not multipart or names no boundary
   */
  MultipartReader(InputStream in, String contentType, int maxBytes) throws IOException {
    this.in = new BufferedInputStream(in, 16 << 10);
    this.maxBytes = maxBytes;
    Matcher matcher = BOUNDARY.matcher(contentType);
    if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/") || !matcher.find()) {
      throw new IOException("the camera sends no multipart with a boundary");
    }
    String announced = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    String core = announced.strip().replaceFirst("^-+", "");
    if (core.isEmpty() || core.length() > 200) {
      throw new IOException("the camera's multipart boundary is empty or too long");
    }
    this.delimiter = ("--" + core).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The next part, or null after the last one.
   *
   * @throws EOFException if the stream ends within a part
   * @throws IOException if a part breaks a limit, or the stream is not multipart
   */
  @Nullable Part next() throws IOException {
    if (!atHeaders && !skipToDelimiter()) {
      return null;
    }
    atHeaders = false;
    Headers headers = headers();
    if (headers == null) {
      return null;
    }
    byte[] body = headers.length() >= 0 ? exactly((int) headers.length()) : untilDelimiter();
    return new Part(headers.type(), body);
  }

  /**
   * What a part says of itself.
   *
   * @param length in bytes, -1 where it is not said
   */
  private record Headers(long length, String type) {}

  /** Null where no part follows the delimiter. */
  private @Nullable Headers headers() throws IOException {
    long length = -1;
    String type = "";
    for (int lines = 0; lines < MAX_HEADERS; lines++) {
      String line = line();
      if (line == null && lines > 1) {
        throw new EOFException("the stream ended in the headers of a picture");
      }
      if (line == null || (line.equals("--") && lines == 0)) {
        return null;
      }
      if (line.isEmpty() && lines > 0) {
        return new Headers(length, type);
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.equals("content-length")) {
        length = length(value);
      } else if (name.equals("content-type")) {
        type = value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      }
    }
    throw new IOException("a part has more than " + MAX_HEADERS + " header lines");
  }

  private long length(String value) throws IOException {
    if (!value.matches("[0-9]{1,18}")) {
      return -1;
    }
    long length = Long.parseLong(value);
    if (length > maxBytes) {
      throw tooLarge();
    }
    return length;
  }

  /** Leaves the stream right after a delimiter. */
  private boolean skipToDelimiter() throws IOException {
    Collected skipped = new Collected();
    int b;
    while ((b = in.read()) >= 0) {
      skipped.write(b);
      if (skipped.endsWith(delimiter)) {
        return true;
      }
      if (skipped.size() > MAX_PREAMBLE) {
        throw new IOException("no part begins within " + MAX_PREAMBLE + " bytes");
      }
    }
    return false;
  }

  /**
   * A header line without its end, or null at the end of the stream. The first one is what stands
   * behind the delimiter: nothing, or {@code --} behind the last part.
   */
  private @Nullable String line() throws IOException {
    Collected line = new Collected();
    int b;
    while ((b = in.read()) >= 0) {
      if (b == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(b);
      if (line.size() > MAX_LINE) {
        throw new IOException("a header line has more than " + MAX_LINE + " bytes");
      }
    }
    return null;
  }

  private byte[] exactly(int length) throws IOException {
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException(
          "the stream ended after " + body.length + " of " + length + " bytes of a picture");
    }
    return body;
  }

  private byte[] untilDelimiter() throws IOException {
    Collected body = new Collected();
    int b;
    while ((b = in.read()) >= 0) {
      body.write(b);
      if (body.endsWith(delimiter)) {
        atHeaders = true;
        return body.withoutDelimiter(delimiter.length);
      }
      if (body.size() > maxBytes + delimiter.length + 2) {
        throw tooLarge();
      }
    }
    byte[] last = body.toByteArray();
    if (!Jpeg.whole(last)) {
      throw new EOFException("the stream ended after " + last.length + " bytes of a picture");
    }
    return last;
  }

  private IOException tooLarge() {
    return new IOException("a picture is larger than max.bytes (" + maxBytes + ")");
  }

  /** Bytes collected so far, with a look at their end. */
  private static final class Collected extends ByteArrayOutputStream {
    boolean endsWith(byte[] tail) {
      return count >= tail.length
          && buf[count - 1] == tail[tail.length - 1]
          && Arrays.equals(buf, count - tail.length, count, tail, 0, tail.length);
    }

    /** Without the delimiter, the dashes that some cameras add to it, and one line break. */
    byte[] withoutDelimiter(int length) {
      int end = count - length;
      while (end > 0 && buf[end - 1] == '-') {
        end--;
      }
      if (end > 0 && buf[end - 1] == '\n') {
        end--;
      }
      if (end > 0 && buf[end - 1] == '\r') {
        end--;
      }
      return Arrays.copyOf(buf, end);
    }
  }
}
