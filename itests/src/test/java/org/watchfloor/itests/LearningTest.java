package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;

/**
 * What people decide of hits changes what the next one of the camera is worth, also after the
 * center was killed. The list comes from a folder.
 */
class LearningTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "of-the-learning-test";

  private static final int MISREADS = 15;
  private static final int LISTED = 200;

  /** So many other vehicles that those of the test are nothing special. */
  private static final int VEHICLES = 300;

  @TempDir Path home;
  private final Random random = new Random(8);
  private Center center;
  private int sent;
  private int next = MISREADS;

  @Test
  void aMisreadThatIsConfirmedAgainAndAgainMakesTheNextOneLikelier() throws Exception {
    Need.time("a center started twice takes a minute");
    int httpsPort = Center.freePort();
    int sshPort = Center.freePort();
    center = Center.start("start", home, httpsPort, sshPort);
    try {
      prepare();
      double onAnEmptyRoad = misread(0).probability();
      for (int i = 0; i < VEHICLES; i++) {
        String layout = i % 5 == 0 ? "%c%c%04d" : "%c%cX%04d";
        read(layout.formatted(letter(), letter(), random.nextInt(10_000)));
      }
      double before = misread(1).probability();
      for (int i = 2; i < MISREADS; i++) {
        confirm(misread(i).id());
      }
      Center.await("the misreads are learned", () -> odds(now()) > 2 * odds(before));
      center.kill9();
      center = Center.start("start", home, httpsPort, sshPort);
      Center.await("they still are", () -> odds(now()) > 2 * odds(onAnEmptyRoad));
    } finally {
      center.close();
    }
  }

  private static double odds(double probability) {
    return probability / (1 - probability);
  }

  private char letter() {
    return (char) ('A' + random.nextInt(26));
  }

  /** Listed with a B; the camera reads an 8. Both are common orders of letters and digits. */
  private static String plate(int number, char third) {
    char first = (char) ('A' + number * 7 % 26);
    char second = (char) ('A' + (number * 11 + 3) % 26);
    return "%c%c%c%03d".formatted(first, second, third, number * 137 % 1_000);
  }

  private void prepare() throws Exception {
    Path folder = Files.createDirectories(home.resolve("lists"));
    Files.writeString(folder.resolve("stolen.csv"), csv());
    center.configure(
        "org.watchfloor.hotlist~stolen.cfg",
        Map.of(
            "list", "stolen",
            "owner", "PD",
            "folder", folder.toString(),
            "possible.from", "0.05",
            "poll.seconds", "1"));
    Center.await("the list from the folder", this::imported);
    HttpResponse<String> made =
        center.send(
            "POST",
            "/api/v1/users",
            "application/json",
            "{\"name\":\"olga\",\"password\":\"%s\",\"roles\":[\"operator\"]}".formatted(PASSWORD));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  private boolean imported() {
    try {
      return center.get("/api/v1/plates/hotlists").toString().contains("\"stolen\"");
    } catch (Exception e) {
      return false;
    }
  }

  private static String csv() {
    StringBuilder csv = new StringBuilder("plate,state,reason,agency,entered,expires\n");
    for (int i = 0; i < LISTED; i++) {
      csv.append(plate(i, 'B')).append(",,stolen,PD,,\n");
    }
    return csv.toString();
  }

  private record Shown(String id, double probability) {}

  private void read(String plate) throws Exception {
    HttpResponse<String> answer =
        center.send(
            "POST",
            "/api/v1/signals",
            "application/json",
            ("{\"vendorKey\":\"learn-%d\",\"kind\":\"plate.read\",\"occurredAt\":\"%s\","
                    + "\"device\":\"cam-1\",\"detail\":{\"plate\":\"%s\",\"confidence\":0.8}}")
                .formatted(sent++, Instant.now(), plate));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  /** The hit of a read that is a misread of a listed plate. */
  private Shown misread(int number) throws Exception {
    String listed = plate(number, 'B');
    try (EventStream desk = EventStream.open(center, "?types=alert")) {
      read(plate(number, '8'));
      JsonNode alert =
          desk.await(
                  "the hit at the desk",
                  20,
                  e -> e.data().at("/alert/facts/plate").asText().equals(listed))
              .data()
              .get("alert");
      assertThat(alert.at("/facts/match").asText()).isEqualTo("possible");
      return new Shown(
          alert.get("id").asText(), Double.parseDouble(alert.at("/facts/probability").asText()));
    }
  }

  /** Of one that nobody has decided anything of. */
  private double now() {
    try {
      return misread(next++).probability();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void confirm(String id) throws Exception {
    String path = "/api/v1/plates/leads/" + id + "/decision";
    Center.await("the hit waits for a person", () -> waits(id));
    HttpResponse<String> decided = asOlga(path, "{\"verdict\":\"confirmed\"}");
    assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
  }

  private boolean waits(String id) {
    try {
      return center.send("GET", "/api/v1/plates/leads/" + id, "application/json", "").statusCode()
          == 200;
    } catch (Exception e) {
      return false;
    }
  }

  private HttpResponse<String> asOlga(String path, String body) throws Exception {
    HttpResponse<String> session =
        center
            .http()
            .send(
                HttpRequest.newBuilder(center.uri("/api/v1/session"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"user\":\"olga\",\"password\":\"%s\"}".formatted(PASSWORD)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(session.statusCode()).as(session.body()).isEqualTo(200);
    String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    return center
        .http()
        .send(
            HttpRequest.newBuilder(center.uri(path))
                .header("Cookie", cookie)
                .header("X-CSRF-Token", JSON.readTree(session.body()).get("csrf").asText())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
