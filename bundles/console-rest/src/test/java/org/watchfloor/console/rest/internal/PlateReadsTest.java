package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.ReadQuery;

/** Plate reads are shown to who gives a reason, and to nobody else. */
@Timeout(30)
class PlateReadsTest {
  private static final Instant AT = Instant.parse("2026-11-24T14:05:09Z");
  private static final String WHY = "\"reason\":\"itest\",\"caseNumber\":\"4711\"";
  private static final String TIMES =
      "\"from\":\"2026-11-24T14:05:09Z\",\"to\":\"2026-11-25T14:05:09Z\"";

  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  private static Signal read(String key) {
    return Signal.of(Kind.PLATE_READ, key, AT)
        .device("Cam 7")
        .at(GeoPoint.of(36.1, -80.2))
        .detail(
            new PlateRead(
                "HOT-1234",
                "us-nc",
                Optional.of(0.9),
                List.of(new PlateRead.Candidate("H0T1234", 0.4)),
                "ford",
                "red",
                "suv",
                Optional.of(90.0)))
        .media(new MediaRef("b".repeat(64), "image/jpeg", "plate", 1_000))
        .build();
  }

  private static void hidesThePlate(JsonNode signal) {
    assertThat(signal.toString())
        .doesNotContain("1234", "us-nc", "ford", "red\"", "suv", "bbbb")
        .contains("Cam 7", "2026-11-24T14:05:09Z", "-80.2");
    assertThat(signal.at("/detail/plate").asText()).isEqualTo("?");
  }

  @Test
  void theJournalShowsThatThereWasAReadButNotOfWhom() throws Exception {
    center.bus.signal(read("4711"));
    center.bus.signal(read("cam7-hot1234-99"));
    center.bus.signal("river.level", "r1");
    JsonNode items = center.json("/api/v1/signals?limit=10").get("items");
    assertThat(items).hasSize(3);
    hidesThePlate(items.at("/0/signal"));
    hidesThePlate(items.at("/1/signal"));
    assertThat(items.at("/0/signal/vendorKey").asText()).isEqualTo("4711");
    assertThat(items.at("/2/signal/vendorKey").asText()).isEqualTo("r1");
  }

  @Test
  void theEventStreamShowsNoPlateEither() throws Exception {
    center.bus.signal(read("4711"));
    HttpResponse<java.io.InputStream> answer =
        center.http.send(
            center
                .as(
                    center.access.tokenOf("oscar", Role.VIEWER, Role.OPERATOR),
                    "/api/v1/events?since=0&kinds=plate")
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("data: ")) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull().doesNotContain("1234", "us-nc", "bbbb").contains("Cam 7");
    }
  }

  @Test
  void aKindOfAnotherNameHidesItsPlateToo() {
    Signal other = Signal.of(new Kind("gate.passed"), "1", AT).detail(read("1").detail()).build();
    assertThat(Redacted.of(other).toString()).doesNotContain("1234", "ford");
    Signal bare = Signal.of(Kind.PLATE_READ, "HOT1234", AT).build();
    assertThat(Redacted.of(bare).vendorKey()).isEqualTo("not shown");
  }

  @Test
  void aSearchIsNarrowedByAllThatIsSaid() throws Exception {
    HttpResponse<String> found =
        center.post(
            "/api/v1/plates/reads/search",
            "{\"states\":[\"us-nc\"],\"makes\":[\"ford\"],\"colors\":[\"red\"],\"cameras\":[\"cam\"],"
                + "\"area\":{\"polygon\":[[-80.3,36.0],[-80.1,36.0],[-80.2,36.2]]},"
                + TIMES
                + ","
                + WHY
                + "}");
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    ReadQuery query = center.plateReads.queries.get(0);
    assertThat(query.states()).isEqualTo(Set.of("us-nc"));
    assertThat(query.makes()).isEqualTo(Set.of("ford"));
    assertThat(query.colors()).isEqualTo(Set.of("red"));
    assertThat(query.cameras()).isEqualTo(Set.of("cam"));
    assertThat(query.area().orElseThrow().contains(36.1, -80.2)).isTrue();
    assertThat(query.to()).contains(Instant.parse("2026-11-25T14:05:09Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "search | \"plate\":\"\" | plate",
        "search | \"plate\":\"AB*\",\"makes\":\"ford\" | makes",
        "search | \"plate\":\"AB*\",\"area\":{\"polygon\":[[1,2],[3,4]]} | area.polygon",
        "search | \"plate\":\"AB*\",\"area\":{\"polygon\":[[1,2],[3,4],[5]]} | area.polygon",
        "search | \"plate\":\"AB*\",\"area\":{\"circle\":{\"latitude\":1,\"longitude\":2}} | area.circle.metres",
        "convoy | \"plate\":\"AB*\" | plate",
        "convoy | \"plate\":\"AB12\",\"cameras\":1 | cameras",
        "convoy | \"plate\":\"AB12\",\"seconds\":601 | seconds"
      })
  void whatDoesNotHoldIsNamed(String what, String fields, String field) throws Exception {
    String times = what.equals("convoy") ? "," + TIMES : "";
    HttpResponse<String> answer =
        center.post("/api/v1/plates/reads/" + what, "{" + fields + times + "," + WHY + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(TestCenter.json(answer).at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void convoysPlacesAndHoldsAreAnswered() throws Exception {
    String plate = "{\"plate\":\"HOT1234\"," + TIMES + "," + WHY;
    JsonNode convoy = TestCenter.json(center.post("/api/v1/plates/reads/convoy", plate + "}"));
    assertThat(convoy.at("/items/0/plate").asText()).isEqualTo("TAIL1");
    assertThat(convoy.at("/items/0/cameras").asInt()).isEqualTo(3);
    JsonNode asked = TestCenter.json(center.post("/api/v1/plates/places", plate + "}"));
    assertThat(asked.get("state").asText()).isEqualTo("open");
    assertThat(center.post("/api/v1/plates/places/p1/approve", "").statusCode()).isEqualTo(200);
    assertThat(center.post("/api/v1/plates/places/no/refuse", "").statusCode()).isEqualTo(404);
    assertThat(center.json("/api/v1/plates/places/p1").at("/items/0/hours")).hasSize(24);
    assertThat(center.get("/api/v1/plates/places/open").statusCode()).isEqualTo(409);
    HttpResponse<String> hold =
        center.post("/api/v1/plates/holds", plate + ",\"expires\":\"2027-11-24T14:05:09Z\"}");
    assertThat(TestCenter.json(hold).get("id").asText()).as(hold.body()).isEqualTo("h1");
    String end = "{" + WHY + "}";
    assertThat(center.post("/api/v1/plates/holds/h1/release", end).statusCode()).isEqualTo(204);
    assertThat(center.post("/api/v1/plates/holds/h2/release", end).statusCode()).isEqualTo(404);
    assertThat(center.post("/api/v1/plates/holds/h1/release", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void onlyASupervisorApprovesAndOnlyAnOperatorSearches() throws Exception {
    String operator = center.access.tokenOf("olga", Role.OPERATOR);
    String viewer = center.access.tokenOf("vera", Role.VIEWER);
    assertThat(status(operator, "/api/v1/plates/places/p1/approve")).isEqualTo(403);
    assertThat(status(operator, "/api/v1/plates/holds/h1/release")).isEqualTo(403);
    assertThat(status(viewer, "/api/v1/plates/reads/search")).isEqualTo(403);
    assertThat(status(viewer, "/api/v1/plates/reads/convoy")).isEqualTo(403);
  }

  private int status(String token, String path) throws Exception {
    return center
        .send(
            center
                .as(token, path)
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{" + WHY + "}")))
        .statusCode();
  }
}
