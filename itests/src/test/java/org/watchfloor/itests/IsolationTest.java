package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
import org.watchfloor.harness.Shell;

/**
 * Two plugins, as they were built but for one line of the manifest, in JVMs of their own: they work
 * as in the center's, and what happens to their JVMs happens to nobody else.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IsolationTest {
  private static final String SECRET = "a-secret-of-this-test";
  private static final String SHOTS = "gunshot-webhook~roof";
  private static final String CAMERA = "camera-mjpeg~door";
  private static final String PLATES = "plate-openalpr~north";
  private static final String SHOTS_BUNDLE = "org.watchfloor.plugin-gunshot-webhook";
  private static final String CAMERA_BUNDLE = "org.watchfloor.plugin-camera-mjpeg";

  @TempDir static Path home;
  private static Center center;
  private static HttpServer camera;
  private static final ScheduledExecutorService others = Executors.newScheduledThreadPool(2);

  private static final AtomicInteger sent = new AtomicInteger();
  private static final Set<Integer> notAcknowledged = new ConcurrentSkipListSet<>();
  private static final Set<String> notReady = ConcurrentHashMap.newKeySet();

  @BeforeAll
  static void start() throws Exception {
    Need.time("plugins in machines of their own take half a minute");
    camera = camera();
    center = Center.start("start", home);
    Path start = home.resolve("start-jvm");
    startJvms("exec \"$@\"");
    center.configure(
        "org.watchfloor.isolation.cfg",
        Map.of("restart.max.ms", "1000", "command.prefix", start.toString()));
    center.configure("org.watchfloor.source." + PLATES + ".cfg", Map.of(".secret", SECRET));
    center.configure("org.watchfloor.source." + SHOTS + ".cfg", Map.of(".secret", SECRET));
    center.configure(
        "org.watchfloor.source." + CAMERA + ".cfg",
        Map.of(
            "snapshot.url",
            "http://127.0.0.1:" + camera.getAddress().getPort() + "/picture",
            "check.seconds",
            "5"));
    Shell.admin(center, "feature:install watchfloor-plugin-plate-openalpr");
    center.awaitSource(PLATES, "online");
    others.scheduleAtFixedRate(IsolationTest::postPlate, 0, 50, TimeUnit.MILLISECONDS);
    others.scheduleAtFixedRate(IsolationTest::askReady, 0, 250, TimeUnit.MILLISECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    others.shutdownNow();
    if (camera != null) {
      camera.stop(0);
    }
    if (center != null) {
      center.kill9();
    }
  }

  private static HttpServer camera() throws Exception {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/picture",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "image/jpeg");
          exchange.sendResponseHeaders(200, jpeg.size());
          exchange.getResponseBody().write(jpeg.toByteArray());
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void postPlate() {
    int n = sent.incrementAndGet();
    try {
      byte[] body = AlprMessage.group("iso-" + n, String.format("I%05d", n), Instant.now());
      HttpResponse<String> answer = center.hook(PLATES + "/" + SECRET, body);
      if (answer.statusCode() / 100 != 2) {
        notAcknowledged.add(n);
      }
    } catch (Exception e) {
      notAcknowledged.add(n);
    }
  }

  private static void askReady() {
    try {
      HttpResponse<String> answer =
          center
              .http()
              .send(
                  java.net.http.HttpRequest.newBuilder(center.uri("/health/ready")).build(),
                  HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        notReady.add(answer.body());
      }
    } catch (Exception e) {
      notReady.add(e.toString());
    }
  }

  @Test
  @Order(1)
  void aDecoderPluginWorksFromItsOwnJvm() throws Exception {
    Path jar = isolated("plugin-gunshot-webhook", "0.1.1");
    assertThat(Shell.admin(center, "rtcc:plugin-install --yes --accept-unsigned " + jar))
        .contains("gunshot-webhook");
    center.awaitSource(SHOTS, "online");
    assertThat(shot("first")).isEqualTo(200);
    Center.await("an alert of the shot", () -> alerts().contains("gunshot"));
    HttpResponse<String> wrong =
        center.hook(SHOTS + "/" + SECRET, "{\"id\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("time");
    assertThat(Shell.admin(center, "rtcc:plugin-list")).contains("gunshot-webhook");
    assertThat(pid(SHOTS_BUNDLE)).isNotEqualTo(pid(CAMERA_BUNDLE));
  }

  @Test
  @Order(2)
  void aSourcePluginWorksFromItsOwnJvmWithoutBeingStarted() throws Exception {
    Path jar = isolated("plugin-camera-mjpeg", "0.1.1");
    Shell.admin(center, "bundle:install " + jar.toUri());
    center.awaitSource(CAMERA, "online");
    String camera =
        "[{\"id\":\"DOOR\",\"name\":\"Door\",\"ownership\":\"owned\",\"sourceId\":\""
            + CAMERA
            + "\",\"location\":{\"type\":\"Point\",\"coordinates\":[-80.24,36.1]}}]";
    HttpResponse<String> put = center.send("PUT", "/api/v1/cameras", "application/json", camera);
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    HttpResponse<byte[]> picture =
        center
            .http()
            .send(
                center.request("/api/v1/cameras/DOOR/snapshot").build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.body())).getWidth()).isEqualTo(64);
    assertThat(Shell.admin(center, "bundle:list -t 0 | grep plugin-camera-mjpeg"))
        .contains("Resolved");
  }

  @Test
  @Order(3)
  void itsClassesAreNotInTheCenter() throws Exception {
    long centerPid =
        ProcessHandle.of(pid(SHOTS_BUNDLE)).flatMap(ProcessHandle::parent).orElseThrow().pid();
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(centerPid),
                "VM.classloaders",
                "show-classes=true")
            .redirectErrorStream(true)
            .start();
    String classes = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // the type of the configuration is there, as the runtime needs it, and nothing else of them
    assertThat(classes)
        .contains("GunshotWebhookConfig", "CameraMjpegConfig", "PlateOpenalprPlugin")
        .doesNotContain("GunshotWebhookPlugin", "GunshotWebhookDecoder", "CameraMjpegPlugin");
  }

  @Test
  @Order(4)
  void killedJvmsAreReplacedAndNobodyElseNotices() throws Exception {
    Set<String> acknowledged = new TreeSet<>();
    for (int kill = 1; kill <= 3; kill++) {
      long cameraPid = pid(CAMERA_BUNDLE);
      long shotsPid = pid(SHOTS_BUNDLE);
      kill("KILL", cameraPid);
      kill("KILL", shotsPid);
      Center.await("the source says why", () -> reason(CAMERA).contains("exit 137"));
      for (int i = 0; i < 20; i++) {
        String id = "kill-" + kill + "-" + i;
        Center.await(id + " is acknowledged", () -> isAcknowledged(id));
        acknowledged.add(id);
      }
      center.awaitSource(CAMERA, "online");
      center.awaitSource(SHOTS, "online");
      Center.await("another JVM", () -> pid(CAMERA_BUNDLE) > 0 && pid(CAMERA_BUNDLE) != cameraPid);
      Center.await("another JVM", () -> pid(SHOTS_BUNDLE) > 0 && pid(SHOTS_BUNDLE) != shotsPid);
    }
    Set<String> kept = new HashSet<>();
    Center.await(
        "every acknowledged shot is kept",
        () -> {
          kept.addAll(signals("gunshot.detected"));
          return kept.containsAll(acknowledged);
        });
    nobodyElseNoticed();
  }

  @Test
  @Order(5)
  void whileNoJvmCanBeStartedTheSourcesSaySoAndTheirSendersAreToldToSendAgain() throws Exception {
    long before = pid(SHOTS_BUNDLE);
    startJvms("exit 7");
    kill("KILL", before);
    kill("KILL", pid(CAMERA_BUNDLE));
    String why = "no JVM can be started for the plugin: the plugin's JVM ended (exit 7)";
    for (String source : List.of(SHOTS, CAMERA)) {
      Center.await(source + " says why", () -> reason(source).contains(why));
      center.awaitSource(source, "offline"); // not for the moments in which it is tried again
    }
    HttpResponse<String> answer = center.hook(SHOTS + "/" + SECRET, shotNow("refused"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains(why);
    assertThat(Shell.admin(center, "rtcc:plugin-info gunshot-webhook"))
        .contains("a JVM of its own", "crashed", "signal 9 (exit 137)", why);

    startJvms("exec \"$@\"");
    center.awaitSource(SHOTS, "online");
    center.awaitSource(CAMERA, "online");
    Center.await("it is taken", () -> isAcknowledged("refused"));
    assertThat(pid(SHOTS_BUNDLE)).isPositive().isNotEqualTo(before);
    nobodyElseNoticed();
  }

  /** What runs in the place of each JVM from now on, with its command line as arguments. */
  private static void startJvms(String how) throws Exception {
    Path next = Files.writeString(home.resolve("start-jvm.new"), "#!/bin/sh\n" + how + "\n");
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rwx------"));
    Files.move(next, home.resolve("start-jvm"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  @Order(6)
  void aJvmThatHangsIsReplacedWithinFiveSeconds() throws Exception {
    long before = pid(CAMERA_BUNDLE);
    long begin = System.nanoTime();
    kill("STOP", before);
    Center.await("the source says why", () -> reason(CAMERA).contains("did not answer"));
    double detected = (System.nanoTime() - begin) / 1e9;
    System.out.printf("isolation: a stopped JVM was found out after %.1f s%n", detected);
    assertThat(detected).isLessThan(5.5); // 5 s, and the time to ask
    assertThat(ProcessHandle.of(before).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    center.awaitSource(CAMERA, "online");
    double back = (System.nanoTime() - begin) / 1e9;
    System.out.printf("isolation: its source was online again after %.1f s%n", back);
    assertThat(back).as("by the new JVM, not by its next try").isLessThan(20);
    nobodyElseNoticed();
  }

  @Test
  @Order(7)
  void anUpdateReplacesTheJvmAndKeepsItsSources() throws Exception {
    long before = pid(SHOTS_BUNDLE);
    Path next = isolated("plugin-gunshot-webhook", "0.1.2");
    assertThat(Shell.admin(center, "rtcc:plugin-update --yes --accept-unsigned " + next))
        .contains("0.1.2");
    center.awaitSource(SHOTS, "online");
    assertThat(shot("updated")).isEqualTo(200);
    Center.await("the signal", () -> signals("gunshot.detected").contains("updated"));
    assertThat(pid(SHOTS_BUNDLE)).isPositive().isNotEqualTo(before);
    assertThat(ProcessHandle.of(before)).isEmpty();
    nobodyElseNoticed();
  }

  @Test
  @Order(8)
  void removingThePluginEndsItsJvm() throws Exception {
    long before = pid(SHOTS_BUNDLE);
    Shell.admin(center, "rtcc:plugin-remove --yes gunshot-webhook");
    center.awaitSource(SHOTS, "waiting-plugin");
    Center.await("its JVM has ended", () -> ProcessHandle.of(before).isEmpty());
    nobodyElseNoticed();
  }

  @Test
  @Order(9)
  void aKilledCenterLeavesNoJvmBehind() throws Exception {
    others.shutdownNow();
    others.awaitTermination(10, TimeUnit.SECONDS);
    ProcessHandle child = ProcessHandle.of(pid(CAMERA_BUNDLE)).orElseThrow();
    ProcessHandle jvm = child.parent().orElseThrow();
    jvm.destroyForcibly();
    long begin = System.nanoTime();
    while (runs(child)) {
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(2));
      TimeUnit.MILLISECONDS.sleep(20);
    }
    try (Stream<Path> files = Files.walk(home.resolve("data/watchfloor/isolation"))) {
      assertThat(files.filter(f -> f.toString().endsWith(".sock"))).isEmpty();
    }
  }

  private static void nobodyElseNoticed() {
    assertThat(notReady).as("answers of /health/ready").isEmpty();
    assertThat(notAcknowledged).as("plates not acknowledged").isEmpty();
    assertThat(sent.get()).isGreaterThan(20);
  }

  /** The plugin as it was built, but for its version and the one line that asks for a JVM. */
  private static Path isolated(String module, String version) throws Exception {
    Path jar;
    Path target = Path.of(System.getProperty("watchfloor.root", ".."), "bundles", module, "target");
    try (Stream<Path> files = Files.list(target)) {
      jar =
          files
              .filter(f -> f.getFileName().toString().matches(module + "-[0-9].*\\.jar"))
              .findFirst()
              .orElseThrow();
    }
    Map<String, String> headers = Map.of("Watchfloor-Isolated", "true", "Bundle-Version", version);
    return Files.write(
        home.resolve(module + "-" + version + ".jar"), NextVersion.with(jar, headers));
  }

  private static int shot(String id) throws Exception {
    return center.hook(SHOTS + "/" + SECRET, shotNow(id)).statusCode();
  }

  private static byte[] shotNow(String id) {
    return String.format(
            "{\"id\":\"%s\",\"time\":\"%s\",\"latitude\":36.1,\"longitude\":-80.24,\"confidence\":0.9}",
            id, Instant.now())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Sends it once; whoever is not acknowledged must be told to send again. */
  private static boolean isAcknowledged(String id) {
    try {
      int status = shot(id);
      assertThat(status).isIn(200, 503);
      return status == 200;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String alerts() {
    try {
      return center.get("/api/v1/alerts").toString();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static Set<String> signals(String kind) {
    Set<String> keys = new HashSet<>();
    try {
      for (JsonNode item :
          center.get("/api/v1/signals?kind=" + kind + "&limit=1000").get("items")) {
        keys.add(item.at("/signal/vendorKey").asText());
      }
    } catch (Exception e) {
      keys.add(e.toString());
    }
    return keys;
  }

  private static String reason(String sourceId) {
    try {
      for (JsonNode source : center.get("/api/v1/sources").get("items")) {
        if (source.get("id").asText().equals(sourceId)) {
          return source.path("reason").asText();
        }
      }
      return "";
    } catch (Exception e) {
      return "";
    }
  }

  /** One that ended, and that the system's first process has not yet asked for, has no command. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private static long pid(String bundle) {
    return new IsolatedJvm(home, bundle).pid();
  }

  private static void kill(String signal, long pid) throws Exception {
    IsolatedJvm.signal(signal, pid);
  }
}
