package org.watchfloor.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import javax.net.ssl.SSLSocketFactory;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Loopback;

/**
 * Vendors that post to a webhook over TLS, each on a connection that it keeps, the next message
 * when the last was answered. As little of a client as there can be, since it shares the
 * processors.
 */
final class HookLoad {
  private final Center center;
  private final Vendor vendor;
  private final SSLSocketFactory sockets = Loopback.context().getSocketFactory();

  /** Goes on from run to run: a key that came before would be a duplicate. */
  private static final AtomicInteger SEQUENCE = new AtomicInteger();

  /** When the message with a signal was sent, by the signal's number; 0 where none was. */
  final AtomicLongArray sentAt = new AtomicLongArray(8_000_000);

  final LongAdder acknowledged = new LongAdder();
  final LongAdder refused = new LongAdder();

  /**
   * What is posted.
   *
   * @param path after {@code /hooks/}, by the number of the connection
   * @param signals in one message
   */
  record Vendor(IntFunction<String> path, int signals, Body body) {}

  /** Makes a message with the signals from a number on. */
  @FunctionalInterface
  interface Body {
    String of(int first, Instant at);
  }

  HookLoad(Center center, Vendor vendor) {
    this.center = center;
    this.vendor = vendor;
  }

  /** As fast as the answers come. */
  void flatOut(int connections, int seconds) throws InterruptedException {
    run(connections, seconds, 0);
  }

  /** So many signals a second in all. */
  void paced(int connections, int seconds, int perSecond) throws InterruptedException {
    run(connections, seconds, 1_000_000_000L * connections * vendor.signals / perSecond);
  }

  private void run(int connections, int seconds, long periodNanos) throws InterruptedException {
    long began = System.nanoTime();
    long end = began + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      long first = began + periodNanos * i / connections;
      String path = vendor.path.apply(i);
      Thread sender = new Thread(() -> send(path, first, end, periodNanos), "vendor-" + i);
      sender.start();
      senders.add(sender);
    }
    for (Thread sender : senders) {
      sender.join();
    }
  }

  private void send(String path, long first, long end, long periodNanos) {
    try (var socket = sockets.createSocket("localhost", center.httpsPort())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
      for (long next = first; System.nanoTime() < end; next += periodNanos) {
        for (long left = next - System.nanoTime(); periodNanos > 0 && left > 0; ) {
          LockSupport.parkNanos(left);
          left = next - System.nanoTime();
        }
        post(path, out, in, periodNanos > 0 ? next : System.nanoTime());
      }
    } catch (IOException e) {
      refused.increment();
    }
  }

  /**
   * @param since when the message was due: one that had to wait for the one before it has waited
   */
  private void post(String path, OutputStream out, InputStream in, long since) throws IOException {
    int number = SEQUENCE.getAndAdd(vendor.signals);
    byte[] body = vendor.body.of(number, Instant.now()).getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("POST /hooks/"
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    for (int i = 0; i < vendor.signals; i++) {
      sentAt.set(number + i, since);
    }
    out.write(request);
    if (answer(in)) {
      acknowledged.add(vendor.signals);
    } else {
      refused.increment();
      for (int i = 0; i < vendor.signals; i++) {
        sentAt.set(number + i, 0);
      }
    }
  }

  private static boolean answer(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
        length = Integer.parseInt(header.substring(16));
      }
    }
    in.skipNBytes(length);
    return status.startsWith("HTTP/1.1 2");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
