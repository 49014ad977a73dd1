package org.watchfloor.plugin.plate.flock.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.watchfloor.plugin.api.media.Media;

/**
 * The pictures of alerts, fetched while the alert waits. The address comes from outside: only https
 * to a public host is followed, without credentials and without redirects. An alert is worth more
 * than its picture, which may be missing. Thread-safe.
 */
final class Pictures {
  /** An alert waits no longer; a webhook must be answered while Flock waits. */
  private static final Duration PATIENCE = Duration.ofMillis(2_500);

  /**
   * After one that was waited for so long and did not come, none is asked for during {@link #REST}:
   * alerts come one after another.
   */
  private static final Duration LONG = Duration.ofSeconds(1);

  private static final Duration REST = Duration.ofSeconds(30);

  private static final int MAX_BYTES = 4 << 20;

  private final Http http;
  private final ExecutorService threads;
  private final boolean loopback;
  private final AtomicLong fetched = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private volatile long restUntil = System.nanoTime();

  /**
   * @param loopback whether pictures may lie on this machine, because the API does
   */
  Pictures(Http http, ExecutorService threads, boolean loopback) {
    this.http = http;
    this.threads = threads;
    this.loopback = loopback;
  }

  /** Waits for 2.5 s at most. */
  Optional<Media> fetch(String address) {
    long began = System.nanoTime();
    Optional<Media> picture = began - restUntil < 0 ? Optional.empty() : fetched(address);
    if (picture.isEmpty() && System.nanoTime() - began > LONG.toNanos()) {
      restUntil = System.nanoTime() + REST.toNanos();
    }
    (picture.isPresent() ? fetched : missed).incrementAndGet();
    return picture;
  }

  /** Pictures that came. */
  long fetched() {
    return fetched.get();
  }

  /** Pictures that did not come, or were none. */
  long missed() {
    return missed.get();
  }

  private Optional<Media> fetched(String address) {
    try {
      URI uri = new URI(address);
      Future<byte[]> bytes = threads.submit(() -> bytes(uri));
      try {
        return media(bytes.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
      } finally {
        bytes.cancel(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (URISyntaxException
        | RejectedExecutionException
        | ExecutionException
        | TimeoutException e) {
      return Optional.empty();
    }
  }

  private byte[] bytes(URI uri) throws IOException {
    if (!isAllowed(uri)) {
      throw new IOException("the address is not a public one");
    }
    Http.Answer answer =
        http.send(new Http.Request("GET", uri, Map.of(), new byte[0], MAX_BYTES, PATIENCE));
    return answer.status() == 200 ? answer.body() : new byte[0];
  }

  private boolean isAllowed(URI uri) throws IOException {
    if (uri.getHost() == null || uri.getUserInfo() != null) {
      return false;
    }
    if (loopback && Settings.isLoopback(uri)) {
      return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    }
    if (!"https".equals(uri.getScheme())) {
      return false;
    }
    for (InetAddress one : InetAddress.getAllByName(uri.getHost())) {
      if (one.isLoopbackAddress()
          || one.isAnyLocalAddress()
          || one.isLinkLocalAddress()
          || one.isSiteLocalAddress()
          || one.isMulticastAddress()
          || isUniqueLocal(one.getAddress())) {
        return false;
      }
    }
    return true;
  }

  /** {@code fc00::/7} (RFC 4193). */
  private static boolean isUniqueLocal(byte[] address) {
    return address.length == 16 && (address[0] & 0xFE) == 0xFC;
  }

  /** By its first bytes: SOI and a marker (ITU-T T.81, B.2.1), or PNG's signature. */
  private static Optional<Media> media(byte[] b) {
    if (b.length > 3 && b[0] == (byte) 0xFF && b[1] == (byte) 0xD8 && b[2] == (byte) 0xFF) {
      return Optional.of(Media.of(b, "image/jpeg", "vehicle"));
    }
    if (b.length > 8 && b[0] == (byte) 0x89 && b[1] == 'P' && b[2] == 'N' && b[3] == 'G') {
      return Optional.of(Media.of(b, "image/png", "vehicle"));
    }
    return Optional.empty();
  }
}
