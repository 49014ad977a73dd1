package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.json.Json;

/** The way into a sandbox, and that no other center has one. */
class ReplayResourceTest {
  private static final String ONE =
      """
      {"signals":[{"sourceId":"vendor~north","signal":{"vendorKey":"k1","kind":"gunshot.detected",
       "occurredAt":"2026-11-01T00:00:00Z"}}]}""";

  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  @Test
  void aCenterThatIsNoSandboxTakesNothing() throws Exception {
    assertThat(json(get(center.all, "/api/v1/replay")).get("sandbox").asBoolean()).isFalse();
    assertThat(json(get(center.all, "/api/v1/session")).has("sandbox")).isFalse();
    HttpResponse<String> answer = post(center.all, ONE);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("not a sandbox", "org.watchfloor.sandbox.cfg");
    assertThat(get(center.all, "/api/v1/replay/alerts").statusCode()).isEqualTo(403);
    center.parts.sandbox = new Sandbox(false);
    assertThat(post(center.all, ONE).statusCode()).isEqualTo(403);
    assertThat(new Sandbox(false).check()).isEqualTo(HealthResult.OK);
  }

  @Test
  void aSandboxTakesSignalsUnderTheNamesOfTheirSourcesAndSaysThatItIsOne() throws Exception {
    center.parts.sandbox = new Sandbox(true);
    assertThat(json(get(center.all, "/api/v1/replay")).get("sandbox").asBoolean()).isTrue();
    assertThat(json(get(center.all, "/api/v1/session")).get("sandbox").asBoolean())
        .as("the screens say so")
        .isTrue();
    HttpResponse<String> answer = post(center.all, ONE);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(center.ingest.submitted).containsExactly("vendor~north k1");
    assertThat(json(answer).get("receipts")).hasSize(1);
    assertThat(json(answer).at("/receipts/0/number").asLong()).isPositive();
    assertThat(new Sandbox(true).check().message()).contains("sandbox", "Do not dispatch");
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    center.parts.sandbox = new Sandbox(true);
    assertThat(post(center.all, "{\"signals\":[]}").body()).contains("1 to 1000");
    assertThat(post(center.all, "{}").statusCode()).isEqualTo(400);
    assertThat(post(center.all, ONE.replace("2026", "x")).body()).contains("occurredAt");
    String viewer = center.access.tokenOf("viewer", Role.VIEWER);
    assertThat(post(viewer, ONE).statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> get(String token, String path) throws Exception {
    return center.send(center.as(token, path));
  }

  private HttpResponse<String> post(String token, String body) throws Exception {
    return center.send(
        center
            .as(token, "/api/v1/replay/signals")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
