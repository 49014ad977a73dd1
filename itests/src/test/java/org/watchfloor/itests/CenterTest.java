package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.AlprMessage;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.MotionCamera;
import org.watchfloor.harness.Shell;

/** One center from its first start to its stop, over nothing but its public contract. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CenterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALPR = "plate-openalpr~north";
  private static final String CAMERA = "camera-mjpeg~main-st";
  private static final String SECRET = "a-secret-of-this-test";

  /** Recorded messages of others, which tests read where they lie and the project never ships. */
  private static final Path SAMPLES =
      Path.of(System.getProperty("watchfloor.root", ".."), "..", "shared", "samples", "lpr");

  @TempDir static Path home;
  private static Center center;

  @BeforeAll
  static void start() throws Exception {
    center = Center.start("start", home);
  }

  @AfterAll
  static void stop() throws Exception {
    center.close();
  }

  @Test
  @Order(1)
  void firstStartLeavesTheAdministratorsSecretsToTheirOwnerOnly() throws Exception {
    Path file = home.resolve("data/watchfloor/initial-admin.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(center.output())
        .contains("initial-admin.json")
        .doesNotContain(center.initialAdmin().get("password").asText());
  }

  @Test
  @Order(2)
  void nothingButHealthAnswersWithoutSignIn() throws Exception {
    assertThat(anonymous("/health/live")).isEqualTo(200);
    assertThat(anonymous("/health/ready")).isEqualTo(200);
    for (String path :
        new String[] {
          "/api/v1/alerts",
          "/api/v1/signals",
          "/api/v1/events",
          "/api/v1/cameras",
          "/api/v1/audit",
          "/api/v1/media/" + "0".repeat(64),
          "/tiles/city/12/0/0"
        }) {
      assertThat(anonymous(path)).as(path).isEqualTo(401);
    }
  }

  @Test
  @Order(3)
  void aSecondStartOnTheSameHomeIsRefused() throws Exception {
    Process second =
        new ProcessBuilder(
                Path.of(System.getProperty("watchfloor.root", ".."), "watchfloor").toString(),
                "start",
                "--home",
                home.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isNotZero();
    assertThat(said).contains(home.toString());
  }

  @Test
  @Order(4)
  void aPluginIsInstalledAndConfiguredWhileTheCenterRuns() throws Exception {
    center.configure("org.watchfloor.source." + ALPR + ".cfg", Map.of(".secret", SECRET));
    center.awaitSource(ALPR, "waiting-plugin");
    Shell.admin(center, "feature:install watchfloor-plugin-plate-openalpr");
    Shell.admin(center, "feature:install watchfloor-plugin-gunshot-webhook");
    center.awaitSource(ALPR, "online");
    assertThat(Shell.admin(center, "rtcc:plugin-list")).contains("plate-openalpr");
    assertThat(Shell.admin(center, "rtcc:source-list")).contains(ALPR);
  }

  @Test
  @Order(5)
  void aBrokenConfigurationSaysWhichKeyAndLeavesTheOthersAlone() throws Exception {
    center.configure(
        "org.watchfloor.source.plate-openalpr~broken.cfg", Map.of("latitude", "north"));
    center.awaitSource("plate-openalpr~broken", "waiting-config");
    String list = Shell.admin(center, "rtcc:source-list --json");
    JsonNode sources = JSON.readTree(list.substring(list.indexOf('[')));
    for (JsonNode source : sources) {
      if (source.get("id").asText().endsWith("~broken")) {
        assertThat(source.get("reason").asText()).containsAnyOf("secret", "latitude");
      }
    }
    assertThat(center.sourceState(ALPR)).isEqualTo("online");
  }

  @Test
  @Order(6)
  void badWebhooksGetClearAnswers() throws Exception {
    byte[] good = AlprMessage.group("hit", "XYZ9999", Instant.now());
    assertThat(center.hook(ALPR + "/wrong-secret-of-test", good).statusCode()).isEqualTo(401);
    assertThat(center.hook("plate-openalpr~nobody/" + SECRET, good).statusCode()).isIn(401, 404);

    HttpResponse<String> malformed =
        center.hook(ALPR + "/" + SECRET, "{\"data_type\":\"alpr_group\"}".getBytes());
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(JSON.readTree(malformed.body()).get("errors").get(0).get("field").asText())
        .isNotBlank();

    HttpResponse<String> large = center.hook(ALPR + "/" + SECRET, new byte[2 << 20]);
    assertThat(large.statusCode()).isEqualTo(413);

    HttpResponse<String> signal =
        center.send("POST", "/api/v1/signals", "application/json", "{\"kind\":\"a.b\"}");
    assertThat(signal.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(signal.body()).get("errors").get(0).get("field").asText())
        .contains("vendorKey");
  }

  @Test
  @Order(7)
  void recordedAgentMessagesAreTakenByteForByte() throws Exception {
    Need.that(
        Files.isDirectory(SAMPLES),
        "recorded messages are not at " + SAMPLES.toAbsolutePath().normalize());
    for (String name : new String[] {"alpr_group", "alpr_results", "heartbeat"}) {
      byte[] body = Files.readAllBytes(SAMPLES.resolve("openalpr/" + name + ".json"));
      assertThat(center.hook(ALPR + "/" + SECRET, body).statusCode()).as(name).isBetween(200, 204);
    }
    // in the journal, without the plate, for there is no reason; they are years old, and the
    // history
    // keeps no read longer than its retention
    JsonNode items = center.get("/api/v1/signals?kind=plate.read&limit=1000").get("items");
    List<String> plates = new ArrayList<>();
    for (JsonNode item : items) {
      plates.add(item.at("/signal/detail/plate").asText());
    }
    assertThat(plates).hasSizeGreaterThanOrEqualTo(2).containsOnly("?");
    assertThat(items.toString()).doesNotContain("D2651BF", "CG3L5Y");
  }

  @Test
  @Order(8)
  void aHotPlateBecomesAnAlertAndAnIncidentOnTheEventStream() throws Exception {
    HttpResponse<String> imported =
        center.send(
            "PUT",
            "/api/v1/plates/hotlists/stolen?owner=Demo%20PD",
            "text/csv",
            "plate,state,reason,agency,entered,expires\n"
                + "HOT1234,NC,stolen vehicle,Demo PD,2026-11-24,\n"
                + ",NC,no plate in this line,Demo PD,2026-11-24,\n");
    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
    assertThat(JSON.readTree(imported.body()).get("imported").asInt()).isEqualTo(1);
    assertThat(JSON.readTree(imported.body()).get("faults").get(0).get("line").asInt())
        .isEqualTo(3);

    try (EventStream events = EventStream.open(center, "?types=alert,change")) {
      byte[] body = AlprMessage.group("hot-1", "HOT1234", Instant.now());
      assertThat(center.hook(ALPR + "/" + SECRET, body).statusCode()).isBetween(200, 204);
      EventStream.Event alert =
          events.await("the hit", 10, e -> e.data().at("/alert/kind").asText().equals("plate.hit"));
      assertThat(alert.data().at("/alert/title").asText()).contains("HOT1234");
      events.await(
          "its incident", 10, e -> e.data().at("/change/kind").asText().equals("incident.opened"));
      // the vendor sends again: the same event is never a second alert
      assertThat(center.hook(ALPR + "/" + SECRET, body).statusCode()).isBetween(200, 204);
    }
    assertThat(center.get("/api/v1/incidents").get("items")).isNotEmpty();
    assertThat(found("HOT1234")).isEqualTo(1);
  }

  @Test
  @Order(9)
  void anEventStreamResumesWhereItWasCut() throws Exception {
    long seen;
    try (EventStream events = EventStream.open(center, "?kinds=test&since=0")) {
      signal("resume-1");
      seen = events.await("the first", 10, e -> true).id();
    }
    signal("resume-2");
    signal("resume-3");
    try (EventStream events = EventStream.open(center, "?kinds=test&since=" + seen)) {
      assertThat(events.await("the second", 10, e -> true).data().at("/signal/vendorKey").asText())
          .isEqualTo("resume-2");
      assertThat(events.await("the third", 10, e -> true).data().at("/signal/vendorKey").asText())
          .isEqualTo("resume-3");
    }
  }

  @Test
  @Order(10)
  void aLookUpNeedsAReasonAndIsAudited() throws Exception {
    HttpResponse<String> without =
        center.send(
            "POST", "/api/v1/plates/reads/search", "application/json", "{\"plate\":\"HOT1234\"}");
    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(found("HOT1234")).isEqualTo(1);
    assertThat(center.get("/api/v1/audit?limit=1000").get("items").toString())
        .contains("case-4711");
    assertThat(center.get("/api/v1/audit/verify").toString()).contains("true");
  }

  @Test
  @Order(11)
  void theShellKnowsRoles() throws Exception {
    String password = "a-viewer-of-this-test";
    HttpResponse<String> made =
        center.send(
            "POST",
            "/api/v1/users",
            "application/json",
            "{\"name\":\"vera\",\"password\":\"" + password + "\",\"roles\":[\"viewer\"]}");
    assertThat(made.statusCode()).as(made.body()).isBetween(200, 201);
    assertThat(Shell.run(center, "vera", password, "rtcc:source-list")).contains(ALPR);
    String denied =
        Shell.run(center, "vera", password, "rtcc:token-create --roles viewer --days 1 mine");
    assertThat(denied).doesNotContain("wf_");
    assertThat(Shell.admin(center, "rtcc:token-create --roles viewer --days 1 hers"))
        .contains("wf_");
    assertThat(Shell.admin(center, "rtcc:bus-stat")).contains("rtcc-incidents");
  }

  @Test
  @Order(12)
  void aRealCameraShowsWhatAGunshotIsAbout() throws Exception {
    Need.that(MotionCamera.installed(), "no camera. apt-get install motion ffmpeg");
    Shell.admin(center, "feature:install watchfloor-plugin-camera-mjpeg");
    try (MotionCamera motion = MotionCamera.start(home.resolve("motion"))) {
      motion.awaitCamera();
      center.configure(
          "org.watchfloor.source." + CAMERA + ".cfg",
          Map.of(
              "stream.url", motion.stream(),
              "user", MotionCamera.USER,
              ".password", MotionCamera.PASSWORD));
      center.awaitSource(CAMERA, "online");
      HttpResponse<String> put =
          center.send(
              "PUT",
              "/api/v1/cameras",
              "application/json",
              "[{\"id\":\"CAM-1\",\"name\":\"Main St\",\"ownership\":\"owned\",\"heading\":0,"
                  + "\"fieldOfView\":90,\"rangeMetres\":100,\"sourceId\":\""
                  + CAMERA
                  + "\","
                  + "\"location\":{\"type\":\"Point\",\"coordinates\":[-80.2442,36.0999]}}]");
      assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
      try (EventStream events = EventStream.open(center, "?types=alert,change")) {
        gunshotAt(36.1003, -80.2442);
        EventStream.Event picture =
            events.await(
                "its picture",
                10,
                e -> e.data().at("/change/kind").asText().equals("alert.pictured"));
        String sha256 = picture.data().at("/change/facts/sha256").asText();
        HttpResponse<byte[]> jpeg =
            center
                .http()
                .send(
                    center.request("/api/v1/media/" + sha256).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        assertThat(jpeg.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(ImageIO.read(new ByteArrayInputStream(jpeg.body())).getWidth())
            .isEqualTo(MotionCamera.WIDTH);
      }
    }
  }

  private static void gunshotAt(double latitude, double longitude) throws Exception {
    HttpResponse<String> answer =
        center.send(
            "POST",
            "/api/v1/signals",
            "application/json",
            String.format(
                "{\"vendorKey\":\"shot-%d\",\"kind\":\"gunshot.detected\",\"occurredAt\":\"%s\","
                    + "\"location\":{\"type\":\"Point\",\"coordinates\":[%s,%s]},\"detail\":{\"rounds\":2}}",
                System.nanoTime(), Instant.now(), longitude, latitude));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  @Test
  @Order(13)
  void aPluginIsRemovedWhileTheCenterRuns() throws Exception {
    Shell.admin(center, "feature:uninstall watchfloor-plugin-plate-openalpr");
    center.awaitSource(ALPR, "waiting-plugin");
    byte[] body = AlprMessage.group("after-removal", "ABC1234", Instant.now());
    assertThat(center.hook(ALPR + "/" + SECRET, body).statusCode()).isIn(404, 503);
    assertThat(anonymous("/health/ready")).isEqualTo(200);
  }

  /**
   * The configuration is changed in the running center: everything from the journal up is opened
   * anew.
   */
  @Test
  @Order(14)
  void aFullBusSaysSoAndLosesNothing() throws Exception {
    center.configure("org.watchfloor.journal.cfg", Map.of("queue.max.entries", "2"));
    Set<String> taken = ConcurrentHashMap.newKeySet();
    AtomicInteger busy = new AtomicInteger();
    ExecutorService senders = Executors.newFixedThreadPool(16);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (int i = 0; i < 16; i++) {
      String prefix = "full-" + i + "-";
      senders.submit(
          () -> {
            for (int n = 0; busy.get() < 20 && System.nanoTime() < end; n++) {
              HttpResponse<String> answer = testSignal("test.full", prefix + n);
              if (answer.statusCode() == 202) {
                taken.add(prefix + n);
              } else if (answer.statusCode() == 429) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                busy.incrementAndGet();
              }
            }
            return null;
          });
    }
    senders.shutdown();
    assertThat(senders.awaitTermination(90, TimeUnit.SECONDS)).isTrue();
    assertThat(busy.get()).as("answers 429 with Retry-After").isGreaterThanOrEqualTo(20);
    try (EventStream events = openAgain("?kinds=test.full&since=0")) {
      while (!taken.isEmpty()) {
        EventStream.Event event = events.await("all that was taken", 20, e -> true);
        taken.remove(event.data().at("/signal/vendorKey").asText());
      }
    }
  }

  /** A bus that has another journal is away for a moment; who listens comes again. */
  private EventStream openAgain(String query) throws Exception {
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); ; ) {
      try {
        return EventStream.open(center, query);
      } catch (IllegalStateException e) {
        if (!String.valueOf(e.getMessage()).endsWith("503") || System.nanoTime() > end) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  @Test
  @Order(15)
  void ctrlCStopsCleanly() throws Exception {
    assertThat(center.stop()).isIn(0, 130, 143);
    assertThat(home.resolve("data/watchfloor/ready")).doesNotExist();
  }

  private static void signal(String key) throws Exception {
    HttpResponse<String> answer = testSignal("test.resume", key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private static HttpResponse<String> testSignal(String kind, String key) throws Exception {
    return center.send(
        "POST",
        "/api/v1/signals",
        "application/json",
        "{\"vendorKey\":\""
            + key
            + "\",\"kind\":\""
            + kind
            + "\",\"occurredAt\":\""
            + Instant.now()
            + "\"}");
  }

  private static int found(String plate) {
    try {
      HttpResponse<String> answer =
          center.send(
              "POST",
              "/api/v1/plates/reads/search",
              "application/json",
              "{\"plate\":\""
                  + plate
                  + "\",\"limit\":100,\"reason\":\"itest\",\"caseNumber\":\"case-4711\"}");
      return JSON.readTree(answer.body()).get("items").size();
    } catch (Exception e) {
      return -1;
    }
  }

  private static int anonymous(String path) throws Exception {
    return center
        .http()
        .send(
            HttpRequest.newBuilder(center.uri(path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
