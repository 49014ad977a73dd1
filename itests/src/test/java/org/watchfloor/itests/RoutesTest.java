package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.Shell;

/** Routes that an integrator drops into {@code etc/routes} of a running center. */
class RoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads files of the Signal JSON from a folder: what an agency has that no plugin speaks to. */
  private static final String ROUTE =
      """
      - route:
          id: doors
          from:
            uri: file:%s
            parameters:
              include: .*[.]json
              readLock: changed
              readLockMinAge: 0
              readLockCheckInterval: 100
              initialDelay: 0
              delay: 100
            steps:
              - convertBodyTo:
                  type: String
              - to: alertbus:submit?source=route~doors
      """;

  @TempDir Path home;
  @TempDir Path inbox;

  @Test
  void aRouteRunsWhileItsFileIsThereAndSaysWhatIsWrong() throws Exception {
    try (Center center = Center.start("start", home);
        EventStream events = EventStream.open(center, "?types=signal")) {
      Path file = home.resolve("etc/routes/doors.yaml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, ROUTE.formatted(inbox));
      Center.await("the route runs", () -> state(center, "doors").equals("started"));

      Files.writeString(inbox.resolve("one.json"), signal("door-1"));
      assertThat(
              events.await("the signal of the file", 20, e -> of(e.data()).equals("door-1")).type())
          .isEqualTo("signal");

      Files.writeString(file, ROUTE.formatted(inbox).replace("steps:", "stepz:"));
      Center.await("the mistake is shown", () -> state(center, "").equals("failed"));
      assertThat(routes(center).toString()).contains("stepz").contains("doors.yaml");
      Center.await("health says it too", () -> health(center).contains("stepz"));
      Files.writeString(inbox.resolve("two.json"), signal("door-2"));
      events.await("the routes of before go on", 20, e -> of(e.data()).equals("door-2"));

      Files.delete(file);
      Center.await("its routes are gone", () -> routes(center).isEmpty());
    }
  }

  private static String health(Center center) {
    try {
      return center.get("/health/ready").toString();
    } catch (Exception e) {
      throw new IllegalStateException("/health/ready", e);
    }
  }

  private static String signal(String key) {
    return "{\"vendorKey\":\"%s\",\"kind\":\"door.opened\",\"occurredAt\":\"%s\"}"
        .formatted(key, Instant.now());
  }

  private static String of(JsonNode event) {
    return event.path("vendorKey").asText(event.path("signal").path("vendorKey").asText());
  }

  private static String state(Center center, String id) {
    for (JsonNode route : routes(center)) {
      if (route.path("id").asText().equals(id)) {
        return route.path("state").asText();
      }
    }
    return "";
  }

  private static JsonNode routes(Center center) {
    try {
      String answer = Shell.admin(center, "rtcc:route-list --json");
      return JSON.readTree(answer.substring(answer.indexOf('['), answer.lastIndexOf(']') + 1));
    } catch (Exception e) {
      throw new IllegalStateException("rtcc:route-list", e);
    }
  }
}
