package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;

/** A clock that jumps under a running center. */
class JournalFaultsTest {
  private static final Path FAKETIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  @TempDir Path home;
  @TempDir Path scratch;
  private int sent;

  @Test
  void aClockThatJumpsAnHourForthAndBackLosesAndDeletesNothing() throws Exception {
    Need.time("a clock that jumps takes half a minute");
    Need.that(Files.exists(FAKETIME), "needs libfaketime: apt-get install faketime");
    Path time = set("+0");
    Map<String, String> faked =
        Map.of(
            "LD_PRELOAD",
            FAKETIME.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            time.toString(),
            "FAKETIME_CACHE_DURATION",
            "1",
            "FAKETIME_FORCE_MONOTONIC_FIX", // on Java waits become spins
            "0",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1");
    try (Center center = Center.start("start", home, faked)) {
      some(center);
      set("+1h");
      Thread.sleep(1_500); // libfaketime reads its file once a second
      some(center);
      set("-1h");
      Thread.sleep(1_500);
      some(center);
      set("+0");
      Thread.sleep(1_500);
      some(center);
      Center.await("every gunshot is an alert", () -> alerts(center) == 4);
      timesNeverGoBack(center);
      assertThat(center.get("/api/v1/session").get("user").asText()).isNotEmpty();
      HttpResponse<String> health = center.send("GET", "/health/live", "application/json", "");
      assertThat(health.statusCode()).isEqualTo(200);
      System.out.println("clock +1 h, -1 h and back: " + sent + " signals kept, 4 alerts of 4");
    }
  }

  private Path set(String offset) throws Exception {
    return Files.writeString(scratch.resolve("time"), offset + "\n");
  }

  /** Ten signals, one of them a gunshot; times are those of the right clock. */
  private void some(Center center) throws Exception {
    for (int i = 0; i < 10; i++) {
      String body =
          "{\"vendorKey\":\"k%d\",\"kind\":\"%s\",\"occurredAt\":\"%s\"}"
              .formatted(
                  sent++,
                  i == 0 ? "gunshot.detected" : "test.clock",
                  Instant.now().minus(Duration.ofHours(2)));
      HttpResponse<String> answer =
          center.send("POST", "/api/v1/signals", "application/json", body);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
  }

  private void timesNeverGoBack(Center center) throws Exception {
    List<Instant> times = new ArrayList<>();
    for (JsonNode item : center.get("/api/v1/signals?limit=1000&after=0").get("items")) {
      times.add(Instant.parse(item.get("recordedAt").asText()));
    }
    assertThat(times).hasSize(sent).isSorted();
    assertThat(times.get(10)).as("the jump was seen").isAfter(times.get(9).plusSeconds(3_500));
    // the first of them may still have the clock that is ahead
    assertThat(times.get(39))
        .as("times stand still until the clock has caught up")
        .isBetween(times.get(20), times.get(20).plusSeconds(5));
  }

  private static int alerts(Center center) {
    try {
      int count = 0;
      for (JsonNode alert : center.get("/api/v1/alerts?state=all&limit=10000").get("items")) {
        count += alert.get("count").asInt();
      }
      return count;
    } catch (Exception e) {
      return -1;
    }
  }
}
