package org.watchfloor.plugin.api.source;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One message as the transport delivered it, byte for byte. Immutable; holds the bytes given. */
public final class Message {
  private final byte[] body;
  private final String contentType;
  private final Map<String, String> headers;
  private final Instant receivedAt;

  /**
   * @param contentType as sent, with parameters; empty where the transport has none
   * @param headers names in any case; the first value of each
   */
  public Message(byte[] body, String contentType, Map<String, String> headers, Instant receivedAt) {
    this.body = body.clone();
    this.contentType = contentType;
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    this.headers = Collections.unmodifiableMap(sorted);
    this.receivedAt = receivedAt;
  }

  public InputStream open() {
    return new ByteArrayInputStream(body);
  }

  /** A copy of the body. */
  public byte[] toByteArray() {
    return body.clone();
  }

  /** The body as UTF-8; bytes that are not UTF-8 become U+FFFD. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public int length() {
    return body.length;
  }

  public String contentType() {
    return contentType;
  }

  /** Empty string where there is no such header. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** All headers by name; the map knows names in any case. Cannot be changed. */
  public Map<String, String> headers() {
    return headers;
  }

  /** By the center's clock, UTC. */
  public Instant receivedAt() {
    return receivedAt;
  }
}
