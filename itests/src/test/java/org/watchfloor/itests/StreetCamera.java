package org.watchfloor.itests;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A camera at a street, MJPEG over HTTP on loopback: ten pictures a second to each who looks, of
 * one vehicle after the other. Thread-safe.
 */
final class StreetCamera implements AutoCloseable {
  private static final int PERIOD_MILLIS = 100;

  /** For how long a vehicle is seen; all of them take longer than the reader remembers one. */
  private static final long SEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  private final List<byte[]> streets;
  private final HttpServer server;
  private final ExecutorService handlers = Executors.newCachedThreadPool();
  private final AtomicInteger sent = new AtomicInteger();
  private final long began = System.nanoTime();

  /**
   * @param streets JPEGs, each with another vehicle
   */
  StreetCamera(List<byte[]> streets) throws IOException {
    this.streets = streets;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::stream);
    server.setExecutor(handlers);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/stream";
  }

  /** Pictures that somebody took, so far. */
  int sent() {
    return sent.get();
  }

  /** What it shows now. */
  byte[] street() {
    return streets.get((int) ((System.nanoTime() - began) / SEEN_NANOS % streets.size()));
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=next");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream to = exchange.getResponseBody()) {
      while (!Thread.interrupted()) {
        byte[] jpeg = street();
        String head =
            "--next\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                .formatted(jpeg.length);
        to.write(head.getBytes(US_ASCII));
        to.write(jpeg);
        to.write("\r\n".getBytes(US_ASCII));
        to.flush();
        sent.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the camera is switched off
    }
  }

  @Override
  public void close() {
    server.stop(0);
    handlers.shutdownNow();
  }
}
