package org.watchfloor.plugin.camera.mjpeg.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** An HTTP device on loopback that answers as a test wants it. */
final class TestCamera implements AutoCloseable {
  final AtomicInteger requests = new AtomicInteger();

  /** Open until the device is closed: what waits here stalls for ever. */
  final CountDownLatch stall = new CountDownLatch(1);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Answer answer = exchange -> send(exchange, 404, "text/plain", new byte[0]);

  /** How it answers one request. */
  interface Answer {
    void to(HttpExchange exchange) throws Exception;
  }

  private TestCamera(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static TestCamera http() throws IOException {
    return new TestCamera(HttpServer.create(loopback(), 0));
  }

  static TestCamera https(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new TestCamera(server);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  void answers(Answer next) {
    answer = next;
  }

  void answersJpeg(byte[] jpeg) {
    answer = exchange -> send(exchange, 200, "image/jpeg", jpeg);
  }

  /** Begins a stream as most cameras do; the test writes the parts. */
  static OutputStream stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=frame");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  static void send(HttpExchange exchange, int code, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String address(String path) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      answer.to(exchange);
    } catch (IOException e) {
      throw e; // the client went away
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    stall.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
