package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;

/** Mutated bodies and queries: always an answer, and never one of the center's own failures. */
class FuzzTest {
  private static final int ROUNDS = 150;

  private static final String ORDER =
      "{\"plate\":\"HOT*\",\"caseNumber\":\"DV-1\",\"validUntil\":\"2099-11-24T14:05:09Z\","
          + "\"hours\":{\"days\":[\"monday\"],\"from\":\"18:00\",\"to\":\"06:00\",\"zone\":\"UTC\"},\"place\":{\"address\":\"1"
          + " Elm Street\",\"latitude\":36.1,\"longitude\":-80.2,\"metres\":500}}";

  /** A good body for each route that takes one; a route without is caught by the test. */
  private static final Map<String, String> GOOD =
      Map.ofEntries(
          Map.entry(
              "/api/v1/session", "{\"user\":\"vera\",\"password\":\"a-password-of-this-test\"}"),
          Map.entry(
              "/api/v1/signals",
              "[{\"vendorKey\":\"k\",\"kind\":\"plate.read\",\"occurredAt\":\"2026-11-24T14:05:09Z\","
                  + "\"location\":{\"type\":\"Point\",\"coordinates\":[-80.2,36.1]},"
                  + "\"detail\":{\"plate\":\"ABC123\",\"confidence\":0.9,\"candidates\":[]}}]"),
          Map.entry(
              "/api/v1/replay/signals",
              "{\"signals\":[{\"sourceId\":\"vendor~north\",\"signal\":{\"vendorKey\":\"k\","
                  + "\"kind\":\"gunshot.detected\",\"occurredAt\":\"2026-11-24T14:05:09Z\","
                  + "\"location\":{\"type\":\"Point\",\"coordinates\":[-80.2,36.1]},"
                  + "\"detail\":{\"rounds\":3}}}]}"),
          Map.entry(
              "/api/v1/signals/search",
              "{\"reason\":\"itest\",\"kinds\":[\"river\"],\"text\":\"main\",\"fields\":{\"a\":3.5},"
                  + "\"severity\":\"low\",\"since\":\"2026-11-24T14:05:09Z\",\"limit\":10,"
                  + "\"near\":{\"latitude\":36.1,\"longitude\":-80.2,\"metres\":500}}"),
          Map.entry("/api/v1/alerts/{id}/dismiss", "{\"reason\":\"other\",\"text\":\"words\"}"),
          Map.entry("/api/v1/incidents/{id}/notes", "{\"text\":\"words\"}"),
          Map.entry("/api/v1/incidents/{id}/close", "{\"outcome\":\"words\"}"),
          Map.entry(
              "/api/v1/cameras",
              "[{\"id\":\"n1\",\"name\":\"New\",\"ownership\":\"shared\",\"heading\":10,"
                  + "\"location\":{\"type\":\"Point\",\"coordinates\":[-80.2,36.1]}}]"),
          Map.entry(
              "/api/v1/plates/reads/search",
              "{\"plate\":\"HOT*\",\"from\":\"2026-11-24T14:05:09Z\",\"limit\":100,"
                  + "\"states\":[\"us-nc\"],\"cameras\":[\"cam\"],"
                  + "\"area\":{\"circle\":{\"latitude\":36.1,\"longitude\":-80.2,\"metres\":500}},"
                  + "\"reason\":\"itest\",\"caseNumber\":\"4711\"}"),
          Map.entry(
              "/api/v1/plates/leads/{id}/decision", "{\"verdict\":\"misread\",\"text\":\"words\"}"),
          Map.entry("/api/v1/plates/orders", ORDER),
          Map.entry("/api/v1/plates/orders/{id}", ORDER),
          Map.entry("/api/v1/plates/leads/{id}/reopen", "{\"reason\":\"words\"}"),
          Map.entry(
              "/api/v1/plates/reads/convoy",
              "{\"plate\":\"HOT1234\",\"from\":\"2026-11-24T14:05:09Z\",\"seconds\":30,"
                  + "\"to\":\"2026-11-25T14:05:09Z\",\"cameras\":3,\"limit\":10,"
                  + "\"reason\":\"itest\",\"caseNumber\":\"4711\"}"),
          Map.entry(
              "/api/v1/plates/places",
              "{\"plate\":\"HOT1234\",\"from\":\"2026-11-24T14:05:09Z\","
                  + "\"to\":\"2026-11-25T14:05:09Z\",\"reason\":\"itest\",\"caseNumber\":\"4711\"}"),
          Map.entry(
              "/api/v1/plates/holds",
              "{\"plate\":\"HOT1234\",\"camera\":\"\",\"from\":\"2026-11-24T14:05:09Z\","
                  + "\"to\":\"2026-11-25T14:05:09Z\",\"expires\":\"2026-12-25T14:05:09Z\","
                  + "\"reason\":\"itest\",\"caseNumber\":\"4711\"}"),
          Map.entry(
              "/api/v1/plates/holds/{id}/release",
              "{\"reason\":\"itest\",\"caseNumber\":\"4711\"}"),
          Map.entry("/api/v1/plates/hotlists/{name}", "plate,state,reason\nABC,NC,stolen\n"),
          Map.entry(
              "/api/v1/plates/hotlists/{name}/terms",
              "{\"owner\":\"PD\",\"source\":\"State\",\"reasons\":{\"V\":\"stolen\"},\"priority\":2,"
                  + "\"expires\":\"2027-11-24T14:05:09Z\",\"seenBy\":[\"supervisor\"],"
                  + "\"possibleFrom\":0.5}"),
          Map.entry("/api/v1/plates/hotlists/{name}/waiting/{id}/confirm", "{}"),
          Map.entry(
              "/api/v1/plates/hotlist-check",
              "{\"plate\":\"HOT1234\",\"reason\":\"itest\",\"caseNumber\":\"4711\"}"),
          Map.entry(
              "/api/v1/plates/hand-entries",
              "{\"plate\":\"HOT1234\",\"state\":\"NC\",\"reason\":\"armed\",\"caseNumber\":\"1\","
                  + "\"agency\":\"PD\",\"make\":\"ford\",\"color\":\"red\","
                  + "\"expires\":\"2027-11-24T14:05:09Z\"}"),
          Map.entry("/api/v1/plates/hand-entries/{id}/approve", "{\"note\":\"seen\"}"),
          Map.entry("/api/v1/plates/hand-entries/{id}/reject", "{\"note\":\"words\"}"),
          Map.entry("/api/v1/plates/hand-entries/{id}/withdraw", "{\"note\":\"words\"}"),
          Map.entry("/api/v1/tokens", "{\"name\":\"n\",\"roles\":[\"viewer\"],\"days\":30}"),
          Map.entry(
              "/api/v1/users",
              "{\"name\":\"v\",\"password\":\"long-enough-for-it\",\"roles\":[\"viewer\"]}"),
          Map.entry(
              "/api/v1/session/password",
              "{\"oldPassword\":\"a-password-of-this-test\",\"newPassword\":\"long-enough-for-it\"}"),
          Map.entry("/api/v1/users/{name}/password", "{\"password\":\"long-enough-for-it\"}"),
          Map.entry("/api/v1/plugin-plans", "{\"address\":\"/tmp/river.kar\"}"),
          Map.entry("/api/v1/plugin-plans/{id}/carry-out", "{\"consent\":true}"),
          Map.entry(
              "/api/v1/sources/{id}/configuration", "{\"broker\":\"localhost\",\"period\":\"10\"}"),
          Map.entry("/api/v1/sources/{id}/test", "{\"values\":{\"broker\":\"localhost\"}}"),
          Map.entry("/api/v1/users/{name}/roles", "{\"roles\":[\"viewer\",\"admin\"]}"));

  private static TestCenter center;
  private static Session session;

  @BeforeAll
  static void start() throws Exception {
    center = new TestCenter();
    center.parts.sandbox = new Sandbox(true);
    center.access.users.add(new Identity("oscar", Set.of(Role.VIEWER)));
    session = center.access.sessionOf("fuzz", Role.values());
  }

  @AfterAll
  static void stop() throws Exception {
    center.close();
  }

  static Stream<Route> routesWithBody() {
    return center.routes().stream().filter(route -> !route.input().none());
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void aBrokenBodyNeverBreaksTheCenter(Route route) throws Exception {
    assertThat(GOOD).containsKey(route.path());
    byte[] good = GOOD.get(route.path()).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20261124);
    assertThat(send(route, good).statusCode()).isBetween(200, 204);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] body = mutated(good, random);
      HttpResponse<String> answer = send(route, body);
      assertThat(answer.statusCode())
          .as(() -> new String(body, StandardCharsets.ISO_8859_1) + " -> " + answer.body())
          .isLessThan(500);
    }
  }

  @Test
  void aBrokenQueryOrPathNeverBreaksTheCenter() throws Exception {
    Random random = new Random(20261124);
    String good = "/api/v1/cameras/near?lat=36.1&lon=-80.2&metres=500&limit=20&live=true";
    String letters = "/?&=%+-.eE019x;~";
    for (int i = 0; i < 400; i++) {
      StringBuilder path = new StringBuilder(good);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = 1 + random.nextInt(path.length() - 1);
        path.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(raw(path.toString())).as(path.toString()).isLessThan(500);
    }
  }

  /** A request line that no client library would send. */
  private static int raw(String path) throws Exception {
    try (java.net.Socket socket = new java.net.Socket("127.0.0.1", center.port())) {
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
              + center.all
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  private static HttpResponse<String> send(Route route, byte[] body) throws Exception {
    String path =
        route
            .path()
            .replace("/alerts/{id}", "/alerts/gunshot-1")
            .replace("/leads/{id}", "/leads/hit-4")
            .replace("/orders/{id}", "/orders/order-1")
            .replace("/incidents/{id}", "/incidents/INC-2026-000001")
            .replace("/plugin-plans/{id}", "/plugin-plans/p1")
            .replace("/holds/{id}", "/holds/h1")
            .replace("/sources/{id}", "/sources/river~north")
            .replace("/users/{name}", "/users/oscar")
            .replace("/hotlists/{name}/", "/hotlists/stolen/")
            .replace("/waiting/{id}", "/waiting/7")
            .replace("/hand-entries/{id}", "/hand-entries/e1")
            .replace("{name}", "stolen?owner=PD");
    HttpRequest.Builder request =
        center
            .anonymous(path)
            .header("Cookie", "watchfloor=" + session.id())
            .header("X-CSRF-Token", session.csrf())
            .header("Content-Type", route.input().contentType())
            .method(route.method().name(), HttpRequest.BodyPublishers.ofByteArray(body));
    return center.send(request);
  }

  private static byte[] mutated(byte[] good, Random random) {
    List<String> pieces =
        List.of(
            "null", "[]", "{}", "\"\"", "-1", "1e999", "\u0000", "true", ",", "[[[[", "\\uD800");
    byte[] body = good.clone();
    switch (random.nextInt(4)) {
      case 0 -> body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      case 1 -> body = Arrays.copyOf(body, random.nextInt(body.length));
      case 2 -> body = spliced(body, pieces.get(random.nextInt(pieces.size())), random);
      default -> {
        for (int n = random.nextInt(8); n >= 0; n--) {
          body[random.nextInt(body.length)] = (byte) random.nextInt(128);
        }
      }
    }
    return body;
  }

  /** Puts a piece in the place of some bytes. */
  private static byte[] spliced(byte[] body, String piece, Random random) {
    int from = random.nextInt(body.length);
    int to = Math.min(body.length, from + random.nextInt(12));
    String text = new String(body, StandardCharsets.UTF_8);
    return (text.substring(0, from) + piece + text.substring(to)).getBytes(StandardCharsets.UTF_8);
  }
}
