package org.watchfloor.plugin.plate.flock.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HTTP requests that can be cut off: one connection each, no redirects, answers of limited size
 * within a limited time. Thread-safe; starts no thread.
 */
final class Http {
  private static final Timeout CONNECT = Timeout.ofSeconds(3);

  private final Set<HttpUriRequestBase> running = ConcurrentHashMap.newKeySet();
  private final Object lock = new Object();
  private @Nullable CloseableHttpClient client;
  private volatile boolean closed;

  /**
   * What was answered.
   *
   * @param status HTTP status code
   * @param retryAfter the header of that name; empty where there is none
   * @param body may be empty
   */
  record Answer(int status, String retryAfter, byte[] body) {
    boolean isGood() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * A request.
   *
   * @param headers names and values
   * @param body none is sent where it is empty
   * @param maxBytes of the answer
   * @param patience for the whole of it; each wait for the other side is half of it at most
   */
  record Request(
      String method,
      URI address,
      Map<String, String> headers,
      byte[] body,
      int maxBytes,
      Duration patience) {}

  /**
   * Blocks for about the request's patience at most.
   *
   * @throws IOException if there is no whole answer in time, or this is closed
   */
  Answer send(Request request) throws IOException {
    long end = System.nanoTime() + request.patience().toNanos();
    HttpUriRequestBase going = prepared(request);
    running.add(going);
    if (closed) {
      going.cancel();
    }
    HttpHost host = HttpHost.create(request.address());
    try (ClassicHttpResponse response = client().executeOpen(host, going, null)) {
      Header retry = response.getFirstHeader("Retry-After");
      return new Answer(
          response.getCode(),
          retry == null || retry.getValue() == null ? "" : retry.getValue(),
          body(response.getEntity(), request.maxBytes(), end));
    } finally {
      running.remove(going);
      going.cancel(); // drops the connection: the next request is minutes away
    }
  }

  private static HttpUriRequestBase prepared(Request request) {
    HttpUriRequestBase going = new HttpUriRequestBase(request.method(), request.address());
    request.headers().forEach(going::setHeader);
    if (request.body().length > 0) {
      going.setEntity(new ByteArrayEntity(request.body(), null));
    }
    Timeout half = Timeout.ofMilliseconds(Math.max(1, request.patience().toMillis() / 2));
    going.setConfig(
        RequestConfig.custom().setConnectionRequestTimeout(half).setResponseTimeout(half).build());
    return going;
  }

  private static byte[] body(@Nullable HttpEntity entity, int max, long end) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    InputStream in = entity.getContent();
    byte[] bytes = new byte[Math.min(max, 8_192) + 1];
    int length = 0;
    int read = in.read(bytes);
    while (read >= 0) {
      length += read;
      if (length > max) {
        throw new IOException("the answer has more than " + max + " bytes");
      }
      if (System.nanoTime() > end) {
        throw new IOException("the answer was not whole in time");
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(max + 1, bytes.length * 2));
      }
      read = in.read(bytes, length, bytes.length - length);
    }
    return Arrays.copyOf(bytes, length);
  }

  /** Made with the first request: loading its classes takes longer than opening a source may. */
  private CloseableHttpClient client() throws IOException {
    synchronized (lock) {
      if (closed) {
        throw new IOException("closed");
      }
      if (client == null) {
        client = build();
      }
      return client;
    }
  }

  private static CloseableHttpClient build() {
    ConnectionConfig connection =
        ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(CONNECT).build();
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(8)
                .setMaxConnPerRoute(4)
                .setDefaultConnectionConfig(connection)
                .build())
        .setUserAgent("Watchfloor")
        // a redirect could carry the token to another host, or a picture's request into the network
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableAuthCaching()
        .disableContentCompression()
        .disableCookieManagement()
        .build();
  }

  /** Cuts off what is under way, and refuses all that comes. */
  void close() {
    closed = true;
    running.forEach(HttpUriRequestBase::cancel);
    synchronized (lock) {
      if (client != null) {
        client.close(CloseMode.IMMEDIATE);
      }
    }
  }
}
