package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.plugin.api.media.Media;

/** What each resource shows and does, as docs/rest.md says. */
class ResourcesTest {
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
  void anAlertHasAllThatScreensShow() throws Exception {
    JsonNode alert = center.json("/api/v1/alerts?state=all&limit=10000").at("/items/0");
    assertThat(names(alert))
        .contains(
            "number,id,kind,severity,title,summary,occurredAt,location,signals,correlationKey,media,facts,state,owner,count,lastAt,incidentId,dismissed"
                .split(","));
    assertThat(alert.get("state").asText()).isEqualTo("new");
    assertThat(alert.get("severity").asText()).isEqualTo("critical");
    assertThat(alert.at("/location/coordinates/0").asDouble()).isEqualTo(-80.2442);
    JsonNode one = center.json("/api/v1/alerts/gunshot-1");
    assertThat(one.at("/pictures/0/sha256").asText()).isEqualTo("a".repeat(64));
    center.parts.video = null;
    assertThat(center.json("/api/v1/alerts/gunshot-1").at("/missing/0").asText())
        .isEqualTo("rtcc-video");
  }

  @Test
  void anAlertIsWorked() throws Exception {
    assertThat(state(center.post("/api/v1/alerts/gunshot-1/acknowledge", ""))).isEqualTo("owned");
    String dismissal = "{\"reason\":\"not-police-matter\"}";
    assertThat(state(center.post("/api/v1/alerts/gunshot-1/dismiss", dismissal)))
        .isEqualTo("dismissed");
    HttpResponse<String> wrong = center.post("/api/v1/alerts/gunshot-1/acknowledge", "");
    assertThat(wrong.statusCode()).isEqualTo(409);
    assertThat(wrong.body()).contains("dismissed");
    assertThat(state(center.post("/api/v1/alerts/gunshot-1/undo", ""))).isEqualTo("new");
    assertThat(state(center.post("/api/v1/alerts/gunshot-1/open", ""))).isEqualTo("unverified");
  }

  @Test
  void anOperatorTakesBackOnlyTheirOwnDismissal() throws Exception {
    String anna = center.access.tokenOf("anna", Role.OPERATOR);
    String otto = center.access.tokenOf("otto", Role.OPERATOR);
    String undo = "/api/v1/alerts/gunshot-1/undo";
    assertThat(post(anna, undo, "").statusCode()).isEqualTo(403);
    String dismiss = "/api/v1/alerts/gunshot-1/dismiss";
    assertThat(post(anna, dismiss, "{\"reason\":\"test\"}").statusCode()).isEqualTo(200);
    assertThat(post(otto, undo, "").statusCode()).isEqualTo(403);
    assertThat(post(anna, undo, "").statusCode()).isEqualTo(200);
  }

  @Test
  void anIncidentHasAlertsTimelinePicturesAndCameras() throws Exception {
    JsonNode incident = center.json("/api/v1/incidents/INC-2026-000001");
    assertThat(incident.at("/alerts/0/id").asText()).isEqualTo("gunshot-1");
    assertThat(incident.at("/timeline/0/facts/a").asText()).isEqualTo("b");
    assertThat(incident.at("/pictures/0/cameraId").asText()).isEqualTo("c1");
    assertThat(incident.at("/cameras/0/state").asText()).isEqualTo("waiting-auth");
    assertThat(incident.at("/cameras/0/sees").asBoolean()).isTrue();
    assertThat(incident.at("/cameras/1/state").asText()).isEqualTo("none");
    assertThat(incident.has("missing")).isFalse();
    center.parts.cameras = null;
    assertThat(center.json("/api/v1/incidents/INC-2026-000001").at("/missing/0").asText())
        .isEqualTo("rtcc-cameras");
    HttpResponse<String> note =
        center.post("/api/v1/incidents/INC-2026-000001/notes", "{\"text\":\"two cars\"}");
    assertThat(note.statusCode()).isEqualTo(201);
    assertThat(TestCenter.json(note).get("by").asText()).isEqualTo("token:all");
  }

  @Test
  void camerasComePageByPage() throws Exception {
    for (int i = 0; i < 250; i++) {
      String id = "x" + i;
      center.cameras.byId.put(id, FakeRtcc.FakeCameras.camera(id, Optional.empty()));
    }
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = center.json("/api/v1/cameras?limit=100" + cursor);
      page.get("items").forEach(item -> ids.add(item.get("id").asText()));
      cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : "";
    } while (!cursor.isEmpty());
    assertThat(ids).hasSize(252).doesNotHaveDuplicates().isSorted();
    assertThat(center.json("/api/v1/cameras?live=true").get("items")).hasSize(1);
    assertThat(center.json("/api/v1/cameras?limit=252").has("next")).isFalse();
    JsonNode near = center.json("/api/v1/cameras/near?lat=36.1&lon=-80.2&metres=500&live=true");
    assertThat(near.at("/items/0/metres").asDouble()).isEqualTo(12.5);
  }

  @Test
  void camerasArePutAllOrNone() throws Exception {
    String camera =
        "{\"id\":\"n1\",\"name\":\"New\",\"ownership\":\"shared\",\"heading\":10,"
            + "\"location\":{\"type\":\"Point\",\"coordinates\":[-80.2,36.1]}}";
    HttpResponse<String> put = center.send("PUT", "/api/v1/cameras", "[" + camera + "]");
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(TestCenter.json(put).get("count").asInt()).isEqualTo(3);
    String broken = camera.replace("n1", "n2") + "," + camera.replace("36.1", "96.1");
    HttpResponse<String> wrong = center.send("PUT", "/api/v1/cameras", "[" + broken + "]");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(TestCenter.json(wrong).at("/errors/0/field").asText())
        .isEqualTo("[1].location.coordinates");
    assertThat(center.cameras.byId).doesNotContainKey("n2");
    HttpResponse<String> twice =
        center.send("PUT", "/api/v1/cameras", "[" + camera + "," + camera + "]");
    assertThat(twice.statusCode()).isEqualTo(400);
    assertThat(TestCenter.json(twice).at("/errors/0/field").asText()).isEqualTo("[1].id");
  }

  @Test
  void mediaAreWhatTheirBytesSayNotWhatTheVendorSaid() throws Exception {
    byte[] html = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    String sha = center.media.keep(Media.of(html, "image/jpeg", "scene")).sha256();
    HttpResponse<String> answer = center.get("/api/v1/media/" + sha);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment");
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3, 4, 5, 6, 7};
    String picture = center.media.keep(Media.of(png, "image/png", "scene")).sha256();
    HttpResponse<byte[]> shown =
        center.http.send(
            center.as(center.all, "/api/v1/media/" + picture).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(shown.body()).isEqualTo(png);
    assertThat(shown.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(shown.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    assertThat(center.audit.actions()).contains("media.view " + picture);
    assertThat(center.get("/api/v1/media/" + "0".repeat(64)).statusCode()).isEqualTo(404);
    assertThat(MediaResource.type("RIFF1234WAVE".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("audio/wav");
    assertThat(MediaResource.type(new byte[0])).isEqualTo("application/octet-stream");
  }

  @Test
  void platesAreLookedUpForAReason() throws Exception {
    HttpResponse<String> found =
        center.post(
            "/api/v1/plates/reads/search",
            "{\"plate\":\"HOT*\",\"limit\":100,\"reason\":\"itest\",\"caseNumber\":\"case-4711\"}");
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    assertThat(TestCenter.json(found).at("/items/0/plate").asText()).isEqualTo("HOT1234");
    assertThat(center.plateReads.lookUps.get(0).caseNumber()).isEqualTo("case-4711");
    assertThat(center.json("/api/v1/plates/hits").at("/items/0/listAgeSeconds").asInt())
        .isEqualTo(60);
    assertThat(center.audit.actions()).contains("hit.list ");
  }

  @Test
  void aSettingOfAHotListIsForetold() throws Exception {
    String forecast = "/api/v1/plates/hotlists/stolen/forecast";
    JsonNode half = center.json(forecast);
    assertThat(half.get("possibleFrom").asDouble()).isEqualTo(0.5);
    assertThat(half.get("falsePerDay").asDouble()).isEqualTo(25);
    assertThat(half.get("readsPerDay").asDouble()).isEqualTo(5_000);
    assertThat(center.json(forecast + "?from=0.1").get("falsePerDay").asDouble()).isEqualTo(125);
    assertThat(center.get(forecast + "?from=few").body()).contains("from");
    assertThat(center.get(forecast.replace("stolen", "none")).statusCode()).isEqualTo(404);
    assertThat(center.audit.actions()).contains("hotlist.forecast stolen");
    center.parts.forecasts = null;
    assertThat(center.get(forecast).statusCode()).isEqualTo(503);
  }

  @Test
  void sourcesPluginsKindsAndTheBusAreShown() throws Exception {
    JsonNode source = center.json("/api/v1/sources").at("/items/0");
    assertThat(source.get("state").asText()).isEqualTo("waiting-auth");
    assertThat(center.json("/api/v1/plugins").at("/items/0/grade").asText()).isEqualTo("A");
    JsonNode kinds = center.json("/api/v1/kinds").get("items");
    assertThat(kinds.get(1).get("fieldsSchema").isObject()).isTrue();
    assertThat(center.json("/api/v1/bus").at("/subscribers/0/name").asText())
        .isEqualTo("rtcc-incidents");
    String restart = "/api/v1/sources/camera-mjpeg~c1/restart";
    assertThat(center.post(restart, "").statusCode()).isEqualTo(202);
    assertThat(center.sources.restarted).containsExactly("camera-mjpeg~c1");
    assertThat(center.audit.actions()).contains("source.restart camera-mjpeg~c1");
    assertThat(center.post("/api/v1/sources/none/restart", "").statusCode()).isEqualTo(404);
  }

  @Test
  void theAuditLogIsReadToItsEndAndVerified() throws Exception {
    center.post("/api/v1/sources/camera-mjpeg~c1/restart", "");
    JsonNode page = center.json("/api/v1/audit?limit=1");
    assertThat(page.at("/items/0/action").asText()).isEqualTo("source.restart");
    JsonNode last = center.json("/api/v1/audit?after=" + page.get("next").asText());
    assertThat(last.at("/items/0/action").asText()).isEqualTo("audit.read");
    assertThat(last.has("next")).isFalse();
    assertThat(center.json("/api/v1/audit/verify").get("holds").asBoolean()).isTrue();
  }

  @Test
  void tokensAndUsersAreMade() throws Exception {
    HttpResponse<String> made =
        center.post("/api/v1/tokens", "{\"name\":\"n\",\"roles\":[\"viewer\"],\"days\":30}");
    assertThat(made.statusCode()).isEqualTo(201);
    String secret = TestCenter.json(made).get("token").asText();
    assertThat(center.send(center.as(secret, "/api/v1/alerts")).statusCode()).isEqualTo(200);
    assertThat(center.send("DELETE", "/api/v1/tokens/n", "").statusCode()).isEqualTo(204);
    assertThat(center.send(center.as(secret, "/api/v1/alerts")).statusCode()).isEqualTo(401);
    HttpResponse<String> user =
        center.post(
            "/api/v1/users",
            "{\"name\":\"vera\",\"password\":\"long-enough-for-it\",\"roles\":[\"viewer\"]}");
    assertThat(user.statusCode()).isEqualTo(201);
    assertThat(user.body()).doesNotContain("long-enough");
    assertThat(center.json("/api/v1/users").at("/items/0/roles/0").asText()).isEqualTo("viewer");
  }

  private HttpResponse<String> post(String token, String path, String body) throws Exception {
    return center.send(
        center
            .as(token, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String state(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TestCenter.json(answer).get("state").asText();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
