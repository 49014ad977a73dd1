package org.watchfloor.toolkit.multipart;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a multipart body: its headers and its bytes. Immutable; holds the bytes given. */
public final class Part {
  /** RFC 7578, section 4.2: {@code form-data; name="json"}. */
  private static final Pattern NAME =
      Pattern.compile(";\\s*name\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);

  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param headers names in any case
   */
  public Part(Map<String, String> headers, byte[] body) {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    this.headers = Collections.unmodifiableMap(sorted);
    this.body = body.clone();
  }

  /** Empty string where there is no such header. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** MIME type in lower case, without parameters; empty where the part says none. */
  public String contentType() {
    return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Name of the form's field; empty where it has none. */
  public String name() {
    Matcher matcher = NAME.matcher(header("Content-Disposition"));
    if (!matcher.find()) {
      return "";
    }
    return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return body.clone();
  }

  /** The bytes as UTF-8; those that are not UTF-8 become U+FFFD. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public int length() {
    return body.length;
  }

  /**
   * Whether it begins as a JPEG does: SOI and a marker (ITU-T T.81, B.2.1). Devices put other
   * things under the content type of a picture.
   */
  public boolean isJpeg() {
    return body.length > 3
        && body[0] == (byte) 0xFF
        && body[1] == (byte) 0xD8
        && body[2] == (byte) 0xFF;
  }
}
