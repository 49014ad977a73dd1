package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal is a problem document that says what to do and nothing that is secret. */
class ProblemsTest {
  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v2/alerts",
        "/api/",
        "/health/",
        "/health/nothing",
        "/api/v1/alerts/",
        "/api/v1/alerts/nobody",
        "/api/v1/incidents/nobody",
        "/api/v1/cameras/nobody/snapshot"
      })
  void whatIsNotThereIs404(String path) throws Exception {
    JsonNode problem = problem(center.get(path), 404);
    assertThat(problem.get("instance").asText()).isEqualTo(path);
    assertThat(problem.get("title").asText()).isEqualTo("Not Found");
  }

  @Test
  void anotherMethodIs405WithAllow() throws Exception {
    HttpResponse<String> answer = center.send("DELETE", "/api/v1/signals", "");
    problem(answer, 405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, POST");
    HttpResponse<String> patch = center.send("PATCH", "/api/v1/events", "");
    assertThat(patch.headers().firstValue("Allow")).contains("GET");
  }

  @Test
  void headIsGetWithoutBodyButNotForStreams() throws Exception {
    HttpRequest.Builder head =
        center.anonymous("/health/live").method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(center.send(head).statusCode()).isEqualTo(200);
    HttpRequest.Builder stream =
        center.as(center.all, "/api/v1/events").method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(center.send(stream).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1"
      })
  void anotherTypeIs415(String type) throws Exception {
    HttpRequest.Builder request =
        center
            .as(center.all, "/api/v1/signals")
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    HttpResponse<String> answer = center.send(request);
    problem(answer, 415);
    assertThat(answer.headers().firstValue("Accept")).contains("application/json");
  }

  @Test
  void aBodyThatSaysItIsTooLargeIs413() throws Exception {
    problem(center.post("/api/v1/incidents/x/notes", " ".repeat((1 << 20) + 1)), 413);
  }

  @Test
  void aBodyThatTurnsOutTooLargeIs413() throws Exception {
    byte[] large = new byte[(4 << 20) + 1];
    HttpRequest.Builder chunked =
        center
            .as(center.all, "/api/v1/signals")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
    problem(center.send(chunked), 413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/alerts/gunshot-1/dismiss | {} | reason",
        "/api/v1/alerts/gunshot-1/dismiss | {\"reason\":\"because\"} | reason",
        "/api/v1/alerts/gunshot-1/dismiss | {\"reason\":\"other\"} | text",
        "/api/v1/incidents/INC-2026-000001/notes | {\"text\":\" \"} | text",
        "/api/v1/incidents/INC-2026-000001/close | {\"outcome\":7} | outcome",
        "/api/v1/tokens | {\"name\":\"x\",\"roles\":[\"king\"],\"days\":1} | roles",
        "/api/v1/tokens | {\"name\":\"x\",\"roles\":[\"viewer\"],\"days\":0} | days",
        "/api/v1/tokens | {\"name\":\" \",\"roles\":[\"viewer\"],\"days\":1} | name",
        "/api/v1/users | {\"name\":\"x\",\"roles\":[\"viewer\"],\"password\":\"short\"} | password",
        "/api/v1/users | {\"name\":\"x\",\"roles\":[],\"password\":\"long-enough-for-it\"} | roles",
        "/api/v1/session | {\"user\":1} | user",
        "/api/v1/plates/reads/search | {\"plate\":\"ABC\"} | reason",
        "/api/v1/plates/reads/search | {\"plate\":\"ABC\",\"reason\":\"it\",\"caseNumber\":\"1\"} | reason",
        "/api/v1/plates/reads/search | {\"plate\":\"A\",\"reason\":\"itest\",\"caseNumber\":\"1\"} | plate",
        "/api/v1/plates/reads/search | {\"plate\":\"AB\",\"reason\":\"itest\",\"caseNumber\":\"1\",\"limit\":1.5} | limit",
        "/api/v1/plates/reads/search | {\"plate\":\"AB\",\"reason\":\"itest\",\"caseNumber\":\"1\",\"from\":\"now\"} | from"
      })
  void aFieldThatDoesNotHoldIsNamed(String path, String body, String field) throws Exception {
    JsonNode problem = problem(center.post(path, body), 400);
    assertThat(problem.get("errors").get(0).get("field").asText()).isEqualTo(field);
    assertThat(problem.get("errors").get(0).get("reason").asText()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/alerts?limit=0, limit",
    "/api/v1/alerts?limit=10001, limit",
    "/api/v1/alerts?state=new, state",
    "/api/v1/signals?after=-1, after",
    "/api/v1/signals?after=x, after",
    "/api/v1/cameras?live=yes, live",
    "/api/v1/cameras/near?lon=1, lat",
    "/api/v1/cameras/near?lat=91&lon=1, lat",
    "/api/v1/cameras/near?lat=NaN&lon=1, lat",
    "/api/v1/events?types=news, types",
    "/api/v1/events?since=-1, since",
    "/api/v1/media/abc, sha256"
  })
  void aParameterThatDoesNotHoldIsNamed(String path, String field) throws Exception {
    JsonNode problem = problem(center.get(path), 400);
    assertThat(problem.get("errors").get(0).get("field").asText()).isEqualTo(field);
  }

  @Test
  void brokenJsonSaysWhere() throws Exception {
    JsonNode problem = problem(center.post("/api/v1/signals", "{\"kind\": \n oops}"), 400);
    assertThat(problem.get("detail").asText()).contains("line 2");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/alerts, rtcc-incidents",
    "/api/v1/cameras, rtcc-cameras",
    "/api/v1/plates/hits, rtcc-plates",
    "/api/v1/sources, core-runtime",
    "/api/v1/signals, core-bus",
    "/api/v1/events, core-bus",
    "/metrics, core-health"
  })
  void aPartThatIsAwayIsNamed(String path, String part) throws Exception {
    center.parts.incidents = null;
    center.parts.cameras = null;
    center.parts.plates = null;
    center.parts.sources = null;
    center.parts.bus = null;
    center.parts.health = null;
    HttpResponse<String> answer = center.get(path);
    assertThat(problem(answer, 503).get("detail").asText()).contains(part);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void withoutAccessNobodyGetsInAndWithoutAuditNobodySees() throws Exception {
    center.parts.audit = null;
    String sha = "0".repeat(64);
    assertThat(problem(center.get("/api/v1/media/" + sha), 503).toString()).contains("core-audit");
    center.parts.access = null;
    assertThat(problem(center.get("/api/v1/alerts"), 503).toString()).contains("core-access");
  }

  @Test
  void aFailureInsideSaysNothingOfTheInside() throws Exception {
    center.incidents.broken = true;
    HttpResponse<String> answer = center.get("/api/v1/alerts");
    problem(answer, 500);
    assertThat(answer.body()).doesNotContain("hunter2", "jdbc", "Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/api/v1/alerts", "/api/v1/nothing", "/api/openapi.json"})
  void everyAnswerHasTheSecurityHeaders(String path) throws Exception {
    HttpResponse<String> answer = center.get(path);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
  }

  @Test
  void healthIsForEverybody() throws Exception {
    assertThat(center.send(center.anonymous("/health/ready")).statusCode()).isEqualTo(200);
    center.health.ready = false;
    HttpResponse<String> answer = center.send(center.anonymous("/health/ready"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(TestCenter.json(answer).at("/checks/journal/message").asText())
        .isEqualTo("disk is full");
    center.parts.health = null;
    assertThat(center.send(center.anonymous("/health/ready")).statusCode()).isEqualTo(503);
    assertThat(center.send(center.anonymous("/health/live")).statusCode()).isEqualTo(200);
    assertThat(center.servlet.check().level().name()).isEqualTo("OK");
  }

  private static JsonNode problem(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    JsonNode problem = TestCenter.json(answer);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    return problem;
  }
}
