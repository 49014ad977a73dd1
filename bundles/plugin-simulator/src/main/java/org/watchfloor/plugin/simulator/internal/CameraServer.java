package org.watchfloor.plugin.simulator.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.plugin.simulator.city.CityCamera;

/**
 * The web server of the simulated cameras, on loopback only: {@code /cam/<id>/snapshot.jpg} and
 * {@code /cam/<id>/mjpeg}. Draws only while somebody looks. Thread-safe; works on the scheduler's
 * threads.
 */
final class CameraServer implements AutoCloseable {
  private static final int MAX_WATCHERS = 64;

  /** Five pictures a second. */
  private static final long FRAME_MILLIS = 200;

  /** A watcher that takes nothing for so long is dropped: it holds a thread. */
  private static final long STALL_MILLIS = 5_000;

  private final City city;
  private final SignIn signIn;
  private final Function<CityCamera, byte[]> pictures;
  private final ScheduledExecutorService scheduler;
  private final HttpServer server;
  private final Set<MjpegWatcher> watchers = ConcurrentHashMap.newKeySet();
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /**
   * @param port on 127.0.0.1; 0 for any
   * @param pictures a JPEG of a camera now
   */
  CameraServer(
      int port,
      City city,
      SignIn signIn,
      Function<CityCamera, byte[]> pictures,
      ScheduledExecutorService scheduler)
      throws IOException {
    this.city = city;
    this.signIn = signIn;
    this.pictures = pictures;
    this.scheduler = scheduler;
    InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, port), 32);
    server.setExecutor(scheduler);
    server.createContext("/", this::handle);
  }

  void start() {
    server.start();
    scheduler.scheduleWithFixedDelay(
        this::dropStalled, STALL_MILLIS, STALL_MILLIS / 2, TimeUnit.MILLISECONDS);
  }

  int port() {
    return server.getAddress().getPort();
  }

  int watching() {
    return watchers.size();
  }

  long pictures() {
    return served.get();
  }

  long refused() {
    return refused.get();
  }

  @Override
  public void close() {
    watchers.forEach(MjpegWatcher::close);
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String uri = exchange.getRequestURI().toString();
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    Optional<CityCamera> camera =
        path.length == 4 && path[1].equals("cam")
            ? city.camera(path[2]).filter(CityCamera::live)
            : Optional.empty();
    if (!signIn.accepts(method, uri, exchange.getRequestHeaders().getFirst("Authorization"))) {
      refused.incrementAndGet();
      signIn
          .challenges()
          .forEach(value -> exchange.getResponseHeaders().add("WWW-Authenticate", value));
      answer(exchange, 401, "sign in");
    } else if (!method.equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET");
      answer(exchange, 405, "GET only");
    } else if (camera.isPresent() && path[3].equals("snapshot.jpg")) {
      snapshot(exchange, camera.get());
    } else if (camera.isPresent() && path[3].equals("mjpeg")) {
      watch(exchange, camera.get());
    } else {
      answer(exchange, 404, "no such camera or picture");
    }
  }

  private void snapshot(HttpExchange exchange, CityCamera camera) throws IOException {
    byte[] jpeg = pictures.apply(camera);
    exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, jpeg.length);
    exchange.getResponseBody().write(jpeg);
    exchange.close();
    served.incrementAndGet();
  }

  private void watch(HttpExchange exchange, CityCamera camera) throws IOException {
    if (watchers.size() >= MAX_WATCHERS) {
      answer(exchange, 503, "too many watch");
      return;
    }
    MjpegWatcher watcher = new MjpegWatcher(exchange, () -> pictures.apply(camera), this::ended);
    watchers.add(watcher);
    watcher.begin();
    watcher.every(
        scheduler.scheduleWithFixedDelay(
            () -> {
              if (watcher.send()) {
                served.incrementAndGet();
              }
            },
            0,
            FRAME_MILLIS,
            TimeUnit.MILLISECONDS));
  }

  private void ended(MjpegWatcher watcher) {
    watchers.remove(watcher);
  }

  private void dropStalled() {
    watchers.stream()
        .filter(watcher -> watcher.stalledMillis() > STALL_MILLIS)
        .forEach(MjpegWatcher::close);
  }

  private static void answer(HttpExchange exchange, int status, String words) throws IOException {
    byte[] body = words.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
