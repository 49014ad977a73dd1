package org.watchfloor.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Loopback;

/**
 * A console's event stream over TLS, read without parsing JSON: only a number behind a text is
 * looked for, such as that in the key {@code bench-<number>} of each signal.
 */
final class Watcher implements AutoCloseable {
  private final byte[] key;
  private final SSLSocket socket;
  private final HookLoad load;
  private final CountDownLatch listening = new CountDownLatch(1);
  private final List<Long> nanos = new ArrayList<>();
  private final byte[] buffer = new byte[256 << 10];
  private int matched;
  private int number;

  private Watcher(SSLSocket socket, HookLoad load, String before) {
    this.key = before.getBytes(StandardCharsets.US_ASCII);
    this.socket = socket;
    this.load = load;
    Thread reader = new Thread(this::read, "console");
    reader.setDaemon(true);
    reader.start();
  }

  /** Of all signals. */
  static Watcher open(Center center, HookLoad load) throws Exception {
    return open(center, load, "signal", "\"vendorKey\":\"bench-");
  }

  /**
   * Speaks HTTP/1.0, so that the stream comes as it is.
   *
   * @param before what stands before the signal's number
   */
  static Watcher open(Center center, HookLoad load, String type, String before) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            Loopback.context().getSocketFactory().createSocket("localhost", center.httpsPort());
    String request =
        "GET /api/v1/events?types="
            + type
            + " HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer "
            + center.initialAdmin().get("token").asText()
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    Watcher watcher = new Watcher(socket, load, before);
    watcher.listening.await();
    return watcher;
  }

  private void read() {
    try (InputStream in = socket.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        long now = System.nanoTime();
        listening.countDown();
        for (int i = 0; i < n; i++) {
          next(buffer[i], now);
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void next(byte b, long now) {
    if (matched < key.length) {
      matched = b == key[matched] ? matched + 1 : b == key[0] ? 1 : 0;
      number = 0;
    } else if (b >= '0' && b <= '9') {
      number = number * 10 + b - '0';
    } else {
      matched = 0;
      arrived(number, now);
    }
  }

  private synchronized void arrived(int signal, long now) {
    long sent = load.sentAt.getAndSet(signal, 0);
    if (sent != 0) {
      nanos.add(now - sent);
    }
  }

  /** How long the signals of a run took, ascending, once all that were acknowledged are there. */
  List<Long> await(long expected) throws InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (true) {
      synchronized (this) {
        if (nanos.size() >= expected || System.nanoTime() > deadline) {
          List<Long> all = new ArrayList<>(nanos);
          nanos.clear();
          all.sort(null);
          return all;
        }
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
