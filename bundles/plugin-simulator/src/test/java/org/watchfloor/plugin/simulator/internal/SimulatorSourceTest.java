package org.watchfloor.plugin.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.testkit.SessionContext;

/** The whole source against a real HTTPS server that records. */
class SimulatorSourceTest {
  private static final String TOKEN = "token-of-the-administrator";

  @TempDir static Path folder;
  private static Path keystore;
  private final SessionContext context = new SessionContext("simulator~test");
  private TestCenter center;
  private SimulatorSource source;

  @BeforeAll
  static void prepare() throws Exception {
    keystore = TestCenter.keystore(folder.resolve("https.p12"));
    Files.writeString(
        folder.resolve("admin.json"), "{\"user\":\"admin\",\"token\":\"" + TOKEN + "\"}");
  }

  @BeforeEach
  void open() throws Exception {
    center = new TestCenter(keystore);
  }

  @AfterEach
  void close() {
    if (source != null) {
      source.close();
    }
    context.close();
    center.close();
    assertThat(context.failures()).isEmpty();
    assertThat(context.signals()).as("the city speaks to the center as devices do").isEmpty();
  }

  @Test
  void putsCamerasAndHotListInAndThenSendsReads() throws Exception {
    source = source(Map.of());
    source.start();
    await("reads", () -> center.requests("POST", "/hooks/plate-openalpr~demo-").size() >= 5);

    List<TestCenter.Request> puts = center.requests("PUT", "/api/v1/cameras");
    assertThat(puts).hasSize(1);
    assertThat(puts.get(0).authorization()).isEqualTo("Bearer " + TOKEN);
    List<Object> cameras = JSON.std.listFrom(puts.get(0).body());
    assertThat(cameras).hasSize(2_200);
    assertThat(map(cameras.get(0)))
        .containsEntry("id", "CAM-0001")
        .containsEntry("ownership", "owned")
        .containsEntry("sourceId", "camera-mjpeg~cam-0001")
        .containsKeys("name", "owner", "location", "heading", "fieldOfView", "rangeMetres");
    List<TestCenter.Request> lists = center.requests("PUT", "/api/v1/plates/hotlists/");
    assertThat(lists).hasSize(1);
    assertThat(lists.get(0).path()).endsWith("demo-stolen?owner=Demo%20City%20Police");
    assertThat(new String(lists.get(0).body(), StandardCharsets.UTF_8))
        .startsWith("plate,state,reason,agency,entered,expires,make,color\n")
        .contains("DEMO404,NC,stolen vehicle: red ford,Demo City Police,", ",,ford,red\n");

    Set<Object> uuids = new HashSet<>();
    for (TestCenter.Request read : center.requests("POST", "/hooks/plate-openalpr~demo-")) {
      assertThat(read.path()).endsWith("/secret-of-hooks");
      assertThat(read.authorization()).as("devices have no token").isEqualTo("null");
      assertThat(read.json())
          .containsEntry("data_type", "alpr_group")
          .containsKeys("epoch_start", "best_plate_number", "gps_latitude", "vehicle");
      assertThat(uuids.add(read.json().get("best_uuid"))).as("each read is another").isTrue();
    }
    await("online", () -> context.reports().contains(SourceStatus.online()));
    assertThat(source.diagnostics())
        .containsEntry("simulated", true)
        .containsEntry("refused", 0L)
        .containsEntry("dropped", 0L);
    assertThat(source.diagnostics().toString()).doesNotContain("secret-of-hooks", TOKEN);
  }

  @Test
  void addsOnlyWhatIsMissing() throws Exception {
    StringBuilder items = new StringBuilder();
    for (int i = 1; i <= 2_199; i++) {
      items.append(i == 1 ? "" : ",").append("{\"id\":\"CAM-%04d\"}".formatted(i));
    }
    center.cameras = "{\"items\":[" + items + "]}";
    center.hotLists = "{\"items\":[{\"name\":\"demo-stolen\"}]}";
    source = source(Map.of());
    source.start();
    await("reads", () -> !center.requests("POST", "/hooks/").isEmpty());
    List<TestCenter.Request> puts = center.requests("PUT", "/");
    assertThat(puts).hasSize(1);
    assertThat(JSON.std.listFrom(puts.get(0).body())).hasSize(1);
  }

  @Test
  void aBusyCenterIsAskedAgainWithTheSameMessageAndNothingIsLost() throws Exception {
    center.hookAnswers.addAll(List.of(429, 503, 404));
    source = source(Map.of());
    source.start();
    await("an acknowledgement", () -> (long) source.diagnostics().get("acknowledged") >= 3);
    List<TestCenter.Request> sent = center.requests("POST", "/hooks/");
    assertThat(sent.get(1).body()).as("after 429").isEqualTo(sent.get(0).body());
    assertThat(sent.get(2).body()).as("after 503").isEqualTo(sent.get(0).body());
    byte[] refused = sent.get(2).body();
    await(
        "the message after 404",
        () ->
            center.requests("POST", "/hooks/").stream()
                .skip(3)
                .anyMatch(r -> java.util.Arrays.equals(r.body(), refused)));
    assertThat(context.reports())
        .anyMatch(s -> s.state() == SourceStatus.State.DEGRADED && s.reason().contains("429"));
    assertThat(source.diagnostics()).containsEntry("retries", 3L).containsEntry("refused", 0L);
  }

  @Test
  void withAWrongTokenTheCityLivesAndSaysWhatIsMissing() throws Exception {
    center.apiStatus = 401;
    source = source(Map.of());
    source.start();
    await("reads", () -> !center.requests("POST", "/hooks/").isEmpty());
    await("words", () -> degraded("token.file"));
  }

  @Test
  void withoutTheTokenFileTheCityLivesAndSaysWhatIsMissing() throws Exception {
    source = source(Map.of("token_file", folder.resolve("none.json").toString()));
    source.start();
    await("reads", () -> !center.requests("POST", "/hooks/").isEmpty());
    await("words", () -> degraded("there is no"));
    assertThat(center.requests("PUT", "/")).isEmpty();
  }

  @Test
  void anotherCertificateIsNotTrusted() throws Exception {
    Path other = TestCenter.keystore(folder.resolve("other.p12"));
    CenterClient stranger =
        new CenterClient(
            java.net.URI.create(center.address() + "/"),
            CenterClient.trust(settings(Map.of("trust_keystore", other.toString()))));
    try (stranger) {
      assertThatThrownBy(() -> stranger.get("/health/ready", java.util.Optional.empty()))
          .isInstanceOf(IOException.class);
    }
    assertThat(center.requests).isEmpty();
  }

  @Test
  void aKeyStoreThatCannotBeReadAndAPortInUseAreNamed() throws Exception {
    source = source(Map.of("_trustPassword", "wrong-password"));
    assertThatThrownBy(source::start)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("trust.keystore")
        .hasMessageNotContaining("wrong-password");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      source = source(Map.of("picture_port", taken.getLocalPort()));
      assertThatThrownBy(source::start)
          .isInstanceOfSatisfying(
              SourceException.class,
              e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.RETRY))
          .hasMessageContaining("picture.port");
    }
  }

  @Test
  void closingFreesThePortAndSendsNothingMore() throws Exception {
    source = source(Map.of());
    source.start();
    int port = (int) source.diagnostics().get("picturePort");
    await("reads", () -> !center.requests("POST", "/hooks/").isEmpty());
    source.close();
    context.runWhatIsLeft();
    assertThat(context.idleWithin(Duration.ofSeconds(5))).isTrue();
    int sent = center.requests.size();
    try (SessionContext again = new SessionContext("simulator~test")) {
      SimulatorSource next = new SimulatorSource(settings(Map.of("picture_port", port)), again);
      next.start();
      await("more", () -> center.requests("POST", "/hooks/").size() > sent);
      next.close();
    }
  }

  @Test
  void whileTheCenterIsAwayOldReadsGiveWayAndUrgentOnesStay() throws Exception {
    center.close();
    Outbox outbox =
        new Outbox(
            new CenterClient(
                java.net.URI.create(center.address() + "/"),
                CenterClient.trust(settings(Map.of()))));
    outbox.add("gunshot-webhook~demo", "secret-of-hooks", new byte[] {1}, true);
    for (int i = 0; i < 3_000; i++) {
      outbox.add("plate-openalpr~demo-1", "secret-of-hooks", new byte[] {2}, false);
    }
    outbox.drain();
    assertThat(outbox.facts())
        .containsEntry("messages", 3_001L)
        .containsEntry("waiting", 2_000)
        .containsEntry("dropped", 1_001L)
        .containsEntry("acknowledged", 0L);
    assertThat(outbox.trouble()).contains("does not answer").doesNotContain("secret-of-hooks");
  }

  /** A gunshot and a hit as the script has them, without waiting for their minute. */
  @Test
  void theScriptSendsGunshotsAndHitsWithAPicture() throws Exception {
    City city = new City();
    Outbox outbox =
        new Outbox(
            new CenterClient(
                java.net.URI.create(center.address() + "/"),
                CenterClient.trust(settings(Map.of()))));
    java.time.Instant start = java.time.Instant.parse("2026-11-24T18:00:00Z");
    Stage stage =
        new Stage(city, Stage.script(city), new Pictures(), "secret-of-hooks", outbox, start);
    stage.begin(start);
    for (int second = 0; second <= 60; second++) {
      stage.tick(start.plusSeconds(second));
      outbox.drain();
    }
    List<TestCenter.Request> shots =
        center.requests("POST", "/hooks/gunshot-webhook~demo/secret-of-hooks");
    assertThat(shots).hasSize(1);
    assertThat(shots.get(0).json())
        .containsEntry("time", "2026-11-24T18:00:20Z")
        .containsEntry("rounds", 4)
        .containsKeys("id", "latitude", "longitude", "confidence");
    List<Map<String, Object>> hits = new java.util.ArrayList<>();
    Map<String, Object> misread = Map.of();
    for (TestCenter.Request read : center.requests("POST", "/hooks/plate-openalpr~")) {
      if ("DEMO404".equals(read.json().get("best_plate_number"))) {
        hits.add(read.json());
      }
      if ("RTX903B".equals(read.json().get("best_plate_number"))) {
        misread = read.json();
      }
    }
    assertThat(hits).isNotEmpty();
    assertThat(hits.get(0).get("vehicle_crop_jpeg").toString()).startsWith("/9j/");
    assertThat(map(hits.get(0).get("best_plate")).get("plate_crop_jpeg").toString())
        .startsWith("/9j/");
    assertThat(misread).containsKey("best_plate");
    assertThat((double) misread.get("best_confidence")).isLessThan(60);
    assertThat(map(((List<?>) misread.get("candidates")).get(1))).containsEntry("plate", "RTX9038");
    assertThat(misread.get("vehicle_crop_jpeg").toString()).startsWith("/9j/");
    int reads = center.requests("POST", "/hooks/plate-openalpr~").size();
    assertThat(reads).as("about five a second").isBetween(240, 360);
  }

  @SuppressWarnings("unchecked") // what Jackson reads of an object
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private boolean degraded(String words) {
    return context.reports().stream()
        .anyMatch(s -> s.state() == SourceStatus.State.DEGRADED && s.reason().contains(words));
  }

  private SimulatorSource source(Map<String, Object> changes) throws SourceException {
    return new SimulatorSource(settings(changes), context);
  }

  private Settings settings(Map<String, Object> changes) throws SourceException {
    Map<String, Object> values = new HashMap<>();
    values.put("center_url", center.address());
    values.put("trust_keystore", keystore.toString());
    values.put("token_file", folder.resolve("admin.json").toString());
    values.put("picture_port", 0);
    values.putAll(changes);
    return Settings.of(SettingsTest.config(values));
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited too long for " + what).isLessThan(until);
      Thread.sleep(20);
    }
  }
}
