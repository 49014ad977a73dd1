package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Shell;

/** An incident of one center is run again in another, which comes to the same alerts. */
class ReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path homes;

  @Test
  void aSandboxComesToTheSameAlerts() throws Exception {
    Need.time("two centers take half a minute");
    try (Center center = Center.start("start", homes.resolve("center"));
        Center sandbox = Center.start("start", homes.resolve("sandbox"))) {
      Instant from = Instant.now();
      for (int i = 0; i < 40; i++) {
        signal(center, i);
      }
      Center.await("ten alerts", () -> alerts(center) == 10);
      Instant to = Instant.now();
      Path token = Files.writeString(homes.resolve("sandbox.token"), token(sandbox));
      String range = "rtcc:replay --from " + from + " --to " + to;
      String into = " --into https://127.0.0.1:" + sandbox.httpsPort() + " --token-file " + token;

      assertThat(Shell.admin(center, range + " --dry-run")).contains("40 signals", "10 alerts");
      assertThat(Shell.admin(center, range + into)).contains("reason");
      assertThat(Shell.admin(center, range + into + " --reason drill")).contains("not a sandbox");
      assertThat(alerts(sandbox)).isZero();
      refusesReplays(center);

      sandbox.configure("org.watchfloor.sandbox.cfg", Map.of("sandbox", "true"));
      Center.await("the sandbox knows that it is one", () -> isSandbox(sandbox));
      long begin = System.nanoTime();
      JsonNode done =
          JSON.readTree(
              Shell.admin(center, range + into + " --speed 2 --reason drill --json").strip());
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(done.get("signals").asInt()).isEqualTo(40);
      assertThat(done.get("duplicates").asInt()).isZero();
      assertThat(done.get("differences")).isEmpty();
      assertThat(done.get("same").asBoolean()).isTrue();
      assertThat(alerts(sandbox)).isEqualTo(10);
      assertThat(sources(sandbox)).isEqualTo(sources(center));
      assertThat(took).as("twice as fast as it was").isLessThan(Duration.between(from, to));
      assertThat(audited(center)).contains("\"replay\"", "drill", "\"signals\":\"40\"");
      System.out.println("replay: 40 signals, 10 alerts, the same, in " + took.toMillis() + " ms");

      JsonNode again =
          JSON.readTree(
              Shell.admin(center, range + into + " --speed 0 --reason again --json").strip());
      assertThat(again.get("duplicates").asInt()).as("known to the sandbox").isEqualTo(40);
    }
  }

  private static void signal(Center center, int number) throws Exception {
    String kind = number % 4 == 0 ? "gunshot.detected" : "test.replay";
    HttpResponse<String> answer =
        center.send(
            "POST",
            "/api/v1/signals",
            "application/json",
            "{\"vendorKey\":\"k%d\",\"kind\":\"%s\",\"occurredAt\":\"%s\"}"
                .formatted(number, kind, Instant.now()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    Thread.sleep(150); // the pace that is kept in the replay
  }

  private static void refusesReplays(Center center) throws Exception {
    HttpResponse<String> answer =
        center.send(
            "POST",
            "/api/v1/replay/signals",
            "application/json",
            "{\"signals\":[{\"sourceId\":\"api~x\",\"signal\":{\"vendorKey\":\"x\",\"kind\":"
                + "\"gunshot.detected\",\"occurredAt\":\"2026-11-01T00:00:00Z\"}}]}");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("not a sandbox");
  }

  private static String token(Center center) throws Exception {
    return center.initialAdmin().get("token").asText();
  }

  private static boolean isSandbox(Center center) {
    try {
      return center.get("/api/v1/replay").get("sandbox").asBoolean()
          && center
              .send("GET", "/health/ready", "application/json", "")
              .body()
              .contains("This center is a sandbox");
    } catch (Exception e) {
      return false;
    }
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

  /** Source, key and time of each signal, in order. */
  private static String sources(Center center) throws Exception {
    StringBuilder text = new StringBuilder();
    for (JsonNode item : center.get("/api/v1/signals?limit=1000&after=0").get("items")) {
      JsonNode signal = item.get("signal");
      text.append(item.get("sourceId")).append(signal.get("vendorKey"));
      text.append(signal.get("occurredAt")).append('\n');
    }
    return text.toString();
  }

  private static String audited(Center center) throws Exception {
    return center.get("/api/v1/audit?limit=100").toString();
  }
}
