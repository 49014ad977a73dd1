package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Shell;

/**
 * A backup of a center under load, restored into an empty home with other ports and compared; and a
 * restore into the center itself. What is cut off leaves nothing half done.
 */
class BackupTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "a-secret-of-the-test-0002";
  private static final String PASSWORD = "correct horse battery staple 7";
  private static final List<String> SOURCES = List.of("backup~a", "backup~b");
  private static final int PER_SECOND = 1_000;

  @TempDir Path home;
  @TempDir Path other;
  @TempDir Path folder;

  @Test
  void aCenterUnderLoadIsRestoredOnAnotherMachine() throws Exception {
    Need.time("backup and restore take a minute");
    Path file = folder.resolve("center.zip");
    Map<String, Integer> before = new TreeMap<>();
    Set<String> alerts;
    String incidents;
    try (Center center = Center.start("start", home)) {
      prepare(center);
      NumberedLoad load = new NumberedLoad(center, SOURCES, SECRET, PER_SECOND, 0);
      try (load) {
        Center.await("a few thousand signals", () -> load.acknowledged() > PER_SECOND * 4);
        killedInTheMiddle(center, file);
      }
    }
    Center again = Center.start("start", home);
    try {
      assertThat(home.resolve("data/backup.work")).doesNotExist();
      SOURCES.forEach(source -> online(again, source));
      NumberedLoad load = new NumberedLoad(again, SOURCES, SECRET, PER_SECOND, 1_000_000);
      alerts = new TreeSet<>(alerts(again));
      incidents = incidents(again);
      try (load) {
        Center.await("load", () -> load.acknowledged() > PER_SECOND * 2);
        for (String source : SOURCES) {
          before.put(source, load.acknowledged(source));
        }
        long began = System.nanoTime();
        String answer = Shell.admin(again, "rtcc:backup-create " + file);
        assertThat(file).as("what the shell said: %s", answer).exists();
        System.out.printf(
            "backup: %d MiB in %.1f s while %d signals/s came%n",
            Files.size(file) >> 20, (System.nanoTime() - began) / 1e9, PER_SECOND);
        assertThat(answer).contains("journal is copied", "store is written");
      }
      assertThat(load.faults()).isEmpty();
      assertThat(Shell.admin(again, "rtcc:backup-check " + file))
          .contains("is as it was backed up");
      assertThat(audit(again)).contains("backup.create");
      refuseWhatIsDamaged(again, file);
    } finally {
      again.kill9();
    }
    restoredElsewhere(file, before, alerts, incidents);
  }

  @Test
  void aCenterIsPutBackToWhatItWas() throws Exception {
    Need.time("backup and restore take a minute");
    Path file = folder.resolve("center.zip");
    int httpsPort = Center.freePort();
    int sshPort = Center.freePort();
    Center center = Center.start("start", home, httpsPort, sshPort);
    try {
      user(center, "vera");
      assertThat(Shell.admin(center, "rtcc:backup-create " + file)).contains("store is written");
      user(center, "late");
      assertThat(Shell.admin(center, "rtcc:backup-restore " + file))
          .contains("nobody can be asked here");
      assertThat(Shell.admin(center, "rtcc:backup-restore --yes " + file))
          .contains("is laid ready");
      Center waiting = center;
      Center.await("health says it", () -> ready(waiting).contains("a backup is laid ready"));
      assertThat(Shell.admin(center, "rtcc:backup-restore --forget")).contains("forgotten");
      assertThat(home.resolve("data/restore")).doesNotExist();
      Shell.admin(center, "rtcc:backup-restore --yes " + file);
      center.stop();
      center = Center.start("start", home, httpsPort, sshPort);
      assertThat(users(center)).contains("vera").doesNotContain("late");
      awaitCompared(home);
      try (Stream<Path> data = Files.list(home.resolve("data"))) {
        assertThat(data.map(p -> p.getFileName().toString()))
            .anyMatch(name -> name.startsWith("before-restore-"));
      }
    } finally {
      center.kill9();
    }
  }

  private void prepare(Center center) throws Exception {
    Path kar = MadePlugin.of("backup").kar(folder, "1.0.0");
    Shell.admin(center, "rtcc:plugin-install --yes --accept-unsigned " + kar);
    Files.delete(kar);
    for (String source : SOURCES) {
      center.configure("org.watchfloor.source." + source + ".cfg", Map.of(".secret", SECRET));
    }
    SOURCES.forEach(source -> online(center, source));
    user(center, "vera");
    for (int i = 0; i < 5; i++) {
      String signal =
          "{\"vendorKey\":\"shot-%d\",\"kind\":\"gunshot.detected\",\"occurredAt\":\"%s\"}"
              .formatted(i, Instant.now());
      assertThat(center.send("POST", "/api/v1/signals", "application/json", signal).statusCode())
          .isEqualTo(202);
    }
    Center.await("alerts", () -> !alerts(center).isEmpty());
    String opened = "/api/v1/alerts/" + alerts(center).get(0);
    assertThat(center.send("POST", opened + "/acknowledge", "application/json", "{}").statusCode())
        .isEqualTo(200);
    assertThat(center.send("POST", opened + "/open", "application/json", "{}").statusCode() / 100)
        .isEqualTo(2);
  }

  private static void online(Center center, String source) {
    try {
      center.awaitSource(source, "online");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Killed while it writes: there is no file with the name that was asked for. */
  private void killedInTheMiddle(Center center, Path file) throws Exception {
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                Shell.admin(center, "rtcc:backup-create " + file);
              } catch (Exception e) {
                // the center is killed under it
              }
            });
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Center.await("it writes", () -> Files.exists(part) || Files.exists(file));
    center.kill9();
    writing.get(60, TimeUnit.SECONDS);
    assertThat(file).doesNotExist();
  }

  private void refuseWhatIsDamaged(Center center, Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x55;
    Path bad = Files.write(folder.resolve("bad.zip"), bytes);
    assertThat(Shell.admin(center, "rtcc:backup-restore --yes " + bad)).contains("cannot be used");
    assertThat(home.resolve("data/restore")).doesNotExist();
    assertThat(run("restore", "--home", other.resolve("bad").toString(), bad.toString()))
        .contains("cannot be used");
    assertThat(other.resolve("bad/etc")).doesNotExist();
  }

  private void restoredElsewhere(
      Path file, Map<String, Integer> before, Set<String> alerts, String incidents)
      throws Exception {
    Path target = other.resolve("home");
    Process cut = launcher("restore", "--home", target.toString(), file.toString()).start();
    Path fresh = target.resolve("data/restore.new");
    Center.await("it lays files", () -> Files.exists(fresh) || !cut.isAlive());
    cut.descendants().forEach(ProcessHandle::destroyForcibly);
    cut.destroyForcibly().waitFor();
    if (!Files.exists(target.resolve("etc"))) {
      assertThat(run("restore", "--home", target.toString(), file.toString()))
          .contains("restored what");
    }
    try (Center restored = Center.start("start", target)) {
      assertThat(users(restored)).contains("vera");
      assertThat(Shell.run(restored, "vera", PASSWORD, "rtcc:source-list")).contains("backup~a");
      assertThat(Shell.admin(restored, "rtcc:audit-verify")).doesNotContain("BROKEN");
      assertThat(Shell.admin(restored, "rtcc:plugin-list")).contains("backup");
      SOURCES.forEach(source -> online(restored, source));
      assertThat(alerts(restored)).containsExactlyInAnyOrderElementsOf(alerts);
      assertThat(incidents(restored)).contains("\"alerts\"").isEqualTo(incidents);
      Map<String, Set<Integer>> found = numbers(restored);
      before.forEach(
          (source, count) -> {
            for (int n = 1_000_001; n <= 1_000_000 + count; n++) {
              assertThat(found.get(source).contains(n)).as("%s %d", source, n).isTrue();
            }
          });
      awaitCompared(target);
      System.out.printf("restored: %s signals acknowledged before the backup are there%n", before);
      HttpResponse<String> answer =
          restored.hook(SOURCES.get(0) + "/" + SECRET, "9999999".getBytes(StandardCharsets.UTF_8));
      assertThat(answer.statusCode() / 100).as("it goes on").isEqualTo(2);
    }
  }

  private static void awaitCompared(Path home) throws Exception {
    Path data = home.resolve("data/watchfloor");
    Center.await("compared", () -> Files.exists(data.resolve("restored.done.txt")));
    Path differences = data.resolve("restored.differences.txt");
    assertThat(Files.exists(differences) ? Files.readString(differences) : "").isEmpty();
  }

  private static Map<String, Set<Integer>> numbers(Center center) throws Exception {
    Map<String, Set<Integer>> found = new TreeMap<>();
    for (long after = 0; ; ) {
      JsonNode page =
          center.get("/api/v1/signals?kind=" + MadePlugin.KIND + "&limit=1000&after=" + after);
      for (JsonNode item : page.get("items")) {
        found
            .computeIfAbsent(item.get("sourceId").asText(), any -> new TreeSet<>())
            .add(Integer.parseInt(item.at("/signal/vendorKey").asText()));
      }
      if (!page.hasNonNull("next")) {
        return found;
      }
      after = Long.parseLong(page.get("next").asText());
    }
  }

  private static List<String> alerts(Center center) {
    try {
      List<String> ids = new ArrayList<>();
      for (JsonNode alert : center.get("/api/v1/alerts?state=all&limit=1000").get("items")) {
        ids.add(alert.get("id").asText());
      }
      return ids;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each with its timeline, as it is told. */
  private static String incidents(Center center) throws Exception {
    StringBuilder all = new StringBuilder();
    for (JsonNode incident : center.get("/api/v1/incidents?state=all&limit=100").get("items")) {
      all.append(center.get("/api/v1/incidents/" + incident.get("id").asText())).append('\n');
    }
    return all.toString();
  }

  private static String ready(Center center) {
    try {
      return center.get("/health/ready").toString();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String users(Center center) throws Exception {
    return Shell.admin(center, "rtcc:user-list");
  }

  private static String audit(Center center) throws Exception {
    return center.get("/api/v1/audit?limit=1000").toString();
  }

  private static void user(Center center, String name) throws Exception {
    String body =
        JSON.writeValueAsString(
            Map.of("name", name, "password", PASSWORD, "roles", List.of("viewer", "operator")));
    HttpResponse<String> answer = center.send("POST", "/api/v1/users", "application/json", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static ProcessBuilder launcher(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(
        Path.of(System.getProperty("watchfloor.root", ".."), "watchfloor")
            .toAbsolutePath()
            .toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static String run(String... arguments) throws IOException {
    Process process = launcher(arguments).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
