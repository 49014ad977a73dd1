package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;

/** docs/rest.md, the table of routes and openapi.json say the same. */
class DescriptionTest {
  private static final Pattern ROUTE =
      Pattern.compile("`(GET|POST|PUT|DELETE) (/[^`? ]*)(?:\\?([^` ]*))?`");

  private static TestCenter center;

  @BeforeAll
  static void start() throws Exception {
    center = new TestCenter();
  }

  @AfterAll
  static void stop() throws Exception {
    center.close();
  }

  @Test
  void theDocumentsTableIsTheTableOfRoutes() throws Exception {
    TreeSet<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("../../docs/rest.md"))) {
      String[] cells = line.replace("\\|", "¦").split("\\|");
      if (line.startsWith("| `") && cells.length >= 3) {
        Matcher matcher = ROUTE.matcher(cells[1]);
        while (matcher.find()) {
          documented.add(
              describe(
                  matcher.group(1), matcher.group(2), query(matcher.group(3)), roles(cells[2])));
        }
      }
    }
    TreeSet<String> routes = new TreeSet<>();
    for (Route route : center.routes()) {
      if (route.path().startsWith(Route.ROOT)) {
        routes.add(
            describe(
                route.method().name(),
                route.path().substring(Route.ROOT.length()),
                new TreeSet<>(route.query()),
                roles(route.need())));
      }
    }
    assertThat(documented).isEqualTo(routes);
  }

  @Test
  void theDescriptionHasEveryRouteAndNoOther() throws Exception {
    JsonNode paths = center.json("/api/openapi.json").get("paths");
    List<String> described = new ArrayList<>();
    paths
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    List<String> routes =
        center.routes().stream().map(route -> route.method() + " " + route.path()).toList();
    assertThat(described).containsExactlyInAnyOrderElementsOf(routes);
    JsonNode dismiss = paths.get("/api/v1/alerts/{id}/dismiss").get("post");
    assertThat(dismiss.at("/parameters/0/name").asText()).isEqualTo("id");
    assertThat(dismiss.at("/requestBody/content").has("application/json")).isTrue();
    JsonNode plan = paths.get("/api/v1/plugin-plans").get("post").get("requestBody");
    assertThat(plan.get("content").fieldNames())
        .toIterable()
        .containsExactly("application/json", "application/octet-stream", "application/zip");
    assertThat(plan.get("description").asText()).contains("4194304");
    assertThat(dismiss.at("/responses/default/content").has("application/problem+json")).isTrue();
  }

  @Test
  void anybodyMayReadTheDescription() throws Exception {
    assertThat(
            center
                .send(center.anonymous("/api/openapi.json"))
                .body()
                .getBytes(StandardCharsets.UTF_8))
        .isNotEmpty();
  }

  private static String describe(
      String method, String path, TreeSet<String> query, TreeSet<String> roles) {
    return method + " " + path + " " + query + " " + roles;
  }

  private static TreeSet<String> query(String text) {
    TreeSet<String> names = new TreeSet<>();
    if (text != null) {
      for (String pair : text.split("&")) {
        names.add(pair.substring(0, pair.indexOf('=')));
      }
    }
    return names;
  }

  private static TreeSet<String> roles(String cell) {
    TreeSet<String> roles = new TreeSet<>();
    for (Role role : Role.values()) {
      if (cell.contains(role.word())) {
        roles.add(role.word());
      }
    }
    if (cell.strip().equals("any")) {
      roles.add("any");
    }
    return roles;
  }

  private static TreeSet<String> roles(Need need) {
    TreeSet<String> roles = new TreeSet<>();
    need.anyOf().forEach(role -> roles.add(role.word()));
    if (need.signedIn() && roles.isEmpty()) {
      roles.add("any");
    }
    return roles;
  }
}
