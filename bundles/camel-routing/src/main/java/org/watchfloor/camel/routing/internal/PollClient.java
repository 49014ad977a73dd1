package org.watchfloor.camel.routing.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * Asks one address with its credentials and what it said last. The JDK's simple client: the newer
 * one has a thread that ends only when it is collected. One request at a time; {@link #abort} from
 * any thread.
 */
final class PollClient {
  private final Inbound.Poll inbound;
  private final int timeoutMillis;
  private volatile @Nullable HttpURLConnection open;
  private String etag = "";
  private String lastModified = "";

  /**
   * @throws SourceException of kind CONFIG for an address or a header that HTTP does not allow
   */
  PollClient(Inbound.Poll inbound, int timeoutMillis) throws SourceException {
    this.inbound = inbound;
    this.timeoutMillis = timeoutMillis;
    try {
      request(inbound.address());
    } catch (IOException | RuntimeException e) {
      // the JDK's words may show a header's value
      throw new SourceException(
          SourceException.Kind.CONFIG,
          "address or headers: cannot be sent as a request; a header's name or value is not allowed"
              + " in HTTP, or the address is incomplete");
    }
  }

  /**
   * Blocks.
   *
   * @param room reserves memory for so many bytes more, before they are kept
   * @throws PollFailure if the body is too large, or there is no room for it
   */
  PollAnswer ask(URI address, IntPredicate room) throws IOException {
    HttpURLConnection request = request(address);
    open = request;
    try {
      int status = request.getResponseCode();
      TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      request
          .getHeaderFields()
          .forEach(
              (name, values) -> {
                if (name != null && !values.isEmpty()) {
                  headers.put(name, request.getHeaderField(name));
                }
              });
      byte[] body = status / 100 == 2 ? body(request, room) : new byte[0];
      return new PollAnswer(status, headers, body);
    } finally {
      open = null;
      request.disconnect();
    }
  }

  /** RFC 9110, sections 11.6.2 and 13.1. Does no I/O. */
  private HttpURLConnection request(URI address) throws IOException {
    HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
    request.setInstanceFollowRedirects(false);
    request.setUseCaches(false);
    request.setConnectTimeout(timeoutMillis);
    request.setReadTimeout(timeoutMillis);
    request.setRequestProperty("User-Agent", "Watchfloor");
    request.setRequestProperty("Accept", "*/*");
    inbound.headers().forEach(request::setRequestProperty);
    if (!inbound.login().isNone()) {
      String pair = inbound.login().user() + ":" + inbound.login().password();
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      request.setRequestProperty(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    if (!etag.isEmpty()) {
      request.setRequestProperty("If-None-Match", etag);
    }
    if (!lastModified.isEmpty()) {
      request.setRequestProperty("If-Modified-Since", lastModified);
    }
    return request;
  }

  private byte[] body(HttpURLConnection request, IntPredicate room) throws IOException {
    String encoding = Optional.ofNullable(request.getContentEncoding()).orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new PollFailure(
          false, "answers compressed as " + encoding.toLowerCase(Locale.ROOT) + ", unasked");
    }
    int max = inbound.maxBytes();
    if (request.getContentLengthLong() > max) {
      throw tooLarge(max);
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[8 << 10];
    try (InputStream in = request.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (kept.size() + (long) n > max) {
          throw tooLarge(max);
        }
        if (!room.test(n)) {
          throw new PollFailure(false, "waits: the center holds too many messages at once");
        }
        kept.write(buffer, 0, n);
      }
    }
    return kept.toByteArray();
  }

  private static PollFailure tooLarge(int max) {
    return new PollFailure(true, "answers more than the " + max + " bytes that this source takes");
  }

  /** What was answered is on disk: only what is newer is asked for from now on. */
  void settled(PollAnswer answer) {
    etag = answer.header("ETag").orElse("");
    lastModified = answer.header("Last-Modified").orElse("");
  }

  /** Ends a request that is under way. */
  void abort() {
    HttpURLConnection request = open;
    if (request != null) {
      request.disconnect();
    }
  }
}
