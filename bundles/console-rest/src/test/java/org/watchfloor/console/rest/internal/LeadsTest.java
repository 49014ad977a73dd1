package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.api.plates.Leads;

/** Who is shown a hit that nobody has confirmed, and who may confirm it. */
@Timeout(value = 15, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeadsTest {
  private static final String DECISION = "/api/v1/plates/leads/hit-4/decision";

  private TestCenter center;
  private String viewer;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
    viewer = center.access.tokenOf("car", Role.VIEWER, Role.SENSOR, Role.AUDITOR, Role.ADMIN);
    center.incidents.put("hit-4", "plate.hit", AlertState.NEW);
    center.incidents.others.add(FakeRtcc.FakeIncidents.incident("INC-2026-000002", "hit-4"));
    center.incidents.others.add(
        FakeRtcc.FakeIncidents.incident("INC-2026-000003", "gunshot-1", "hit-4"));
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  private HttpResponse<String> outside(String path) throws Exception {
    return center.send(center.as(viewer, path));
  }

  private void confirm() throws Exception {
    assertThat(center.post(DECISION, "{\"verdict\":\"confirmed\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void aPersonDecidesOnce() throws Exception {
    JsonNode hit = center.json("/api/v1/plates/leads/hit-4");
    assertThat(hit.get("state").asText()).isEqualTo("unverified");
    assertThat(hit.get("notice").asText())
        .isEqualTo("Lead only. Confirm plate, state and status before acting.");
    confirm();
    JsonNode decided = center.json("/api/v1/plates/leads?state=confirmed");
    assertThat(decided.at("/items/0/decisions/0/state").asText()).isEqualTo("confirmed");
    HttpResponse<String> second = center.post(DECISION, "{\"verdict\":\"misread\"}");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("a supervisor may reopen it");
    HttpResponse<String> reopened =
        center.post("/api/v1/plates/leads/hit-4/reopen", "{\"reason\":\"wrong state\"}");
    assertThat(reopened.statusCode()).isEqualTo(200);
    assertThat(center.post(DECISION, "{\"verdict\":\"not-the-vehicle\"}").statusCode())
        .isEqualTo(200);
    assertThat(center.json("/api/v1/plates/readers").at("/items/0/misreadShare").asDouble())
        .isEqualTo(3.0 / 8);
  }

  @Test
  void whatIsNoDecisionNamesItsField() throws Exception {
    HttpResponse<String> answer = center.post(DECISION, "{\"verdict\":\"maybe\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("verdict", "unverified, confirmed, misread");
    assertThat(center.post(DECISION, "{\"verdict\":\"unverified\"}").statusCode()).isEqualTo(400);
    assertThat(center.get("/api/v1/plates/leads/hit-9").statusCode()).isEqualTo(404);
    assertThat(center.get("/api/v1/plates/leads?state=open").statusCode()).isEqualTo(400);
  }

  @Test
  void nobodyButTheDeskMayDecide() throws Exception {
    for (String path : new String[] {DECISION, "/api/v1/plates/leads/hit-4/reopen"}) {
      HttpResponse<String> answer =
          center.send(
              center
                  .as(viewer, path)
                  .header("Content-Type", "application/json")
                  .POST(
                      java.net.http.HttpRequest.BodyPublishers.ofString(
                          "{\"verdict\":\"confirmed\",\"reason\":\"because\"}")));
      assertThat(answer.statusCode()).as(path).isEqualTo(403);
    }
    assertThat(outside("/api/v1/plates/leads").statusCode()).isEqualTo(403);
    assertThat(outside("/api/v1/plates/leads/hit-4").statusCode()).isEqualTo(403);
  }

  @Test
  void anAlertThatNobodyConfirmedIsNotThereOutside() throws Exception {
    assertThat(center.get("/api/v1/alerts").body()).contains("hit-4");
    assertThat(outside("/api/v1/alerts").body()).contains("gunshot-1").doesNotContain("hit-4");
    assertThat(outside("/api/v1/alerts/hit-4").statusCode()).isEqualTo(404);
    center.parts.hits = null;
    assertThat(outside("/api/v1/alerts").body())
        .as("nobody can say what is confirmed")
        .doesNotContain("hit-4");
    center.parts.hits = center.hits;
    confirm();
    assertThat(outside("/api/v1/alerts").body()).contains("hit-4");
    assertThat(outside("/api/v1/alerts/hit-4").statusCode()).isEqualTo(200);
  }

  @Test
  void norIsTheIncidentThatBeganWithIt() throws Exception {
    assertThat(center.get("/api/v1/incidents").body()).contains("INC-2026-000002");
    assertThat(outside("/api/v1/incidents").body())
        .contains("INC-2026-000001", "INC-2026-000003")
        .doesNotContain("INC-2026-000002");
    assertThat(outside("/api/v1/incidents/INC-2026-000002").statusCode()).isEqualTo(404);
    assertThat(outside("/api/v1/incidents/INC-2026-000003").body()).doesNotContain("hit-4");
    assertThat(center.get("/api/v1/incidents/INC-2026-000003").body()).contains("hit-4");
    confirm();
    assertThat(outside("/api/v1/incidents/INC-2026-000002").statusCode()).isEqualTo(200);
    assertThat(outside("/api/v1/incidents/INC-2026-000003").body()).contains("hit-4");
  }

  @Test
  void readsAreLookedUpByOperatorsAndNobodyElse() throws Exception {
    center.bus.signal("plate.read", "p1");
    center.bus.signal("gunshot.detected", "g1");
    assertThat(center.get("/api/v1/signals").body()).contains("plate.read", "g1");
    assertThat(outside("/api/v1/signals").body()).contains("g1").doesNotContain("plate.read");
  }

  @Test
  void aStreamOutsideHearsOfAHitWhenItIsConfirmed() throws Exception {
    center.bus.publish("rtcc-plates", FakeHits.alert("hit-4"));
    center.bus.signal("plate.read", "p1");
    center.bus.change("alert.acknowledged", "hit-4");
    center.bus.change("alert.acknowledged", "gunshot-1");
    String json = Json.text(AlertJson.write(FakeHits.alert("hit-4")));
    center.bus.publish(
        "rtcc-plates",
        new Change(Leads.CONFIRMED, "hit-4", Instant.EPOCH, "ana", Map.of(Leads.ALERT, json)));
    center.bus.signal("test.end", "end");

    assertThat(events(viewer, "?since=0", 3)).containsExactly("4 change", "5 alert", "6 signal");
    assertThat(events(viewer, "?since=0&types=alert", 1)).containsExactly("5 alert");
    assertThat(events(viewer, "?since=0&types=alert&kinds=plate.hit", 1))
        .containsExactly("5 alert");
    assertThat(events(center.all, "?since=0", 6))
        .containsExactly("1 alert", "2 signal", "3 change", "4 change", "5 change", "6 signal");
  }

  private String[] events(String token, String query, int count) throws Exception {
    HttpResponse<InputStream> answer =
        center.http.send(
            center.as(token, "/api/v1/events" + query).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    String[] events = new String[count];
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      int at = 0;
      String id = "";
      while (at < count) {
        String line = lines.readLine();
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          events[at++] = id + " " + line.substring(7);
        }
      }
    }
    return events;
  }
}
