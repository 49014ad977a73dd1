package org.watchfloor.camel.routing.internal;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.watchfloor.camel.alertbus.internal.AlertBusComponent;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** The servlet on a real Jetty, with plain Camel contexts and a client over loopback. */
final class HookServer implements AutoCloseable {
  static final String SOURCE = "lines~one";
  static final String SECRET = "path-secret-of-the-test";
  static final Instant NOW = Instant.parse("2026-11-24T14:05:09Z");
  static final int MAX_BYTES = 1 << 20;

  final FakeCore core = new FakeCore();
  final Workshop workshop;
  final HookTransport transport;
  final HookServlet servlet;
  final HttpClient client = HttpClient.newHttpClient();
  private final Server server;

  HookServer(RoutingConfig config) throws Exception {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    workshop =
        new Workshop(
            config,
            DefaultCamelContext::new,
            (name, context) -> new AlertBusComponent(core, core),
            clock);
    transport = new HookTransport(workshop);
    servlet = new HookServlet(transport, clock);
    QueuedThreadPool threads = new QueuedThreadPool(10);
    threads.setName("jetty");
    server = new Server(threads);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler handler = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    handler.addServlet(holder, "/hooks/*");
    server.setHandler(handler);
    server.start();
  }

  AutoCloseable open(String source, LinesDecoder decoder) throws Exception {
    return open(source, WebhookSecret.path(SECRET), decoder);
  }

  AutoCloseable open(String source, WebhookSecret secret, LinesDecoder decoder) throws Exception {
    return transport.open(source, new Inbound.Webhook(secret, MAX_BYTES), decoder);
  }

  int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/hooks/" + path));
  }

  HttpRequest good(String body) {
    return to(SOURCE + "/" + SECRET).POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  HttpResponse<String> post(String body) throws Exception {
    return send(good(body));
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws Exception {
    transport.deactivate();
    workshop.deactivate();
    server.stop();
  }
}
