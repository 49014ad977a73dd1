package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.core.api.access.Role;

/** Who writes protection orders, and who sees the places of them. */
@Timeout(value = 15, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OrdersTest {
  private static final String ORDERS = "/api/v1/plates/orders";
  private static final String ORDER =
      "{\"plate\":\"HOT1234\",\"caseNumber\":\"DV-17\",\"place\":{\"address\":\"1 Elm Street\","
          + "\"latitude\":36.1,\"longitude\":-80.2,\"metres\":500}}";

  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  private HttpResponse<String> get(Role role, String path) throws Exception {
    return center.send(center.as(center.access.tokenOf(role.word(), role), path));
  }

  @Test
  void aSupervisorWritesAnOrderAndTakesItBack() throws Exception {
    HttpResponse<String> written = center.post(ORDERS, ORDER);
    assertThat(written.statusCode()).isEqualTo(201);
    assertThat(written.body()).contains("order-1").doesNotContain("Elm", "36.1", "500");
    JsonNode order = center.json(ORDERS).at("/items/0");
    assertThat(order.get("shownTo").asText()).isEqualTo("supervisor");
    assertThat(order.at("/hours/days")).hasSize(7);
    HttpRequest.Builder remove = center.as(center.all, ORDERS + "/order-1").DELETE();
    assertThat(center.send(remove).statusCode()).isEqualTo(204);
    assertThat(center.json(ORDERS).get("items")).isEmpty();
  }

  @Test
  void thePlaceIsForWhomTheOrderSays() throws Exception {
    center.post(ORDERS, ORDER);
    assertThat(get(Role.SUPERVISOR, ORDERS + "/order-1/place").body()).contains("1 Elm Street");
    HttpResponse<String> refused = get(Role.OPERATOR, ORDERS + "/order-1/place");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("supervisor").doesNotContain("Elm");
    assertThat(get(Role.OPERATOR, ORDERS).body()).contains("DV-17").doesNotContain("Elm", "36.1");
    center.post(ORDERS, ORDER.replace("}}", "},\"shownTo\":\"operator\"}"));
    assertThat(get(Role.OPERATOR, ORDERS + "/order-1/place").body()).contains("1 Elm Street");
    assertThat(get(Role.SUPERVISOR, ORDERS + "/order-2/place").statusCode()).isEqualTo(404);
  }

  @Test
  void nobodyElseSeesOrWritesOrders() throws Exception {
    center.post(ORDERS, ORDER);
    for (Role role : new Role[] {Role.VIEWER, Role.SENSOR, Role.AUDITOR, Role.ADMIN}) {
      assertThat(get(role, ORDERS).statusCode()).as(role.word()).isEqualTo(403);
      assertThat(get(role, ORDERS + "/order-1/place").statusCode()).isEqualTo(403);
    }
    String operator = center.access.tokenOf("op", Role.OPERATOR);
    HttpRequest.Builder post =
        center
            .as(operator, ORDERS)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(ORDER));
    assertThat(center.send(post).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"HOT1234\" | \"H\" | plate",
        "\"DV-17\" | \"at 1 ELM street\" | caseNumber",
        "500 | 1e9 | metres",
        "36.1 | 91 | latitude",
        "\"caseNumber\" | \"hours\":{\"from\":\"25:00\"},\"caseNumber\" | hours.from",
        "\"caseNumber\" | \"hours\":{\"zone\":\"Mars\"},\"caseNumber\" | hours.zone",
        "\"caseNumber\" | \"hours\":{\"days\":[]},\"caseNumber\" | days",
        "\"caseNumber\" | \"shownTo\":\"viewer\",\"caseNumber\" | shownTo"
      })
  void aFaultNamesItsFieldAndNotTheAddress(String good, String bad, String field) throws Exception {
    HttpResponse<String> answer = center.post(ORDERS, ORDER.replace(good, bad));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(field).doesNotContain("Elm Street");
    assertThat(center.orders.drafts).isEmpty();
  }
}
