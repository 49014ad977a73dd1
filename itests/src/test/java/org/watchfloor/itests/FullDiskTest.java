package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;

/**
 * A center whose disk gets full while signals come, and has room again: signals are refused so that
 * the sender keeps them, none that was acknowledged is lost, and nobody has to do anything.
 */
class FullDiskTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LEFT = 4 << 20;
  private static final int BATCH = 50;
  private static final int MOST_BATCHES = 2_000;
  private static final String PAYLOAD = "x".repeat(2_000);

  private final Set<String> acknowledged = new HashSet<>();
  private final TreeMap<Integer, Integer> answers = new TreeMap<>();
  private Path disk;
  private int sent;

  @TempDir Path home;

  @BeforeEach
  void aSmallDisk() throws Exception {
    Need.time("a disk that gets full takes a minute");
    Need.that(System.getProperty("user.name").equals("root"), "only root may mount a tmpfs");
    disk = Files.createDirectories(home.resolve("data/watchfloor"));
    Need.that(
        run("mount", "-t", "tmpfs", "-o", "size=512m", "watchfloor", disk.toString()) == 0,
        "needs a tmpfs, which cannot be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      run("umount", disk.toString());
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Test
  void refusesWhileItIsFullAndGoesOnByItself() throws Exception {
    try (Center center = Center.start("start", home)) {
      for (int i = 0; i < 10; i++) {
        assertThat(post(center)).isEqualTo(202);
      }
      for (int fill = 1; fill <= 2; fill++) {
        Path ballast = fill(disk.resolve("ballast"));
        untilRefused(center);
        Center.await("health says so", () -> journalLevel(center).equals("critical"));
        assertThat(center.send("GET", "/health/live", "application/json", "").statusCode())
            .as("the process is well")
            .isEqualTo(200);
        Files.delete(ballast);
        long room = System.nanoTime();
        Center.await("signals are taken again", () -> post(center) == 202);
        System.out.printf(
            "disk full, time %d: answers %s; taken again %.1f s after there was room%n",
            fill, answers, (System.nanoTime() - room) / 1e9);
        Center.await("health is well again", () -> !journalLevel(center).equals("critical"));
      }
      nothingIsLost(center);
    }
  }

  /** A file that leaves a few megabytes. */
  private Path fill(Path ballast) throws Exception {
    FileStore store = Files.getFileStore(disk);
    long size = store.getUsableSpace() - LEFT;
    try (var out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[1 << 16];
      for (long written = 0; written < size; written += block.length) {
        out.write(block);
      }
    }
    return ballast;
  }

  private void untilRefused(Center center) {
    for (int i = 0; i < MOST_BATCHES; i++) {
      int status = post(center);
      if (status != 202) {
        assertThat(status).as("the sender is told to send again").isIn(429, 503);
        return;
      }
    }
    throw new AssertionError("the disk did not get full: " + answers);
  }

  private int post(Center center) {
    Set<String> keys = new HashSet<>();
    var body = JSON.createArrayNode();
    for (int i = 0; i < BATCH; i++) {
      String key = "k" + sent++;
      keys.add(key);
      body.addObject()
          .put("vendorKey", key)
          .put("kind", i == 0 ? "gunshot.detected" : "test.disk")
          .put("occurredAt", Instant.now().toString())
          .putObject("detail")
          .put("note", PAYLOAD);
    }
    try {
      HttpResponse<String> answer =
          center.send("POST", "/api/v1/signals", "application/json", body.toString());
      answers.merge(answer.statusCode(), 1, Integer::sum);
      if (answer.statusCode() == 202) {
        acknowledged.addAll(keys);
      }
      return answer.statusCode();
    } catch (Exception e) {
      throw new AssertionError("a center with a full disk still answers", e);
    }
  }

  private static String journalLevel(Center center) {
    try {
      String body = center.send("GET", "/health/ready", "application/json", "").body();
      return JSON.readTree(body).at("/checks/journal/level").asText();
    } catch (Exception e) {
      throw new AssertionError("a center with a full disk still says how it is", e);
    }
  }

  private void nothingIsLost(Center center) throws Exception {
    Set<String> found = new HashSet<>();
    int gunshots = 0;
    for (long after = 0; ; ) {
      JsonNode page = center.get("/api/v1/signals?limit=1000&after=" + after);
      for (JsonNode item : page.get("items")) {
        JsonNode signal = item.get("signal");
        found.add(signal.get("vendorKey").asText());
        gunshots += signal.get("kind").asText().equals("gunshot.detected") ? 1 : 0;
      }
      if (!page.hasNonNull("next")) {
        break;
      }
      after = Long.parseLong(page.get("next").asText());
    }
    System.out.printf(
        "disk full twice: %d sent, %d acknowledged, %d in the journal%n",
        sent, acknowledged.size(), found.size());
    assertThat(found).containsAll(acknowledged);
    int expected = gunshots;
    Center.await("every gunshot is an alert, once", () -> alerts(center) == expected);
  }

  /** Those that were put together with others as well. */
  private static int alerts(Center center) {
    try {
      int count = 0;
      for (JsonNode alert : center.get("/api/v1/alerts?state=all&limit=10000").get("items")) {
        count += alert.get("count").asInt();
      }
      return count;
    } catch (Exception e) {
      throw new AssertionError("a center that has room again answers", e);
    }
  }
}
