package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.Shell;

/**
 * Tries to tell somebody outside of the desk of a hit that no person has confirmed: by REST, by the
 * event stream, by a route, by a rule, by a token, by the shell. Then a person confirms it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerificationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLATE = "HOT1234";
  private static final String PASSWORD = "of-the-verification-test";

  /** Everything that a route may ask for, a file for each entry. */
  private static final String ROUTE =
      """
      - route:
          id: cars
          from:
            uri: alertbus:subscribe
            parameters:
              name: cars
            steps:
              - to:
                  uri: file:%s
                  parameters:
                    fileName: ${header.AlertBusNumber}-${header.AlertBusType}.json
      """;

  /** It would be a list of one plate that is no hot list. */
  private static final String RULE =
      """
      title = Seen again
      kinds = plate
      where = plate = "HOT1234"
      severity = critical
      """;

  @TempDir static Path home;
  @TempDir static Path told;
  private static Center center;
  private static String viewer;
  private static String hit;

  @BeforeAll
  static void start() throws Exception {
    Need.time("a center started twice takes a minute");
    center = Center.start("start", home);
    HttpResponse<String> imported =
        center.send(
            "PUT",
            "/api/v1/plates/hotlists/stolen?owner=PD",
            "text/csv",
            "plate,state,reason,agency,entered,expires\n" + PLATE + ",NC,stolen,PD,,\n");
    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
    viewer = token("car", "viewer", "sensor", "auditor", "admin");
    for (String user : new String[] {"olga", "vera"}) {
      String role = user.equals("olga") ? "operator" : "viewer";
      HttpResponse<String> made =
          post(
              "/api/v1/users",
              JSON.createObjectNode()
                  .put("name", user)
                  .put("password", PASSWORD)
                  .set("roles", JSON.createArrayNode().add(role)));
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
    Path routes = home.resolve("etc/routes");
    Files.createDirectories(routes);
    Files.writeString(routes.resolve("cars.yaml"), ROUTE.formatted(told));
    Files.writeString(home.resolve("etc/org.watchfloor.rule~again.cfg"), RULE);
    Center.await("the route runs", () -> routesSay("started"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (center != null) {
      center.close();
    }
  }

  private static boolean routesSay(String state) {
    try {
      return Shell.admin(center, "rtcc:route-list --json").contains("\"state\":\"" + state + "\"");
    } catch (Exception e) {
      return false;
    }
  }

  private static String token(String name, String... roles) throws Exception {
    var body = JSON.createObjectNode().put("name", name).put("days", 1);
    for (String role : roles) {
      body.withArray("/roles").add(role);
    }
    return JSON.readTree(post("/api/v1/tokens", body).body()).get("token").asText();
  }

  private static HttpResponse<String> post(String path, JsonNode body) throws Exception {
    return center.send("POST", path, "application/json", body.toString());
  }

  private static HttpResponse<String> outside(String path) throws Exception {
    return center
        .http()
        .send(
            HttpRequest.newBuilder(center.uri(path))
                .header("Authorization", "Bearer " + viewer)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** A person, signed in. */
  private static HttpResponse<String> as(String user, String path, String body) throws Exception {
    HttpResponse<String> session =
        center
            .http()
            .send(
                HttpRequest.newBuilder(center.uri("/api/v1/session"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, PASSWORD)))
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

  private static void signal(String key, String kind, String detail) throws Exception {
    HttpResponse<String> sent =
        center.send(
            "POST",
            "/api/v1/signals",
            "application/json",
            ("{\"vendorKey\":\"%s\",\"kind\":\"%s\",\"occurredAt\":\"%s\","
                    + "\"location\":{\"type\":\"Point\",\"coordinates\":[-80.2442,36.0999]}%s}")
                .formatted(key, kind, Instant.now(), detail));
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
  }

  private static void read(String key) throws Exception {
    signal(key, "plate.read", ",\"detail\":{\"plate\":\"HOT1234\",\"confidence\":0.93}");
  }

  /** What the route was told so far, by file name. */
  private static String toldByRoute() throws Exception {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(told)) {
      for (Path file : files.toList()) {
        if (!file.getFileName().toString().endsWith("-signal.json")) {
          all.append(Files.readString(file, StandardCharsets.UTF_8)).append('\n');
        }
      }
    }
    return all.toString();
  }

  @Test
  @Order(1)
  void aHitIsAtTheDeskAtOnceAndNowhereElse() throws Exception {
    try (EventStream desk = EventStream.open(center, "?types=alert");
        EventStream car = EventStream.open(center, viewer, "")) {
      read("verify-1");
      hit =
          desk.await(
                  "the hit at the desk",
                  10,
                  e -> e.data().at("/alert/kind").asText().equals("plate.hit"))
              .data()
              .at("/alert/id")
              .asText();
      signal("verify-end", "gunshot.detected", ",\"severity\":\"critical\"");
      EventStream.Event last =
          car.await(
              "the gunshot's alert in the car",
              10,
              e -> e.data().at("/alert/kind").asText().startsWith("gunshot"));
      assertThat(last.data().toString()).doesNotContain(PLATE);
      Center.await("the queue has it", () -> queued(hit));
    }
    for (String path :
        new String[] {
          "/api/v1/alerts?state=all",
          "/api/v1/incidents?state=all",
          "/api/v1/signals?after=0&limit=1000",
          "/api/v1/signals?order=newest"
        }) {
      assertThat(outside(path).statusCode()).as(path).isEqualTo(200);
      assertThat(outside(path).body()).as(path).doesNotContain(PLATE, hit);
    }
    assertThat(outside("/api/v1/alerts/" + hit).statusCode()).isEqualTo(404);
    for (String path :
        new String[] {
          "/api/v1/plates/hits", "/api/v1/plates/leads", "/api/v1/plates/leads/" + hit
        }) {
      assertThat(outside(path).statusCode()).as(path).isEqualTo(403);
    }
  }

  private static boolean queued(String id) {
    try {
      return center.send("GET", "/api/v1/alerts/" + id, "application/json", "").statusCode() == 200;
    } catch (Exception e) {
      return false;
    }
  }

  private static JsonNode rules() {
    try {
      return center.get("/api/v1/rules");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Order(2)
  void noRuleLooksForAPlate() throws Exception {
    Center.await("the rule was looked at", () -> rules().toString().contains("\"again\""));
    JsonNode rules = rules();
    assertThat(rules.toString()).contains("kinds");
    assertThat(rules.get("items").get(0).get("fault").asText()).contains("plate");
    assertThat(center.get("/api/v1/alerts?state=all").toString()).doesNotContain("Seen again");
  }

  @Test
  @Order(3)
  void nobodyWhoIsNoPersonAtTheDeskConfirmsIt() throws Exception {
    String path = "/api/v1/plates/leads/" + hit + "/decision";
    String verdict = "{\"verdict\":\"confirmed\"}";
    HttpResponse<String> byToken = center.send("POST", path, "application/json", verdict);
    assertThat(byToken.statusCode()).as("a token of all roles").isEqualTo(400);
    assertThat(byToken.body()).contains("a person decides");
    assertThat(as("vera", path, verdict).statusCode()).as("a viewer").isEqualTo(403);
    // a signal that calls itself a hit, or a decision, is neither
    signal("forged-1", "plate.hit", "");
    signal("forged-2", "hit.confirmed", "");
    HttpResponse<String> taken =
        center.send("POST", "/api/v1/alerts/" + hit + "/acknowledge", "application/json", "");
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    TimeUnit.SECONDS.sleep(1); // as long as a decision takes to be told
    assertThat(outside("/api/v1/alerts?state=all").body()).doesNotContain(PLATE, hit);
    assertThat(toldByRoute()).contains("gunshot").doesNotContain(PLATE, hit);
    assertThat(state()).isEqualTo("unverified");
  }

  private static String state() throws Exception {
    return center.get("/api/v1/plates/leads/" + hit).get("state").asText();
  }

  @Test
  @Order(4)
  void whenAPersonHasConfirmedItEverybodyIsTold() throws Exception {
    String path = "/api/v1/plates/leads/" + hit + "/decision";
    try (EventStream car = EventStream.open(center, viewer, "?types=alert")) {
      HttpResponse<String> decided = as("olga", path, "{\"verdict\":\"confirmed\"}");
      assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
      JsonNode alert =
          car.await("the hit in the car", 10, e -> e.data().at("/alert/id").asText().equals(hit))
              .data()
              .get("alert");
      assertThat(alert.at("/facts/verified").asText()).isEqualTo("confirmed");
    }
    Center.await(
        "the route is told",
        () -> {
          try {
            return toldByRoute().contains(hit);
          } catch (Exception e) {
            return false;
          }
        });
    assertThat(outside("/api/v1/alerts/" + hit).statusCode()).isEqualTo(200);
    assertThat(as("olga", path, "{\"verdict\":\"misread\"}").statusCode()).isEqualTo(409);
    assertThat(center.get("/api/v1/audit?limit=1000&after=0").toString())
        .contains("hit.confirmed")
        .contains("olga");
  }

  @Test
  @Order(5)
  void aDecisionOutlivesTheCenter() throws Exception {
    center.kill9();
    center = Center.start("start", home);
    Center.await("the decision is there", () -> queued(hit));
    assertThat(state()).isEqualTo("confirmed");
    assertThat(outside("/api/v1/alerts/" + hit).statusCode()).isEqualTo(200);
  }
}
