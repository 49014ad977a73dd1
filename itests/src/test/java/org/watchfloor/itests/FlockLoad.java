package org.watchfloor.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.watchfloor.core.api.bus.AlertBus;

/** A vendor that posts once it has been asked to: its API gives tokens and has one subscription. */
final class FlockLoad extends HookLoad {
  private final HttpServer api;

  FlockLoad(String plugin, AlertBus bus) throws IOException {
    super(plugin, bus, HookMessage.of(plugin));
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/oauth/token", exchange -> answer(exchange, 200, "{\"access_token\": \"of-this-test\"}"));
    api.createContext("/api/v3/integrations/lpr/alerts/subscriptions", FlockLoad::subscriptions);
    api.start();
  }

  private static void subscriptions(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, "[]");
    } else {
      answer(exchange, 201, "{\"id\": \"life\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  String configuration(Path etc) {
    return super.configuration(etc)
        + "client.id = life\n.client.secret = "
        + SECRET
        + "\ncallback.url = https://localhost/hooks/"
        + source()
        + "\napi.url = http://127.0.0.1:"
        + api.getAddress().getPort()
        + "\n";
  }

  @Override
  void prove(HttpRequest.Builder request) {
    request.header("X-Watchfloor-Secret", SECRET);
  }

  @Override
  public void close() {
    super.close();
    api.stop(0);
  }
}
