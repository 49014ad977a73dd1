package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;

/** Users, their own passwords, and what is on record of those who may not. */
class PeopleTest {
  private static final String OWN = "/api/v1/session/password";
  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
    for (String name : List.of("oscar", "last")) {
      String user = "{\"name\":\"%s\",\"password\":\"long-enough-for-it\",\"roles\":[\"admin\"]}";
      assertThat(center.post("/api/v1/users", user.formatted(name)).statusCode()).isEqualTo(201);
    }
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  @Test
  void whoHasSignedInChangesTheirPassword() throws Exception {
    Session session = center.access.sessionOf("vera");
    String right = passwords(FakeAccess.PASSWORD, "a-new-one-of-mine");
    HttpResponse<String> done = change(session, right);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
    assertThat(center.access.passwords)
        .containsExactly("vera a-new-one-of-mine stays " + session.id());

    HttpResponse<String> wrong = change(session, passwords("nonsense", "a-new-one-of-mine"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(TestCenter.json(wrong).get("detail").asText())
        .isEqualTo("The old password is wrong.");
    HttpResponse<String> weak = change(session, passwords(FakeAccess.PASSWORD, "short"));
    assertThat(weak.statusCode()).isEqualTo(400);
    assertThat(TestCenter.json(weak).at("/errors/0/field").asText()).isEqualTo("newPassword");
    assertThat(weak.body()).doesNotContain("short\"");
    assertThat(change(session, "{\"newPassword\":\"a-new-one-of-mine\"}").body())
        .contains("oldPassword");
    center.access.locked = true;
    HttpResponse<String> locked = change(session, right);
    assertThat(locked.statusCode()).isEqualTo(429);
    assertThat(locked.headers().firstValue("Retry-After")).contains("900");
    assertThat(center.access.passwords).hasSize(1);
  }

  @Test
  void aTokenHasNoPassword() throws Exception {
    HttpResponse<String> answer =
        center.post(OWN, passwords(FakeAccess.PASSWORD, "a-new-one-of-mine"));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("token has no password");
    assertThat(center.access.passwords).isEmpty();
    assertThat(lastRecord().outcome()).isEqualTo(Outcome.DENIED);
  }

  @Test
  void anAdministratorChangesAndRemovesUsers() throws Exception {
    String oscar = "/api/v1/users/oscar";
    String password = "{\"password\":\"another-one-of-his\"}";
    assertThat(center.send("PUT", oscar + "/password", password).statusCode()).isEqualTo(204);
    assertThat(center.access.passwords).containsExactly("oscar another-one-of-his by token:all");
    HttpResponse<String> weak = center.send("PUT", oscar + "/password", "{\"password\":\"x\"}");
    assertThat(weak.statusCode()).isEqualTo(400);
    assertThat(TestCenter.json(weak).at("/errors/0/field").asText()).isEqualTo("password");

    HttpResponse<String> roles =
        center.send("PUT", oscar + "/roles", "{\"roles\":[\"viewer\",\"operator\"]}");
    assertThat(roles.statusCode()).as(roles.body()).isEqualTo(200);
    JsonNode user = TestCenter.json(roles);
    assertThat(user.get("name").asText()).isEqualTo("oscar");
    assertThat(user.get("roles")).extracting(JsonNode::asText).contains("viewer", "operator");
    for (String bad : List.of("{\"roles\":[]}", "{\"roles\":[\"root\"]}", "{}", "[]")) {
      assertThat(center.send("PUT", oscar + "/roles", bad).statusCode()).as(bad).isEqualTo(400);
    }

    assertThat(center.send("DELETE", oscar, "").statusCode()).isEqualTo(204);
    assertThat(center.json("/api/v1/users").get("items")).hasSize(1);
    assertThat(center.send("DELETE", oscar, "").statusCode()).isEqualTo(404);
    assertThat(center.send("PUT", oscar + "/password", password).statusCode()).isEqualTo(404);
    assertThat(center.send("PUT", oscar + "/roles", "{\"roles\":[\"viewer\"]}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theLastAdministratorIsARefusalInWords() throws Exception {
    HttpResponse<String> removed = center.send("DELETE", "/api/v1/users/last", "");
    assertThat(removed.statusCode()).isEqualTo(400);
    assertThat(removed.body()).contains("last is the only administrator");
    HttpResponse<String> demoted =
        center.send("PUT", "/api/v1/users/last/roles", "{\"roles\":[\"viewer\"]}");
    assertThat(demoted.statusCode()).isEqualTo(400);
    assertThat(TestCenter.json(demoted).at("/errors/0/field").asText()).isEqualTo("roles");
  }

  @Test
  void whoMayNotIsOnRecordOnceAMinute() throws Exception {
    String viewer = center.access.tokenOf("v", Role.VIEWER);
    for (String name : List.of("oscar", "last")) {
      HttpRequest.Builder request = center.as(viewer, "/api/v1/users/" + name).DELETE();
      assertThat(center.send(request).statusCode()).isEqualTo(403);
    }
    assertThat(center.send(center.as(viewer, "/api/v1/audit")).statusCode()).isEqualTo(403);

    List<AuditRecord> records = records();
    assertThat(records).hasSize(2);
    assertThat(records.get(0).actor()).isEqualTo("token:v");
    assertThat(records.get(0).origin()).isEqualTo("https 127.0.0.1");
    assertThat(records.get(0).action()).isEqualTo("api.call");
    assertThat(records.get(0).object()).isEqualTo("DELETE /api/v1/users/{name}");
    assertThat(records.get(0).outcome()).isEqualTo(Outcome.DENIED);
    assertThat(records.get(0).reason()).contains("admin");
    assertThat(records.get(0).facts()).containsEntry("path", "/api/v1/users/oscar");
    assertThat(records.get(1).object()).isEqualTo("GET /api/v1/audit");
  }

  @Test
  void aForgedRequestAndARefusalByTheResourceAreOnRecordToo() throws Exception {
    Session session = center.access.sessionOf("vera", Role.OPERATOR);
    HttpRequest.Builder forged =
        center.anonymous("/api/v1/session").header("Cookie", "watchfloor=" + session.id()).DELETE();
    assertThat(center.send(forged).statusCode()).isEqualTo(403);
    assertThat(lastRecord().reason()).contains("X-CSRF-Token");
    String operator = center.access.tokenOf("o", Role.OPERATOR);
    HttpRequest.Builder undo =
        center
            .as(operator, "/api/v1/alerts/gunshot-1/undo")
            .POST(HttpRequest.BodyPublishers.noBody());
    assertThat(center.send(undo).statusCode()).isEqualTo(403);
    assertThat(lastRecord().object()).isEqualTo("POST /api/v1/alerts/{id}/undo");
  }

  @Test
  void withoutAnAuditLogARefusalIsStillOne() throws Exception {
    String viewer = center.access.tokenOf("v", Role.VIEWER);
    center.parts.audit = null;
    assertThat(center.send(center.as(viewer, "/api/v1/tokens")).statusCode()).isEqualTo(403);
  }

  @Test
  void aRefusalIsOnRecordAgainAfterAMinute() {
    AtomicLong nanos = new AtomicLong();
    Looks looks = new Looks(center.parts, nanos::get);
    Actor actor = new Actor("vera", "https 127.0.0.1");
    for (int i = 0; i < 10; i++) {
      looks.denied(actor, "GET /x", "/x".repeat(1_000), "no");
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(15));
    }
    assertThat(records()).hasSize(3);
    assertThat(lastRecord().facts().get("path")).hasSize(200);
  }

  private List<AuditRecord> records() {
    return center.audit.entries.stream().map(entry -> entry.record()).toList();
  }

  private AuditRecord lastRecord() {
    return records().get(records().size() - 1);
  }

  private HttpResponse<String> change(Session session, String body) throws Exception {
    return center.send(
        center
            .anonymous(OWN)
            .header("Cookie", "watchfloor=" + session.id())
            .header("X-CSRF-Token", session.csrf())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String passwords(String old, String password) {
    return "{\"oldPassword\":\"%s\",\"newPassword\":\"%s\"}".formatted(old, password);
  }
}
