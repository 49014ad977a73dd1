package org.watchfloor.itests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Devices that are asked: each answer is a new gunshot. Remembers who asked for which device when,
 * so that a test sees on which node a source runs, from outside.
 */
final class PolledFeed implements AutoCloseable {
  /** One question: for which device, from which address, when ({@link System#nanoTime()}). */
  record Asked(String device, String from, long nanos, String key) {}

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  PolledFeed(String host) throws IOException {
    server = HttpServer.create(new InetSocketAddress(host, 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  String url(String device) {
    return "http:/" + server.getAddress() + "/" + device;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String device = exchange.getRequestURI().getPath().substring(1);
    String from = exchange.getRemoteAddress().getAddress().getHostAddress();
    String key = device + "-" + asked.size() + "-" + System.nanoTime();
    asked.add(new Asked(device, from, System.nanoTime(), key));
    byte[] body =
        ("{\"vendorKey\":\""
                + key
                + "\",\"kind\":\"gunshot.detected\",\"occurredAt\":\""
                + Instant.now()
                + "\",\"severity\":\"high\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
