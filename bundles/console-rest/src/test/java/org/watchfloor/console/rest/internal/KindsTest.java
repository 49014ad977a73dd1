package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.signals.SignalQuery;

/** Kinds that plugins bring, in REST: described, listed, looked up, streamed. */
class KindsTest {
  private static final KindDescriptor RIVER =
      KindDescriptor.of(new Kind("river.level"), "River level")
          .severity(Severity.MEDIUM)
          .fieldsSchema(
              """
              {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
               "required":["level_m"],"$defs":{"metres":{"type":"number","unit":"m"}},
               "properties":{"level_m":{"$ref":"#/$defs/metres"},
                             "$ref":{"type":["string","null"]},"required":{"type":"boolean"}}}""")
          .summary("{station}: {level_m} m")
          .alertFrom(Severity.HIGH)
          .iconPath("M2 12h20v2H2z")
          .build();

  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  private static KindDescriptor broken(String schema) {
    return KindDescriptor.of(new Kind("x.broken"), "Broken").fieldsSchema(schema).build();
  }

  @Test
  void aKindIsListedWithEveryPartOfItsDescriptor() throws Exception {
    center.sources.kinds = List.of(RIVER, broken("{}"));
    JsonNode items = center.json("/api/v1/kinds").get("items");
    JsonNode river = items.get(0);
    assertThat(river.get("kind").asText()).isEqualTo("river.level");
    assertThat(river.get("title").asText()).isEqualTo("River level");
    assertThat(river.get("severity").asText()).isEqualTo("medium");
    assertThat(river.get("summary").asText()).isEqualTo("{station}: {level_m} m");
    assertThat(river.get("alertFrom").asText()).isEqualTo("high");
    assertThat(river.get("iconPath").asText()).isEqualTo("M2 12h20v2H2z");
    assertThat(river.at("/fieldsSchema/properties/required/type").asText()).isEqualTo("boolean");
    assertThat(items.get(1).has("alertFrom")).isFalse();
  }

  @Test
  void theDescriptionFollowsTheKindsAtOnce() throws Exception {
    center.sources.kinds = List.of(RIVER);
    JsonNode schemas = center.json("/api/openapi.json").at("/components/schemas");
    JsonNode river = schemas.get("kind.river.level");
    assertThat(river.get("title").asText()).isEqualTo("River level");
    assertThat(river.at("/properties/level_m/$ref").asText())
        .isEqualTo("#/components/schemas/kind.river.level/$defs/metres");
    assertThat(river.at("/properties/$ref/type/1").asText()).isEqualTo("null");
    assertThat(river.has("$schema")).isFalse();
    JsonNode signal = schemas.get("Signal");
    assertThat(signal.at("/properties/kind/anyOf/0/enum/0").asText()).isEqualTo("river.level");
    assertThat(signal.at("/allOf/0/then/properties/detail/$ref").asText())
        .isEqualTo("#/components/schemas/kind.river.level");
    center.sources.kinds = List.of(broken("{}"));
    schemas = center.json("/api/openapi.json").at("/components/schemas");
    assertThat(schemas.has("kind.river.level")).isFalse();
    assertThat(schemas.has("kind.x.broken")).as("no schema, no component").isFalse();
    assertThat(schemas.at("/Signal/properties/kind/anyOf/0/enum")).hasSize(1);
  }

  @Test
  void everyReferenceOfTheDescriptionLeadsSomewhere() throws Exception {
    center.sources.kinds = List.of(RIVER, broken("{\"anyOf\":[{\"$ref\":\"#\"},true]}"));
    JsonNode document = center.json("/api/openapi.json");
    List<JsonNode> references = document.findValues("$ref");
    assertThat(references).isNotEmpty();
    references.stream()
        .filter(JsonNode::isTextual)
        .forEach(
            ref ->
                assertThat(document.at(ref.asText().substring(1)).isMissingNode())
                    .as(ref.asText())
                    .isFalse());
    assertThat(document.at("/paths/~1api~1v1~1signals/post/requestBody/content").toString())
        .contains("#/components/schemas/Signal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{oops",
        "",
        "[]",
        "3",
        "{\"type\":5}",
        "{\"type\":\"strin\"}",
        "{\"type\":[]}",
        "{\"properties\":[]}",
        "{\"properties\":{\"a\":3}}",
        "{\"required\":\"a\"}",
        "{\"required\":[1]}",
        "{\"allOf\":[]}",
        "{\"items\":{\"items\":{\"minimum\":\"3\"}}}",
        "{\"$ref\":\"https://example.com/x\"}",
        "{\"$ref\":\"#/$defs/none\"}",
        "{\"$ref\":\"#/\"}",
        "{\"$ref\":3}",
        "{\"properties\":{\"a\":{\"$id\":\"x\"}}}",
        "{\"a\":1,\"a\":2}",
      })
  void aBrokenSchemaIsLeftOutWithItsReasonAndBreaksNothing(String schema) throws Exception {
    center.sources.kinds = List.of(broken(schema), RIVER);
    JsonNode schemas = center.json("/api/openapi.json").at("/components/schemas");
    JsonNode component = schemas.get("kind.x.broken");
    assertThat(component.get("description").asText()).startsWith("The schema is left out: ");
    assertThat(component).hasSize(2);
    assertThat(schemas.has("kind.river.level")).isTrue();
    assertThat(center.json("/api/v1/kinds").at("/items/0/fieldsSchema").isObject()).isTrue();
  }

  @Test
  void noSchemaBreaksTheDescription() throws Exception {
    Random random = new Random(3);
    byte[] good = RIVER.fieldsSchema().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
      }
      String schema = new String(bytes, StandardCharsets.US_ASCII);
      ObjectNode component = KindSchemas.component(broken(schema));
      assertThat(component.has("title")).as(schema).isTrue();
      Json.parse(Json.bytes(component));
    }
  }

  @Test
  void whileTheRuntimeIsAwayTheLastKindsAreDescribed() throws Exception {
    center.sources.kinds = List.of(RIVER);
    center.json("/api/openapi.json");
    center.parts.sources = null;
    assertThat(center.json("/api/openapi.json").at("/components/schemas").has("kind.river.level"))
        .isTrue();
    assertThat(center.get("/api/v1/kinds").statusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "?order=newest true",
        "?severity=high true",
        "?kind=river&since=2026-11-24T14:05:09Z true",
        "?near=36.1,-80.2&kind=river true",
        "?kind=river false",
        "?after=3&kind=river false",
        "?order=oldest&kind=river false",
      })
  void aListIsOfTheHistoryWhereOnlyThatCanAnswer(String query, boolean history) throws Exception {
    center.json("/api/v1/signals" + query);
    assertThat(center.signals.latest).hasSize(history ? 1 : 0);
  }

  @Test
  void theNewestSignalsComeNewestFirstPageByPage() throws Exception {
    center.signals.newest = 250;
    List<Long> numbers = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = center.json("/api/v1/signals?order=newest&limit=100" + next);
      page.get("items").forEach(item -> numbers.add(item.get("number").asLong()));
      next = page.has("next") ? "&cursor=" + page.get("next").asText() : null;
    } while (next != null);
    assertThat(numbers).hasSize(250).doesNotHaveDuplicates().startsWith(250L).endsWith(1L);
    JsonNode item = center.json("/api/v1/signals?order=newest&limit=1").at("/items/0");
    assertThat(item.get("summary").asText()).isEqualTo("Level 3.2 m");
    assertThat(item.get("type").asText()).isEqualTo("signal");
    assertThat(item.at("/signal/detail/level_m").asDouble()).isEqualTo(3.2);
    assertThat(center.json("/api/v1/signals/7").get("number").asLong()).isEqualTo(7);
    assertThat(center.get("/api/v1/signals/251").statusCode()).isEqualTo(404);
    assertThat(center.get("/api/v1/signals/x").statusCode()).isEqualTo(404);
  }

  @Test
  void everyFilterReachesTheHistory() throws Exception {
    center.json(
        "/api/v1/signals?kind=river,air.smoke&severity=medium&since=2026-11-24T14:00:00Z"
            + "&until=2026-11-24T15:00:00%2B01:00&source=s~1&near=36.1,-80.2&metres=900&cursor=9");
    SignalQuery query = center.signals.latest.get(0);
    assertThat(query.kinds()).containsExactlyInAnyOrder("river", "air.smoke");
    assertThat(query.minSeverity()).isEqualTo(Severity.MEDIUM);
    assertThat(query.until()).contains(Instant.parse("2026-11-24T14:00:00Z"));
    assertThat(query.sourceId()).isEqualTo("s~1");
    assertThat(query.near().orElseThrow().longitude()).isEqualTo(-80.2);
    assertThat(query.metres()).isEqualTo(900);
    assertThat(query.before()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({
    "severity=urgent,severity",
    "since=yesterday,since",
    "near=36.1,near",
    "near=99;1,near",
    "near=36.1%2C-80.2&metres=0,metres",
    "order=random,order",
    "order=oldest&severity=high,order",
    "text=main,text",
    "order=newest&limit=1001,limit",
    "order=newest&cursor=0,cursor",
  })
  void aWrongFilterIs400WithItsName(String query, String field) throws Exception {
    HttpResponse<String> answer = center.get("/api/v1/signals?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(TestCenter.json(answer).at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void aSearchTakesAReasonAndAnOperator() throws Exception {
    String body = "{\"reason\":\"flood watch\",\"text\":\"main\",\"fields\":{\"level_m\":3.2}}";
    HttpResponse<String> answer = center.post("/api/v1/signals/search", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(center.signals.reasons).containsExactly("flood watch by token:all");
    assertThat(center.signals.searched.get(0).fields()).containsEntry("level_m", "3.2");
    assertThat(center.signals.searched.get(0).text()).isEqualTo("main");
    HttpResponse<String> none = center.post("/api/v1/signals/search", "{\"text\":\"main\"}");
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(none.body()).contains("\"reason\"");
    assertThat(center.post("/api/v1/signals/search", "{\"reason\":\" \"}").statusCode())
        .isEqualTo(400);
    String viewer = center.access.tokenOf("viewer", Role.VIEWER);
    assertThat(
            center
                .send(
                    center
                        .as(viewer, "/api/v1/signals/search")
                        .header("Content-Type", "application/json")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)))
                .statusCode())
        .isEqualTo(403);
    assertThat(center.signals.searched).hasSize(1);
  }

  @Test
  void rulesAreListedWithWhatIsWrong() throws Exception {
    JsonNode rules = center.json("/api/v1/rules").get("items");
    assertThat(rules.at("/0/fired").asLong()).isEqualTo(2);
    assertThat(rules.at("/0/conditions/0").asText()).isEqualTo("level_m >= 3");
    assertThat(rules.at("/0/severity").asText()).isEqualTo("high");
    assertThat(rules.at("/1/fault").asText()).startsWith("where: ");
    assertThat(rules.get(1).has("lastFiredAt")).isFalse();
  }
}
