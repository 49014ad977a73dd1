package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.Shell;

/**
 * Plugins that misbehave in a center that works: each is noticed within 5 s and contained within 10
 * s, the reader of another vendor is answered as fast as before, and the desk sees a gunshot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehaviorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "a-secret-of-this-test";
  private static final int READS_PER_SECOND = 50;

  /** Below this a doubled p99 is noise of the machine, not harm done by a plugin. */
  private static final double NOISE_MILLIS = 50;

  private static final Set<String> CONTAINED =
      Set.of("quarantined", "offline", "online", "stopped", "absent");

  private static final AtomicInteger SHOTS = new AtomicInteger();

  private Center center;
  private SteadyLoad load;
  private EventStream alerts;
  private double before;

  @BeforeAll
  void aCenterThatWorks(@TempDir Path home) throws Exception {
    // a small heap, so that filling it takes seconds and not minutes
    center = Center.start("start", home, Map.of("JAVA_MAX_MEM", "384m"));
    for (String plugin : new String[] {"plate-openalpr", "gunshot-webhook"}) {
      Shell.admin(center, "feature:install watchfloor-plugin-" + plugin);
      center.configure("org.watchfloor.source." + plugin + "~good.cfg", Map.of(".secret", SECRET));
    }
    for (String part : new String[] {"source", "decoder"}) {
      String said =
          Shell.admin(center, "bundle:install -s file:" + builtJar("misbehaving-plugin/" + part));
      assertThat(said).contains("Bundle ID");
    }
    center.awaitSource("plate-openalpr~good", "online");
    center.awaitSource("gunshot-webhook~good", "online");
    alerts = EventStream.open(center, "?types=alert");
    load = new SteadyLoad(center, "plate-openalpr~good/" + SECRET, READS_PER_SECOND);
    TimeUnit.SECONDS.sleep(8); // the compiler of the JVM has its say first
    long begin = System.nanoTime();
    theDeskIsAlive();
    sleepUntil(begin + TimeUnit.SECONDS.toNanos(10));
    SteadyLoad.Figures figures = load.between(begin, begin + TimeUnit.SECONDS.toNanos(10));
    before = figures.p99Millis();
    System.out.println("before: " + figures);
    assertThat(figures.refused()).isZero();
  }

  @AfterAll
  void stop() throws Exception {
    if (load != null) {
      load.close();
    }
    if (alerts != null) {
      alerts.close();
    }
    if (center != null) {
      center.close();
    }
  }

  @Test
  void aStartThatHangs() throws Exception {
    String id = "misbehaving~hang-in-start";
    long begin = appear(id);
    contained(id, begin, "HUNG");
  }

  @Test
  void aDecodeThatHangs() throws Exception {
    String id = "misbehaving-decoder~hang-in-decode";
    appear(id);
    center.awaitSource(id, "online");
    long begin = System.nanoTime();
    HttpResponse<String> answer = hook(id, "a message that hangs");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    contained(id, begin, "HUNG");
  }

  @Test
  void aCloseThatHangs() throws Exception {
    closed("misbehaving~hang-in-close");
  }

  @Test
  void aCloseThatNeverReturns() throws Exception {
    closed("misbehaving~close-never-returns");
  }

  private void closed(String id) throws Exception {
    appear(id);
    center.awaitSource(id, "online");
    long begin = System.nanoTime();
    HttpResponse<String> answer =
        center.send("POST", "/api/v1/sources/" + id + "/restart", "application/json", "");
    assertThat(answer.statusCode() / 100).as(answer.body()).isEqualTo(2);
    contained(id, begin, "HUNG");
  }

  @Test
  void threadsThatLeak() throws Exception {
    String id = "misbehaving~leak-threads";
    contained(id, appear(id), "THREADS");
  }

  @Test
  void aFlood() throws Exception {
    String id = "misbehaving~flood";
    contained(id, appear(id), "FLOOD");
    JsonNode quarantined = event(id, "QUARANTINED");
    assertThat(quarantined.get("lost").asText()).contains("calls dropped");
    assertThat(event(id, "FLOOD").get("lost").asText()).contains("signals refused");
  }

  @Test
  void everyCallThrows() throws Exception {
    String id = "misbehaving~throw-always";
    contained(id, appear(id), "CRASHED");
  }

  @Test
  void everyMessageMakesTheDecoderThrow() throws Exception {
    String id = "misbehaving-decoder~throw-always";
    long begin = appear(id);
    center.awaitSource(id, "online");
    for (int i = 0; i < 10; i++) {
      assertThat(hook(id, "message " + i).statusCode()).isEqualTo(503);
    }
    contained(id, begin, "CRASHED");
    assertThat(center.sourceState(id)).isEqualTo("quarantined");
    assertThat(event(id, "QUARANTINED").get("lost").asText()).contains("told to be sent again");
  }

  @Test
  void theHeapFills() throws Exception {
    String id = "misbehaving~fill-heap";
    appear(id);
    Center.await("the heap is short", () -> hasEvent(id, "MEMORY"));
    long noticed = System.nanoTime();
    // what counts is how others fare while the heap is short, which is the time up to now
    long begin = noticed - TimeUnit.SECONDS.toNanos(5);
    contained(id, begin, "MEMORY");
    assertThat(center.sourceState(id)).isEqualTo("quarantined");
  }

  // --- what must hold of each ---

  /** Configures a source; when it was there. */
  private long appear(String id) throws Exception {
    String mode = id.substring(id.indexOf('~') + 1);
    Map<String, String> values =
        id.startsWith("misbehaving-decoder")
            ? Map.of("mode", mode, ".secret", SECRET)
            : Map.of("mode", mode);
    center.configure("org.watchfloor.source." + id + ".cfg", values);
    Center.await(id + " is there", () -> !center.sourceState(id).equals("absent"));
    return System.nanoTime();
  }

  private void contained(String id, long begin, String kind) throws Exception {
    Center.await(kind + " of " + id, () -> hasEvent(id, kind));
    long noticed = System.nanoTime();
    Center.await(id + " is contained", () -> isContained(id));
    long done = System.nanoTime();
    theDeskIsAlive();
    sleepUntil(begin + TimeUnit.SECONDS.toNanos(10));
    SteadyLoad.Figures figures = load.between(begin, begin + TimeUnit.SECONDS.toNanos(10));
    JsonNode event = event(id, kind);
    System.out.printf(
        "%s: noticed after %.1f s, contained after %.1f s; %s; %s, lost: %s%n",
        id,
        (noticed - begin) / 1e9,
        (done - begin) / 1e9,
        figures,
        event.get("what").asText(),
        event.get("lost").asText());
    forget(id);
    assertThat(noticed - begin).as("noticed").isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertThat(done - begin).as("contained").isLessThan(TimeUnit.SECONDS.toNanos(10));
    assertThat(figures.refused()).as("reads refused meanwhile").isZero();
    assertThat(figures.p99Millis())
        .as("p99 of the others, before it was %.1f ms", before)
        .isLessThan(Math.max(NOISE_MILLIS, 2 * before));
  }

  /** Its plugin's code runs no more, or runs as it should again. */
  private boolean isContained(String id) {
    return CONTAINED.contains(center.sourceState(id));
  }

  private void forget(String id) throws Exception {
    Files.delete(center.home().resolve("etc/org.watchfloor.source." + id + ".cfg"));
    Center.await(id + " is gone", () -> center.sourceState(id).equals("absent"));
  }

  private boolean hasEvent(String id, String kind) {
    try {
      return event(id, kind) != null;
    } catch (Exception e) {
      return false;
    }
  }

  /** The newest event of a kind of a source; null if there is none. */
  private JsonNode event(String id, String kind) throws Exception {
    String plugin = id.substring(0, id.indexOf('~'));
    for (JsonNode event : center.get("/api/v1/plugins/" + plugin).get("events")) {
      if (event.get("sourceId").asText().equals(id)
          && event.get("kind").asText().equalsIgnoreCase(kind)) {
        return event;
      }
    }
    return null;
  }

  private HttpResponse<String> hook(String id, String body) throws Exception {
    return center.hook(id + "/" + SECRET, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Ready, and a gunshot is an alert on the event stream within two seconds. */
  private void theDeskIsAlive() throws Exception {
    assertThat(
            center
                .http()
                .send(center.request("/health/ready").build(), HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
    int n = SHOTS.incrementAndGet();
    String shot =
        String.format(
            "{\"id\":\"shot-%d\",\"time\":\"%s\",\"latitude\":%.4f,\"longitude\":-80.2442,"
                + "\"accuracyMetres\":10,\"rounds\":3,\"confidence\":0.9}",
            n, Instant.now(), 36.0 + n * 0.05);
    assertThat(hook("gunshot-webhook~good", shot).statusCode()).isEqualTo(200);
    alerts.await("the alert of gunshot " + n, 2, e -> e.data().toString().contains("shot"));
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
  }

  private static Path builtJar(String folder) throws Exception {
    Path module = Path.of(System.getProperty("watchfloor.root", ".."), "tools", folder);
    try (Stream<Path> files = Files.list(module.resolve("target"))) {
      return files
          .filter(f -> f.getFileName().toString().matches("[a-z-]+-[0-9].*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError(folder + " has not been built"))
          .toAbsolutePath()
          .normalize();
    }
  }
}
