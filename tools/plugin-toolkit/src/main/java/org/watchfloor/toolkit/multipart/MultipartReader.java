package org.watchfloor.toolkit.multipart;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a multipart body one by one (RFC 2046, section 5.1), also of one that never
 * ends. For one thread.
 *
 * <p>More lenient than the standard, as devices are: the boundary may be announced with or without
 * its leading dashes, lines may end in LF alone, the line break before a delimiter may be missing
 * or doubled, a delimiter may stand twice in a row, and a part may be followed by bytes that belong
 * to none. A Content-Length of a part is believed, so that a picture may contain the delimiter; but
 * not where a delimiter stands within a text that is shorter than it says, nor a length of 0 of a
 * text.
 */
public final class MultipartReader {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
  private static final int MAX_LINE = 4096;
  private static final int MAX_HEADERS = 64;
  private static final int MAX_BETWEEN = 64 << 10;

  private final InputStream in;
  private final int maxBytes;
  private final boolean skips;

  /** The delimiter with exactly two leading dashes: what every spelling of it ends with. */
  private final byte[] delimiter;

  private boolean atHeaders;

  /**
   * @param contentType of the whole, with its boundary
   * @param maxBytes of one part; a larger one is skipped where it says its length, and ends the
   *     reading where it does not
   * @throws IOException if the content type is not multipart or names no boundary
   */
  public MultipartReader(InputStream in, String contentType, int maxBytes) throws IOException {
    this(in, contentType, maxBytes, true);
  }

  private MultipartReader(InputStream in, String contentType, int maxBytes, boolean skips)
      throws IOException {
    this.skips = skips;
    this.in = new BufferedInputStream(in, 16 << 10);
    this.maxBytes = maxBytes;
    this.delimiter = ("--" + boundary(contentType)).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * One that ends at a part that is too large also where it says its length: for a stream of
   * pictures, where to skip one would hide that none will ever come.
   *
   * @param contentType of the whole, with its boundary
   * @param maxBytes of one part
   * @throws IOException if the content type is not multipart or names no boundary
   */
  public static MultipartReader refusing(InputStream in, String contentType, int maxBytes)
      throws IOException {
    return new MultipartReader(in, contentType, maxBytes, false);
  }

  /** Whether a content type is one of multipart. */
  public static boolean isMultipart(String contentType) {
    return contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  private static String boundary(String contentType) throws IOException {
    Matcher matcher = BOUNDARY.matcher(contentType);
    if (!isMultipart(contentType) || !matcher.find()) {
      throw new IOException("is not multipart with a boundary");
    }
    String announced = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    String core = announced.strip().replaceFirst("^-+", "");
    if (core.isEmpty() || core.length() > 200) {
      throw new IOException("has a boundary that is empty or too long");
    }
    return core;
  }

  /**
   * The next part, or null after the last one. A part that is too large and says so is given
   * without its bytes.
   *
   * @throws EOFException if the stream ends within a part
   * @throws PartTooLarge if a part is too large and cannot or shall not be skipped
   * @throws IOException if a part breaks a limit, or the stream is not multipart
   */
  public @Nullable Part next() throws IOException {
    if (!atHeaders && !skipToDelimiter()) {
      return null;
    }
    atHeaders = false;
    Map<String, String> headers = headers();
    if (headers == null) {
      return null;
    }
    long length = length(headers.getOrDefault("content-length", ""));
    if (length > maxBytes && !skips) {
      throw new PartTooLarge(maxBytes);
    }
    if (length > maxBytes) {
      skip(length);
      return new Part(headers, new byte[0]);
    }
    String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    boolean believed = length >= 0 && type.startsWith("image/");
    return new Part(headers, believed ? exactly((int) length) : text(length > 0 ? length : -1));
  }

  /** By their names in lower case; null where no part follows the delimiter. */
  private @Nullable Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (int lines = 0; lines < MAX_HEADERS; lines++) {
      String line = line();
      if (line == null && lines > 1) {
        throw new EOFException("the stream ended in the headers of a part");
      }
      if (line == null || (line.endsWith("--") && headers.isEmpty())) {
        return null;
      }
      if (line.isEmpty() && !headers.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        headers.put(name, line.substring(colon + 1).strip());
      }
    }
    throw new IOException("a part has more than " + MAX_HEADERS + " header lines");
  }

  /** -1 where it is not said. */
  private static long length(String value) {
    return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
  }

  /** Leaves the stream right after a delimiter. */
  private boolean skipToDelimiter() throws IOException {
    Tail skipped = new Tail();
    int b;
    while ((b = in.read()) >= 0) {
      skipped.write(b);
      if (skipped.endsWith(delimiter)) {
        return true;
      }
      if (skipped.size() > MAX_BETWEEN) {
        throw new IOException("no part begins within " + MAX_BETWEEN + " bytes");
      }
    }
    return false;
  }

  /** A header line without its end, or null at the end of the stream. */
  private @Nullable String line() throws IOException {
    Tail line = new Tail();
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

  private void skip(long length) throws IOException {
    try {
      in.skipNBytes(length);
    } catch (EOFException e) {
      // the JDK's says nothing
      throw new EOFException("the stream ended within " + length + " bytes of a part");
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException(
          "the stream ended after " + body.length + " of " + length + " bytes of a part");
    }
    return body;
  }

  /**
   * Up to the length or the delimiter, whichever comes first; to the end of the stream where both
   * are missing.
   *
   * @param length -1 where it is not said
   */
  private byte[] text(long length) throws IOException {
    Tail body = new Tail();
    int b;
    while ((length < 0 || body.size() < length) && (b = in.read()) >= 0) {
      body.write(b);
      if (body.endsWith(delimiter)) {
        atHeaders = true;
        return body.without(delimiter.length);
      }
      if (body.size() > maxBytes + delimiter.length + 2) {
        throw new PartTooLarge(maxBytes);
      }
    }
    if (length >= 0 && body.size() < length) {
      throw new EOFException(
          "the stream ended after " + body.size() + " of " + length + " bytes of a part");
    }
    return body.toByteArray();
  }
}
