package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.rtcc.api.plates.HotListTerms;

class HotListsResourceTest {
  private static final String LISTS = "/api/v1/plates/hotlists";
  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  private HttpResponse<String> put(String path, String type, String body) throws Exception {
    return center.send(
        center
            .as(center.all, LISTS + "/" + path)
            .header("Content-Type", type)
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> csv(String path, String body) throws Exception {
    return put(path, "text/csv; charset=UTF-8", body);
  }

  @Test
  void listsAreShownWithAgeTermsAndWhatWaits() throws Exception {
    JsonNode all = center.json(LISTS);
    JsonNode list = all.at("/items/0");
    assertThat(list.get("name").asText()).isEqualTo("stolen");
    assertThat(list.get("ageSeconds").asInt()).isEqualTo(60);
    assertThat(list.at("/terms/owner").asText()).isEqualTo("Demo PD");
    assertThat(list.at("/terms/seenBy/0").asText()).isEqualTo("operator");
    assertThat(list.at("/waiting/id").asInt()).isEqualTo(7);
    assertThat(all.get("layouts")).hasSize(2);
    assertThat(center.audit.actions()).contains("hotlist.list ");
  }

  @Test
  void aFileReplacesAListAndSaysWhatItLeftOut() throws Exception {
    HttpResponse<String> put = csv("stolen%20cars?owner=Demo%20PD", "plate,state\nA1,NC\n,\n");
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    JsonNode done = TestCenter.json(put);
    assertThat(done.at("/list/name").asText()).isEqualTo("stolen cars");
    assertThat(done.at("/list/owner").asText()).isEqualTo("Demo PD");
    assertThat(done.at("/faults/0/line").asInt()).isEqualTo(3);
    assertThat(center.hotLists.file).isEqualTo("plate,state\nA1,NC\n,\n");
    String cars = LISTS + "/stolen%20cars";
    assertThat(center.send("DELETE", cars, "").statusCode()).isEqualTo(204);
    assertThat(center.send("DELETE", cars, "").statusCode()).isEqualTo(404);
  }

  @Test
  void anUploadMaySayLayoutAndTermsAndKeepsTheOthers() throws Exception {
    put(
        "stolen/terms",
        "application/json",
        "{\"owner\":\"PD\",\"reasons\":{\"V\":\"stolen\"},\"seenBy\":[\"supervisor\"],"
            + "\"priority\":2,\"possibleFrom\":0.7,\"expires\":\"2027-01-01T00:00:00Z\"}");
    HttpResponse<String> put =
        put("stolen?layout=ncic&priority=1&source=State", "text/plain", "plate,\n");
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(center.hotLists.layout).isEqualTo("ncic");
    assertThat(center.hotLists.lists.get("stolen").terms())
        .isEqualTo(
            new HotListTerms(
                "PD",
                "State",
                "",
                Map.of("V", "stolen"),
                1,
                Optional.of(java.time.Instant.parse("2027-01-01T00:00:00Z")),
                Set.of(Role.SUPERVISOR),
                0.7));
  }

  @Test
  void anImportThatWaitsIs202AndIsConfirmedOrDiscarded() throws Exception {
    HttpResponse<String> put = csv("stolen", "plate,state\nSHORT,NC\n");
    assertThat(put.statusCode()).isEqualTo(202);
    assertThat(TestCenter.json(put).get("waits").asText()).isEqualTo("gone");
    String waiting = LISTS + "/stolen/waiting/";
    assertThat(center.post(waiting + "7/confirm", "{}").statusCode()).isEqualTo(200);
    assertThat(center.post(waiting + "8/confirm", "{}").statusCode()).isEqualTo(409);
    assertThat(center.post(waiting + "x/confirm", "{}").statusCode()).isEqualTo(400);
    assertThat(center.send("DELETE", waiting + "7", "").statusCode()).isEqualTo(204);
    assertThat(center.send("DELETE", waiting + "8", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new | plate, | owner",
        "stolen | nonsense | file",
        "stolen?priority=9 | plate, | priority",
        "stolen?possibleFrom=0 | plate, | possibleFrom",
        "stolen?expires=tomorrow | plate, | expires",
        "stolen | '' | file"
      })
  void aWrongUploadNamesTheField(String path, String body, String field) throws Exception {
    HttpResponse<String> answer = csv(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(TestCenter.json(answer).at("/errors/0/field").asText()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | owner",
        "{\"owner\":\"PD\",\"priority\":1.5} | priority",
        "{\"owner\":\"PD\",\"seenBy\":[\"boss\"]} | seenBy",
        "{\"owner\":\"PD\",\"seenBy\":[]} | seenBy",
        "{\"owner\":\"PD\",\"reasons\":{\"V\":1}} | reasons",
        "{\"owner\":\"PD\",\"possibleFrom\":2} | possibleFrom"
      })
  void wrongTermsNameTheField(String body, String field) throws Exception {
    HttpResponse<String> answer = put("stolen/terms", "application/json", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(TestCenter.json(answer).at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void aPlateIsCheckedForAReasonAndDetailsMayBeHidden() throws Exception {
    HttpResponse<String> found =
        center.post(
            "/api/v1/plates/hotlist-check",
            "{\"plate\":\"HOT1234\",\"reason\":\"stop\",\"caseNumber\":\"26-1\"}");
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    JsonNode items = TestCenter.json(found).get("items");
    assertThat(items.at("/0/reference").asText()).isEqualTo("V123");
    assertThat(items.at("/1/hidden").asBoolean()).isTrue();
    assertThat(items.get(1).has("reason")).isFalse();
    assertThat(center.hotLists.lookUps.get(0).caseNumber()).isEqualTo("26-1");
    assertThat(
            center
                .post("/api/v1/plates/hotlist-check", "{\"plate\":\"A\",\"reason\":\"stop\"}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void anEntryByHandIsMadeAndDecidedAbout() throws Exception {
    String entries = "/api/v1/plates/hand-entries";
    HttpResponse<String> made =
        center.post(
            entries,
            "{\"plate\":\"HOT1234\",\"reason\":\"robbery\",\"caseNumber\":\"26-1\","
                + "\"expires\":\"2026-11-25T00:00:00Z\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(TestCenter.json(made).get("status").asText()).isEqualTo("waiting");
    assertThat(center.json(entries).at("/items/0/plate").asText()).isEqualTo("HOT1234");
    assertThat(center.post(entries + "/e1/approve", "{}").statusCode()).isEqualTo(200);
    assertThat(center.hotLists.decision).isEqualTo("e1 APPROVED ");
    center.post(entries + "/e1/withdraw", "{\"note\":\"found\"}");
    assertThat(center.hotLists.decision).isEqualTo("e1 WITHDRAWN found");
    assertThat(center.post(entries + "/own/approve", "{}").statusCode()).isEqualTo(403);
    HttpResponse<String> bare = center.post(entries, "{\"plate\":\"A\",\"reason\":\"x\"}");
    assertThat(bare.statusCode()).isEqualTo(400);
    assertThat(bare.body()).contains("caseNumber");
  }

  @Test
  void onlySupervisorsChangeListsAndApprove() throws Exception {
    String operator = center.access.tokenOf("oscar", Role.OPERATOR);
    for (String path :
        new String[] {
          "/plates/hand-entries/e1/approve", "/plates/hotlists/stolen/waiting/7/confirm"
        }) {
      HttpResponse<String> answer =
          center.send(
              center
                  .as(operator, "/api/v1" + path)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{}")));
      assertThat(answer.statusCode()).as(path).isEqualTo(403);
    }
    HttpResponse<String> upload =
        center.send(
            center
                .as(operator, LISTS + "/stolen")
                .header("Content-Type", "text/csv")
                .PUT(HttpRequest.BodyPublishers.ofString("plate,\n")));
    assertThat(upload.statusCode()).isEqualTo(403);
  }
}
