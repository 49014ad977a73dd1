package org.watchfloor.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.harness.AlprMessage;
import org.watchfloor.harness.Loopback;

/**
 * The vendor's side of one plugin: a configuration, and work for it, 50 times a second. What a
 * webhook acknowledges must be in the journal once; a camera must give its picture again; the city
 * has no work that could be asked for and only lives.
 */
abstract class PluginLoad implements AutoCloseable {
  static final List<String> PLUGINS =
      List.of("plate-openalpr", "gunshot-webhook", "signal-feed", "camera-mjpeg", "simulator");

  private static final String SECRET = "a-secret-of-this-test";
  private static final int SOME = 40;
  private static final int PERIOD_MILLIS = 20;

  private final String source;
  private final ScheduledExecutorService worker = Executors.newScheduledThreadPool(2);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong last = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();

  private PluginLoad(String plugin) {
    source = plugin + "~life";
  }

  static PluginLoad of(String plugin, SourceRegistry sources, AlertBus bus) throws IOException {
    return switch (plugin) {
      case "plate-openalpr" -> new Hook(plugin, bus, "plate.read", PluginLoad::read);
      case "gunshot-webhook" -> new Hook(plugin, bus, "gunshot.detected", PluginLoad::shot);
      case "signal-feed" -> new Hook(plugin, bus, "river.level", PluginLoad::level);
      case "camera-mjpeg" -> new Camera(plugin, sources);
      default -> new City(plugin);
    };
  }

  private static byte[] read(int number) {
    return AlprMessage.group("life-" + number, String.format("L%05d", number), Instant.now());
  }

  private static byte[] shot(int number) {
    return ("{\"id\":\"life-%d\",\"time\":\"%s\",\"latitude\":36.1,\"longitude\":-80.2}")
        .formatted(number, Instant.now())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] level(int number) {
    return ("{\"vendorKey\":\"life-%d\",\"kind\":\"river.level\",\"occurredAt\":\"%s\"}")
        .formatted(number, Instant.now())
        .getBytes(StandardCharsets.UTF_8);
  }

  final String source() {
    return source;
  }

  /**
   * Content of the file.
   *
   * @param etc folder of the center's configuration
   */
  abstract String configuration(Path etc);

  /** One piece of work; true if it was done. */
  abstract boolean work(int number) throws Exception;

  abstract void everythingAcknowledgedIsThereOnce() throws Exception;

  void start() {
    last.set(System.nanoTime());
    worker.scheduleAtFixedRate(this::once, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void once() {
    try {
      if (work(asked.incrementAndGet())) {
        done.incrementAndGet();
        long now = System.nanoTime();
        long before = last.getAndSet(now);
        longest.accumulateAndGet(now - before, Math::max);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // refused or cut while the plugin is away; the sender sends again
    }
  }

  void awaitSome() throws Exception {
    int wanted = done.get() + SOME;
    Container.await(SOME + " more by " + source, () -> done.get() >= wanted);
  }

  /** Ends the work; the longest pause between two pieces that were done, milliseconds. */
  long stop() throws InterruptedException {
    worker.shutdown();
    assertTrue(worker.awaitTermination(30, TimeUnit.SECONDS));
    return TimeUnit.NANOSECONDS.toMillis(longest.get());
  }

  String report() {
    return asked + " asked, " + done + " done, longest pause " + longest.get() / 1_000_000 + " ms";
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }

  /** Makes the body of a message. */
  private interface Body {
    byte[] of(int number);
  }

  private static final class Hook extends PluginLoad {
    private final HttpClient http = Loopback.client();
    private final AlertBus bus;
    private final String kind;
    private final Body body;
    private final long head;
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

    Hook(String plugin, AlertBus bus, String kind, Body body) {
      super(plugin);
      this.bus = bus;
      this.kind = kind;
      this.body = body;
      this.head = bus.head();
    }

    @Override
    String configuration(Path etc) {
      return ".secret = " + SECRET + "\n";
    }

    @Override
    boolean work(int number) throws Exception {
      URI hook =
          URI.create(
              "https://localhost:%s/hooks/%s/%s"
                  .formatted(System.getProperty("rtcc.https.port"), source(), SECRET));
      HttpResponse<Void> answer =
          http.send(
              HttpRequest.newBuilder(hook)
                  .timeout(Duration.ofSeconds(10))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body.of(number)))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      boolean taken = answer.statusCode() / 100 == 2;
      if (taken) {
        acknowledged.add(number);
      }
      return taken;
    }

    @Override
    void everythingAcknowledgedIsThereOnce() {
      Map<String, Integer> found = new HashMap<>();
      for (BusEntry entry : bus.read(head, Filter.of(EntryType.SIGNAL, kind), 10_000)) {
        if (entry instanceof SignalEntry signal && signal.sourceId().equals(source())) {
          found.merge(signal.signal().vendorKey(), 1, Integer::sum);
        }
      }
      found.forEach((key, times) -> assertEquals(key, 1, times.intValue()));
      for (int number : acknowledged) {
        assertTrue(
            "life-" + number + " is lost",
            found.keySet().stream().anyMatch(key -> key.endsWith("life-" + number)));
      }
    }
  }

  private static final class Camera extends PluginLoad {
    private final SourceRegistry sources;
    private final HttpServer device;

    Camera(String plugin, SourceRegistry sources) throws IOException {
      super(plugin);
      this.sources = sources;
      byte[] picture = picture();
      device = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      device.createContext(
          "/",
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
            exchange.sendResponseHeaders(200, picture.length);
            exchange.getResponseBody().write(picture);
            exchange.close();
          });
      device.start();
    }

    private static byte[] picture() throws IOException {
      ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", jpeg);
      return jpeg.toByteArray();
    }

    @Override
    String configuration(Path etc) {
      return "snapshot.url = http://127.0.0.1:" + device.getAddress().getPort() + "/a.jpg\n";
    }

    @Override
    boolean work(int number) throws Exception {
      try {
        return sources
                .snapshot(source(), Duration.ofSeconds(5))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
            != null;
      } catch (ExecutionException e) {
        return false;
      }
    }

    @Override
    void everythingAcknowledgedIsThereOnce() {}

    @Override
    public void close() {
      super.close();
      device.stop(0);
    }
  }

  private static final class City extends PluginLoad {
    City(String plugin) {
      super(plugin);
    }

    @Override
    String configuration(Path etc) {
      return """
      center.url = https://localhost:%s
      trust.keystore = %s/keys/https.p12
      .trustPassword = %s
      .secret = %s
      .password = %s
      picture.port = 0
      """
          .formatted(
              System.getProperty("rtcc.https.port"),
              etc,
              Container.KEYSTORE_PASSWORD,
              SECRET,
              SECRET);
    }

    @Override
    boolean work(int number) {
      return true;
    }

    @Override
    void everythingAcknowledgedIsThereOnce() {}
  }
}
