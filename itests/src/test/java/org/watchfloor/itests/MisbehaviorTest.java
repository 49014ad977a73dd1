package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.Shell;

/**
 * Plugins that misbehave in a center that works: each is noticed within 5 s and contained within 10
 * s, the p99 of another vendor's reader is not more than doubled, and the desk sees a gunshot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehaviorTest {
  private static final String SECRET = "a-secret-of-this-test";
  private static final int READS_PER_SECOND = 50;
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

  /** Part of the processors in the hands of others, above which a latency says nothing. */
  private static final double BUSY = 0.3;

  private static final long MOMENT = TimeUnit.SECONDS.toNanos(1);
  private static final long CALM = TimeUnit.SECONDS.toNanos(5);

  /** Below this a doubled p99 is noise of the machine, not harm done by a plugin. */
  private static final double NOISE_MILLIS = 40;

  private final AtomicInteger shots = new AtomicInteger();
  private final List<String> configured = new ArrayList<>();
  private Center center;
  private SteadyLoad load;
  private EventStream alerts;
  private double before;
  private double busyBefore;
  private double othersBefore;

  /** Before what misbehaves came. */
  private Processors alone;

  @BeforeAll
  void aCenterThatWorks(@TempDir Path home) throws Exception {
    Need.time("plugins that misbehave take three minutes and a quiet machine");
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
    TimeUnit.SECONDS.sleep(15); // the compiler of the JVM has its say first
    theDeskIsAlive();
  }

  /** How the others fare when nobody misbehaves, just before somebody does. */
  @BeforeEach
  void calm() throws Exception {
    Processors begin = Processors.now(center);
    TimeUnit.NANOSECONDS.sleep(CALM);
    Processors end = Processors.now(center);
    SteadyLoad.Figures figures = load.between(end.atNanos() - CALM, end.atNanos());
    busyBefore = end.center(begin);
    othersBefore = end.others(begin);
    alone = end;
    System.out.printf("before: %s, %.2f processors%n", figures, busyBefore);
    assertThat(figures.refused()).isZero();
    before = figures.p99Millis();
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

  @AfterEach
  void forget() throws Exception {
    for (String id : configured) {
      Files.delete(center.home().resolve("etc/org.watchfloor.source." + id + ".cfg"));
      Center.await(id + " is gone", () -> center.sourceState(id).equals("absent"));
    }
    configured.clear();
  }

  @Test
  void aStartThatHangs() throws Exception {
    String id = "misbehaving~hang-in-start";
    long begin = appear(id);
    noticed(id, "HUNG", begin);
    contained(id, begin, () -> isIn(id, "offline", "quarantined"));
    othersAreWell(begin);
    assertThat(said(id, "HUNG", "start did not return within 8000 ms")).isTrue();
  }

  @Test
  void aDecodeThatHangs() throws Exception {
    String id = "misbehaving-decoder~hang-in-decode";
    appear(id);
    center.awaitSource(id, "online");
    long begin = System.nanoTime();
    CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> hook(id, "hang"));
    noticed(id, "HUNG", begin);
    contained(id, begin, () -> said(id, "HUNG", "decode did not return within 5000 ms"));
    othersAreWell(begin);
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(503);
    assertThat(event(id, "HUNG").get("lost").asText()).contains("told to be sent again");
  }

  @Test
  void aCloseThatHangsAndOneThatNeverReturns() throws Exception {
    List<String> ids = List.of("misbehaving~hang-in-close", "misbehaving~close-never-returns");
    for (String id : ids) {
      appear(id);
      center.awaitSource(id, "online");
    }
    long begin = System.nanoTime();
    for (String id : ids) {
      assertThat(
              center
                  .send("POST", "/api/v1/sources/" + id + "/restart", "application/json", "")
                  .statusCode())
          .isBetween(200, 299);
    }
    for (String id : ids) {
      noticed(id, "HUNG", begin);
    }
    for (String id : ids) {
      contained(
          id,
          begin,
          () -> said(id, "HUNG", "close did not return within 5000 ms") && isIn(id, "online"));
    }
    othersAreWell(begin);
  }

  @Test
  void threadsThatLeak() throws Exception {
    String id = "misbehaving~leak-threads";
    long begin = appear(id);
    noticed(id, "THREADS", begin);
    contained(id, begin, () -> isIn(id, "quarantined"));
    othersAreWell(begin);
    assertThat(said(id, "THREADS", "left ")).isTrue();
    assertThat(center.get("/api/v1/plugins/misbehaving").get("usage").get("threads").asInt())
        .as("those that do not end are counted for ever")
        .isGreaterThan(64);
  }

  @Test
  void aFlood() throws Exception {
    String id = "misbehaving~flood";
    long begin = appear(id);
    noticed(id, "FLOOD", begin);
    contained(id, begin, () -> isIn(id, "quarantined"));
    othersAreWell(begin);
    assertThat(event(id, "FLOOD").get("lost").asText()).contains("signals refused");
    assertThat(event(id, "QUARANTINED").get("lost").asText()).contains("calls dropped");
    String info = Shell.admin(center, "rtcc:plugin-info misbehaving");
    assertThat(info).contains(id, "signals refused", "budget of 1000 signals/s");
  }

  @Test
  void everyCallThrows() throws Exception {
    String source = "misbehaving~throw-always";
    String decoder = "misbehaving-decoder~throw-always";
    long begin = appear(source);
    appear(decoder);
    center.awaitSource(decoder, "online");
    for (int i = 0; i < 10; i++) {
      assertThat(hook(decoder, "message " + i)).isEqualTo(503);
    }
    noticed(source, "CRASHED", begin);
    noticed(decoder, "CRASHED", begin);
    contained(source, begin, () -> isIn(source, "offline", "quarantined"));
    contained(decoder, begin, () -> isIn(decoder, "quarantined"));
    othersAreWell(begin);
    assertThat(event(decoder, "QUARANTINED").get("lost").asText())
        .contains("told to be sent again");
  }

  @Test
  void theHeapFills() throws Exception {
    String id = "misbehaving~fill-heap";
    appear(id);
    // the heap is short no sooner than it is full, so that only the way from there is timed
    Center.await("the heap is short", () -> event(id, "MEMORY") != null);
    long noticed = System.nanoTime();
    contained(id, noticed, () -> isIn(id, "quarantined"));
    // a look at the heap that comes before all is given back is told as well, later
    assertThat(event(id, "QUARANTINED").get("what").asText()).contains("has allocated most");
    othersAreWell(noticed - WINDOW / 2);
  }

  // --- what must hold of each ---

  /** Configures a source; when it was there. */
  private long appear(String id) throws Exception {
    String mode = id.substring(id.indexOf('~') + 1);
    configured.add(id);
    center.configure(
        "org.watchfloor.source." + id + ".cfg",
        id.startsWith("misbehaving-decoder")
            ? Map.of("mode", mode, ".secret", SECRET)
            : Map.of("mode", mode));
    Center.await(id + " is there", () -> !isIn(id, "absent"));
    return System.nanoTime();
  }

  private void noticed(String id, String kind, long begin) throws Exception {
    Center.await(kind + " of " + id, () -> event(id, kind) != null);
    long took = System.nanoTime() - begin;
    System.out.printf("%s: noticed after %.1f s%n", id, took / 1e9);
    assertThat(took).as("noticed").isLessThan(TimeUnit.SECONDS.toNanos(5));
  }

  private void contained(String id, long begin, BooleanSupplier condition) throws Exception {
    Center.await(id + " is contained", condition);
    long took = System.nanoTime() - begin;
    System.out.printf("%s: contained after %.1f s%n", id, took / 1e9);
    for (JsonNode event : events(id)) {
      System.out.printf(
          "  %s: %s [%s]%n",
          event.get("kind").asText(), event.get("what").asText(), event.get("lost").asText());
    }
    assertThat(took).as("contained").isLessThan(TimeUnit.SECONDS.toNanos(10));
  }

  private void othersAreWell(long begin) throws Exception {
    theDeskIsAlive();
    Processors contained = Processors.now(center);
    TimeUnit.NANOSECONDS.sleep(Math.max(MOMENT, begin + WINDOW - System.nanoTime()));
    Processors end = Processors.now(center);
    SteadyLoad.Figures figures = load.between(begin, begin + WINDOW);
    double busy = end.center(contained);
    double others = Math.max(othersBefore, Math.max(end.others(alone), end.others(contained)));
    System.out.printf("  meanwhile: %s; then %.2f processors%n", figures, busy);
    assertThat(figures.refused()).as("reads refused meanwhile").isZero();
    assertThat(busy)
        .as("processors once it is contained, before it were %.2f", busyBefore)
        .isLessThan(busyBefore + 0.5);
    if (others > BUSY) {
      System.out.printf(
          "  not compared: others used %.0f %% of this machine's processors%n", 100 * others);
      return;
    }
    assertThat(figures.p99Millis())
        .as("p99 of the others, before it was %.1f ms", before)
        .isLessThan(Math.max(NOISE_MILLIS, 2 * before));
  }

  private boolean isIn(String id, String... states) {
    return List.of(states).contains(center.sourceState(id));
  }

  private boolean said(String id, String kind, String what) {
    for (JsonNode event : events(id)) {
      if (event.get("kind").asText().equalsIgnoreCase(kind)
          && event.get("what").asText().startsWith(what)) {
        return true;
      }
    }
    return false;
  }

  /** The newest event of a kind of a source; null if there is none. */
  private JsonNode event(String id, String kind) {
    for (JsonNode event : events(id)) {
      if (event.get("kind").asText().equalsIgnoreCase(kind)) {
        return event;
      }
    }
    return null;
  }

  /** Of a source, newest first. */
  private ArrayNode events(String id) {
    String plugin = id.substring(0, id.indexOf('~'));
    ArrayNode own = JsonNodeFactory.instance.arrayNode();
    try {
      for (JsonNode event : center.get("/api/v1/plugins/" + plugin).get("events")) {
        if (event.get("sourceId").asText().equals(id)) {
          own.add(event);
        }
      }
    } catch (Exception e) {
      throw new AssertionError("the desk does not answer", e);
    }
    return own;
  }

  private int hook(String id, String body) {
    try {
      HttpResponse<String> answer =
          center.hook(id + "/" + SECRET, body.getBytes(StandardCharsets.UTF_8));
      return answer.statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Ready, and a gunshot is an alert on the event stream within two seconds. */
  private void theDeskIsAlive() throws Exception {
    assertThat(
            center
                .http()
                .send(center.request("/health/ready").build(), HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
    int n = shots.incrementAndGet();
    String shot =
        String.format(
            "{\"id\":\"shot-%d\",\"time\":\"%s\",\"latitude\":%.4f,\"longitude\":-80.2442,"
                + "\"accuracyMetres\":10,\"rounds\":3,\"confidence\":0.9}",
            n, Instant.now(), 36.0 + n * 0.05);
    alerts.events().clear();
    assertThat(hook("gunshot-webhook~good", shot)).isEqualTo(200);
    alerts.await("the alert of gunshot " + n, 2, e -> e.data().toString().contains("gunshot"));
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
