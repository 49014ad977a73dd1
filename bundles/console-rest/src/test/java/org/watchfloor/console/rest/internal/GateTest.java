package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;

/** Who gets in: every route of the table, with nothing, too little, and a forged request. */
class GateTest {
  private static TestCenter center;

  @BeforeAll
  static void start() throws Exception {
    center = new TestCenter();
    center.parts.sandbox = new Sandbox(true); // the others take no replay, whoever asks
  }

  @AfterAll
  static void stop() throws Exception {
    center.close();
  }

  static Stream<Route> closedRoutes() {
    return center.routes().stream().filter(route -> route.need().signedIn());
  }

  static Stream<Route> routesWithRole() {
    return closedRoutes().filter(route -> !route.need().anyOf().isEmpty());
  }

  static Stream<Route> changingRoutes() {
    return closedRoutes().filter(route -> route.method().changes());
  }

  @ParameterizedTest
  @MethodSource("closedRoutes")
  void nothingWithoutSignIn(Route route) throws Exception {
    HttpResponse<String> answer = center.send(request(route, center.anonymous(path(route))));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    assertProblem(answer);
    for (String header : new String[] {"Bearer unknown", "Basic YTpi", "Bearer "}) {
      HttpRequest.Builder wrong = center.anonymous(path(route)).header("Authorization", header);
      assertThat(center.send(request(route, wrong)).statusCode()).as(header).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @MethodSource("routesWithRole")
  void nothingWithTheWrongRole(Route route) throws Exception {
    Set<Role> others = EnumSet.complementOf(EnumSet.copyOf(route.need().anyOf()));
    String token = center.access.tokenOf("wrong", others.toArray(Role[]::new));
    HttpResponse<String> answer = center.send(request(route, center.as(token, path(route))));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains(route.need().words());
    assertProblem(answer);
  }

  @ParameterizedTest
  @MethodSource("changingRoutes")
  void aChangeByABrowserNeedsItsCsrfToken(Route route) throws Exception {
    Session session = center.access.sessionOf("vera", Role.values());
    String cookie = "watchfloor=" + session.id();
    HttpRequest.Builder forged = center.anonymous(path(route)).header("Cookie", cookie);
    HttpResponse<String> answer = center.send(request(route, forged));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("X-CSRF-Token");
    HttpRequest.Builder wrong = center.anonymous(path(route)).header("Cookie", cookie);
    wrong.header("X-CSRF-Token", session.csrf() + "x");
    assertThat(center.send(request(route, wrong)).statusCode()).isEqualTo(403);
    HttpRequest.Builder meant = center.anonymous(path(route)).header("Cookie", cookie);
    meant.header("X-CSRF-Token", session.csrf());
    assertThat(center.send(request(route, meant)).statusCode()).isNotIn(401, 403);
  }

  @Test
  void asksWhoItIsOnceARequest() throws Exception {
    int before = center.access.asked.get();
    assertThat(center.get("/api/v1/session").statusCode()).isEqualTo(200);
    assertThat(center.access.asked.get() - before).isEqualTo(1);
  }

  @Test
  void aWrongTokenIsNotRepairedByACookie() throws Exception {
    Session session = center.access.sessionOf("vera", Role.VIEWER);
    HttpRequest.Builder both =
        center
            .anonymous("/api/v1/session")
            .header("Cookie", "watchfloor=" + session.id())
            .header("Authorization", "Bearer unknown");
    assertThat(center.send(both).statusCode()).isEqualTo(401);
  }

  @Test
  void signsInAndOut() throws Exception {
    HttpResponse<String> in =
        center.send(
            request("POST", center.anonymous("/api/v1/session"))
                .method(
                    "POST",
                    HttpRequest.BodyPublishers.ofString(
                        "{\"user\":\"vera\",\"password\":\"" + FakeAccess.PASSWORD + "\"}")));
    assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
    assertThat(in.headers().firstValue("Set-Cookie"))
        .contains("watchfloor=session-of-vera; Path=/; HttpOnly; Secure; SameSite=Strict");
    assertThat(TestCenter.json(in).get("csrf").asText()).isEqualTo("csrf-of-vera");
    assertThat(in.body()).doesNotContain("session-of-vera");
    HttpRequest.Builder out =
        center
            .anonymous("/api/v1/session")
            .header("Cookie", "watchfloor=session-of-vera")
            .header("X-CSRF-Token", "csrf-of-vera")
            .DELETE();
    HttpResponse<String> answer = center.send(out);
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
    assertThat(center.access.sessions).doesNotContainKey("session-of-vera");
  }

  @Test
  void aWrongPasswordIs401AndALockedName429() throws Exception {
    String body = "{\"user\":\"vera\",\"password\":\"wrong\"}";
    assertThat(signIn(body).statusCode()).isEqualTo(401);
    center.access.locked = true;
    try {
      HttpResponse<String> locked = signIn(body);
      assertThat(locked.statusCode()).isEqualTo(429);
      assertThat(locked.headers().firstValue("Retry-After")).isPresent();
    } finally {
      center.access.locked = false;
    }
  }

  @Test
  void metricsAreForThisMachineOrAViewer() throws Exception {
    assertThat(center.send(center.anonymous("/metrics")).body()).contains("watchfloor_ready 1");
    HttpRequest.Builder proxied =
        center.anonymous("/metrics").header("X-Forwarded-For", "203.0.113.7");
    assertThat(center.send(proxied).statusCode()).isEqualTo(401);
    HttpRequest.Builder viewer = center.as(center.all, "/metrics").header("Forwarded", "for=_x");
    assertThat(center.send(viewer).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> signIn(String body) throws Exception {
    return center.send(
        request("POST", center.anonymous("/api/v1/session"))
            .method("POST", HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String path(Route route) {
    return TestCenter.path(route);
  }

  private static HttpRequest.Builder request(String method, HttpRequest.Builder builder) {
    return builder
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString("{}"));
  }

  private static HttpRequest.Builder request(Route route, HttpRequest.Builder builder) {
    if (route.path().equals("/metrics")) {
      builder.header("X-Forwarded-For", "203.0.113.7");
    }
    if (!route.method().changes()) {
      return builder;
    }
    return request(route.method().name(), builder);
  }

  private static void assertProblem(HttpResponse<String> answer) throws Exception {
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(TestCenter.json(answer).get("status").asInt()).isEqualTo(answer.statusCode());
  }
}
