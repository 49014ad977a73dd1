package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.HotListForecast;

/** The servlet in a real Jetty on loopback, with the center's parts from memory. */
final class TestCenter implements AutoCloseable {
  /** A minute after the fake hot list was imported. */
  private static final Clock CLOCK = Clock.fixed(FakeRtcc.AT.plusSeconds(60), ZoneOffset.UTC);

  static final int MAX_FILE_BYTES = 4 << 20;
  private static final StreamLimits LIMITS = new StreamLimits(5, 12, 2_000);

  final Parts parts = new Parts();
  final FakeAccess access = new FakeAccess();
  final FakeCore.FakeAudit audit = new FakeCore.FakeAudit();
  final FakeCore.FakeIngest ingest = new FakeCore.FakeIngest();
  final FakeCore.FakeHealth health = new FakeCore.FakeHealth();
  final FakeCore.FakeMedia media = new FakeCore.FakeMedia();
  final FakeCore.FakeSources sources = new FakeCore.FakeSources();
  final FakePlugins.Packages plugins = new FakePlugins.Packages();
  final FakePlugins.Forms forms = new FakePlugins.Forms();
  final FakePlugins.Files files = new FakePlugins.Files();
  final FakePlugins.Letters letters = new FakePlugins.Letters();
  final FakeBus bus = new FakeBus();
  final FakeRtcc.FakeCameras cameras = new FakeRtcc.FakeCameras();
  final FakeRtcc.FakeVideo video = new FakeRtcc.FakeVideo();
  final FakeRtcc.FakeIncidents incidents = new FakeRtcc.FakeIncidents();
  final FakeRtcc.FakePlates plates = new FakeRtcc.FakePlates();
  final FakeHits hits = new FakeHits();
  final FakeHotLists hotLists = new FakeHotLists();
  final FakeOrders orders = new FakeOrders();
  final FakePlateReads plateReads = new FakePlateReads();
  final FakeSignals signals = new FakeSignals();
  final FakeSignals.FakeRules rules = new FakeSignals.FakeRules();
  final Streams streams;
  final ApiServlet servlet;
  final String all;
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final Patience known = Patience.withKnown();
  private final Server server;
  private final ServerConnector connector;

  TestCenter() throws Exception {
    this(15_000);
  }

  /**
   * @param streamMillis how often streams are looked after
   */
  TestCenter(long streamMillis) throws Exception {
    this(streamMillis, 200, Patience.withStrangers(), LIMITS);
  }

  /**
   * @param limits of streams
   */
  TestCenter(StreamLimits limits) throws Exception {
    this(15_000, 200, Patience.withStrangers(), limits);
  }

  /**
   * @param threads that the server has for everything
   */
  TestCenter(long streamMillis, int threads, Patience strangers) throws Exception {
    this(streamMillis, threads, strangers, LIMITS);
  }

  private TestCenter(long streamMillis, int threads, Patience strangers, StreamLimits limits)
      throws Exception {
    server = new Server(new QueuedThreadPool(threads));
    connector = new ServerConnector(server);
    parts.access = access;
    parts.audit = audit;
    parts.ingest = ingest;
    parts.health = health;
    parts.media = media;
    parts.sources = sources;
    parts.plugins = plugins;
    parts.reports = FakePlugins::report;
    parts.forms = forms;
    parts.configurations = files;
    parts.letters = letters;
    parts.routes = FakePlugins.routes();
    parts.bus = bus;
    parts.cameras = cameras;
    parts.video = video;
    parts.incidents = incidents;
    parts.plates = plates;
    parts.hits = hits;
    parts.forecasts =
        (list, from) ->
            list.equals("stolen")
                ? Optional.of(new HotListForecast(5_000, 24, 12.5 / from, 10, 60, 9_000))
                : Optional.empty();
    parts.hotLists = hotLists;
    parts.orders = orders;
    parts.plateReads = plateReads;
    parts.signals = signals;
    parts.rules = rules;
    all = access.tokenOf("all", Role.values());
    streams = new Streams(parts, limits, streamMillis);
    servlet = new ApiServlet(parts, streams, strangers, known, MAX_FILE_BYTES, CLOCK);
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(10_000);
    connector.setAcceptQueueSize(512); // many connect at once, and a full queue costs them a second
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    for (String pattern : List.of("/api/*", "/health/*", "/metrics")) {
      context.addServlet(holder, pattern);
    }
    server.setHandler(context);
    server.start();
    servlet.getServletConfig();
  }

  List<Route> routes() {
    return servlet.table().routes();
  }

  int port() {
    return connector.getLocalPort();
  }

  HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(10));
  }

  HttpRequest.Builder as(String token, String path) {
    return anonymous(path).header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(as(all, path));
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(
        as(all, path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  static JsonNode json(HttpResponse<String> answer) throws Exception {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return json(answer);
  }

  /** A path that fits a route's template. */
  static String path(Route route) {
    return route.path().replace("{sha256}", "0".repeat(64)).replaceAll("\\{[^}]+}", "nobody");
  }

  @Override
  public void close() throws Exception {
    servlet.stop();
    server.stop();
  }
}
