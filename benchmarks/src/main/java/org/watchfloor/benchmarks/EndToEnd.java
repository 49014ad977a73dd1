package org.watchfloor.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.harness.AlprMessage;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.Loopback;
import org.watchfloor.harness.Shell;

/**
 * A plate reader's webhook over TLS, to the disk, to the event stream of a console: at 100/s and as
 * fast as it goes, in one run with the rate at which the same disk syncs. Client and center share
 * the machine.
 */
public final class EndToEnd {
  private static final String SOURCE = "plate-openalpr~bench";
  private static final String SECRET = "a-secret-of-this-run";
  private static final int CONNECTIONS = 32;

  private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
  private final AtomicInteger sequence = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final HttpClient http = Loopback.client();

  private EndToEnd() {}

  /** Prints a table in Markdown; takes about a minute and a half. */
  public static void main(String[] args) throws Exception {
    Path home = Files.createTempDirectory("watchfloor-bench");
    try (Center center = Center.start("start", home)) {
      center.configure("org.watchfloor.source." + SOURCE + ".cfg", Map.of(".secret", SECRET));
      Shell.admin(center, "feature:install watchfloor-plugin-plate-openalpr");
      center.awaitSource(SOURCE, "online");
      new EndToEnd().run(center, home);
    }
  }

  private void run(Center center, Path home) throws Exception {
    System.out.printf(
        "%s, %d processors, JDK %s%n%n",
        Instant.now(), Runtime.getRuntime().availableProcessors(), Runtime.version());
    System.out.println("| what | signals/s | p50 ms | p99 ms | signals | not 2xx |");
    System.out.println("|---|---|---|---|---|---|");
    try (EventStream events = EventStream.open(center, "?kinds=plate.read")) {
      paced(center, 100, 5);
      forget(events);
      report("webhook → event stream at 100/s", events, paced(center, 100, 20));
      flatOut(center, 5);
      forget(events);
      report(
          "webhook → event stream, flat out, " + CONNECTIONS + " connections",
          events,
          flatOut(center, 20));
    }
    syncRate(home);
  }

  private void forget(EventStream events) throws InterruptedException {
    TimeUnit.SECONDS.sleep(3);
    events.events().clear();
    sentAt.clear();
    refused.set(0);
  }

  private double paced(Center center, int perSecond, int seconds) throws InterruptedException {
    ScheduledExecutorService senders = Executors.newScheduledThreadPool(8);
    long began = System.nanoTime();
    for (int i = 0; i < 8; i++) {
      long period = 8_000_000L / perSecond;
      senders.scheduleAtFixedRate(
          () -> post(center), i * period / 8, period, TimeUnit.MICROSECONDS);
    }
    TimeUnit.SECONDS.sleep(seconds);
    senders.shutdown();
    senders.awaitTermination(30, TimeUnit.SECONDS);
    return (System.nanoTime() - began) / 1e9;
  }

  private double flatOut(Center center, int seconds) throws InterruptedException {
    long began = System.nanoTime();
    long end = began + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Thread sender =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  post(center);
                }
              });
      sender.start();
      senders.add(sender);
    }
    for (Thread sender : senders) {
      sender.join();
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private void post(Center center) {
    String uuid = "bench-" + sequence.incrementAndGet();
    byte[] body = AlprMessage.group(uuid, "B" + sequence.get() % 100_000, Instant.now());
    long began = System.nanoTime();
    sentAt.put(uuid, began);
    try {
      HttpResponse<Void> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(center.uri("/hooks/" + SOURCE + "/" + SECRET).toString()))
                  .timeout(Duration.ofSeconds(20))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() / 100 != 2) {
        sentAt.remove(uuid);
        refused.incrementAndGet();
      }
    } catch (IOException e) {
      sentAt.remove(uuid);
      refused.incrementAndGet();
    } catch (InterruptedException e) {
      sentAt.remove(uuid);
      Thread.currentThread().interrupt();
    }
  }

  private void report(String what, EventStream events, double seconds) throws Exception {
    int expected = sentAt.size();
    long[] nanos = new long[expected];
    int n = 0;
    while (n < expected) {
      EventStream.Event event = events.await("all that was acknowledged", 60, e -> true);
      Long sent = sentAt.get(event.data().at("/signal/vendorKey").asText());
      if (sent != null) {
        nanos[n++] = event.arrivedNanos() - sent;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        "| %s | %.0f | %.1f | %.1f | %d | %d |%n",
        what, expected / seconds, nanos[n / 2] / 1e6, nanos[n * 99 / 100] / 1e6, n, refused.get());
  }

  /** The disk's own limit: 4 KiB written and synced, one after the other. */
  private static void syncRate(Path home) throws IOException {
    Path file = home.resolve("fdatasync.tmp");
    ByteBuffer block = ByteBuffer.allocateDirect(4096);
    List<Long> nanos = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(64 << 20), 0);
      channel.force(true);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      for (long at = 0; System.nanoTime() < end; at = (at + 4096) % (64 << 20)) {
        long began = System.nanoTime();
        channel.write(block.clear(), at);
        channel.force(false);
        nanos.add(System.nanoTime() - began);
      }
    }
    nanos.sort(null);
    System.out.printf(
        "| fdatasync of 4 KiB, same disk | %.0f | %.2f | %.2f | %d | |%n",
        nanos.size() / 5.0,
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get(nanos.size() * 99 / 100) / 1e6,
        nanos.size());
  }
}
