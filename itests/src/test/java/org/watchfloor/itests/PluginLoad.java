package org.watchfloor.itests;

import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.osgi.framework.BundleContext;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.rtcc.api.cameras.Cameras;

/**
 * The vendor's side of one plugin: a configuration, and work for it, 50 times a second. What a
 * webhook acknowledges must be in the journal once; a camera must give its picture again, and a
 * reader read one again; the city has no work that could be asked for and only lives.
 */
abstract class PluginLoad implements AutoCloseable {
  static final List<String> PLUGINS =
      List.of(
          "plate-openalpr",
          "plate-platerecognizer",
          "plate-hikvision",
          "plate-dahua",
          "plate-axis",
          "plate-verkada",
          "plate-flock",
          "plate-genericcsv",
          "plate-genericjson",
          "plate-opencv",
          "gunshot-webhook",
          "signal-feed",
          "camera-mjpeg",
          "simulator");

  static final String SECRET = "a-secret-of-this-test";
  private static final int SOME = 40;
  private static final int PERIOD_MILLIS = 20;

  private final String source;
  private final ScheduledExecutorService worker = Executors.newScheduledThreadPool(2);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong last = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();

  PluginLoad(String plugin) {
    source = plugin + "~life";
  }

  /** What of the center the loads use. */
  record Platform(BundleContext context, SourceRegistry sources, AlertBus bus, Cameras cameras) {}

  static PluginLoad of(String plugin, Platform platform) throws Exception {
    AlertBus bus = platform.bus();
    return switch (plugin) {
      case "camera-mjpeg" -> new Camera(plugin, platform.sources());
      case "simulator" -> new City(plugin);
      case "plate-dahua" -> new DahuaLoad(plugin, bus);
      case "plate-flock" -> new FlockLoad(plugin, bus);
      case "plate-genericcsv" -> new FileLoad(plugin, bus);
      case "plate-opencv" -> OpencvLoad.open(plugin, platform);
      default -> new HookLoad(plugin, bus, HookMessage.of(plugin));
    };
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
