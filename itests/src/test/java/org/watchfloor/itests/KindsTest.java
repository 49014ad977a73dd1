package org.watchfloor.itests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Shell;
import org.watchfloor.itests.river.RiverBundle;

/**
 * A kind that nobody has thought of comes with a plugin into a running center, and goes with it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KindsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KIND = "river.stage";
  private static final String SOURCE = "river-test~elm";
  private static final String SECRET = "a-secret-of-this-test";
  private static final String STATION = "Elm Street Bridge";

  @TempDir static Path home;
  @TempDir static Path folder;
  private static Center center;
  private static Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @BeforeAll
  static void start() throws Exception {
    center = Center.start("demo", home);
    Center.await("the first call of this JVM, which may take long", KindsTest::isUnknown);
  }

  private static boolean isUnknown() {
    try {
      return kind() == null;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @AfterAll
  static void stop() throws Exception {
    center.close();
  }

  @Test
  @Order(1)
  void theDeskSeesANewKindWithoutAReload() throws Exception {
    try (Desk desk = Desk.open(center)) {
      desk.signIn();
      Page page = desk.page();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Layers")).click();
      Locator layers = page.locator("rtcc-layers");
      assertThat(layers.getByText("Motion")).isVisible();
      assertThat(layers.getByText("River stage")).hasCount(0);
      install();
      gauge(2.2);
      assertThat(layers.getByText("River stage")).isVisible();
      desk.picture("kinds-layers", false);
      desk.accessible("watch with layers");
      queue(page, desk);
      card(page, desk);
      search(page, desk);
      assertThat(desk.errors()).as("errors on the browser's console").isEmpty();
    }
  }

  private static void install() throws Exception {
    Map<String, String> rule = new LinkedHashMap<>();
    rule.put("title", "River rises at a bridge");
    rule.put("kinds", "river");
    rule.put("where", "stage >= 3.5; station contains \"bridge\"");
    rule.put("severity", "critical");
    center.configure("org.watchfloor.rule~river-rising.cfg", rule);
    center.configure(
        "org.watchfloor.rule~wrong.cfg",
        Map.of("title", "Wrong", "kinds", "river", "where", "x >> 1"));
    Path jar = RiverBundle.write(folder.resolve("river.jar"));
    Shell.admin(center, "bundle:install -s file:" + jar);
    center.configure("org.watchfloor.source." + SOURCE + ".cfg", Map.of(".secret", SECRET));
    center.awaitSource(SOURCE, "online");
  }

  private static HttpResponse<String> gauge(double metres) throws Exception {
    at = at.plusSeconds(1);
    return send(at, metres);
  }

  private static HttpResponse<String> send(Instant time, double metres) throws Exception {
    String line = String.join(",", STATION, time.toString(), metres + "", "36.0965", "-80.2510");
    HttpResponse<String> answer =
        center.hook(SOURCE + "/" + SECRET, line.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  /**
   * Alerts of the kind and of the rule; the filter lists the kind; the row has title and summary.
   */
  private static void queue(Page page, Desk desk) throws Exception {
    gauge(3.7);
    Locator queue = page.locator("rtcc-queue");
    queue.getByLabel("Kind").selectOption("River stage");
    Locator rows = queue.locator(".row");
    assertThat(rows).hasCount(2);
    Locator row = rows.filter(new Locator.FilterOptions().setHasText("River stage")).first();
    assertThat(row).containsText(STATION + " at 3.7 m");
    assertThat(rows.first()).containsText("River rises at a bridge");
    row.locator("button.head").click();
    assertThat(row.locator("dl")).containsText("Water level");
    assertThat(row.locator("dl")).containsText("3.7 m");
    desk.picture("kinds-queue", false);
  }

  /** A signal that did not become an alert, found in the search and shown on the map. */
  private static void card(Page page, Desk desk) throws Exception {
    page.keyboard().press("Escape");
    page.locator("rtcc-map .ground").focus();
    page.keyboard().press("s");
    desk.drawn("signals");
    assertThat(page).hasURL(center.uri("/signals").toString());
    page.getByLabel("Kind").selectOption("River stage");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search")).click();
    Locator rows = page.locator(".found .row");
    assertThat(rows).hasCount(2);
    desk.picture("kinds-signals", false);
    desk.accessible("signals");
    rows.last().locator(".head").focus();
    page.keyboard().press("Enter");
    assertThat(rows.last().locator("dl").first()).containsText("Water level");
    assertThat(rows.last().locator("dl").first()).containsText("2.2 m");
    desk.picture("kinds-signal-open", false);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show on the map")).click();
    desk.drawn("watch");
    Locator card = page.locator("rtcc-signal");
    assertThat(card).containsText(STATION + " at 2.2 m");
    assertThat(card).containsText("Its alert");
    page.waitForTimeout(1_500); // for the picture alone: the map comes to rest
    desk.picture("kinds-card", false);
    desk.accessible("watch with a card");
    page.keyboard().press("Escape");
    assertThat(card.locator("section")).hasCount(0);
  }

  private static void search(Page page, Desk desk) throws Exception {
    page.keyboard().press("s");
    desk.drawn("signals");
    page.getByLabel("Kind").selectOption("River stage");
    page.getByLabel("Field").selectOption("stage");
    page.getByLabel("is", new Page.GetByLabelOptions().setExact(true)).fill("3.7");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("reason");
    page.getByLabel("Reason").fill("flood watch");
    page.keyboard().press("Enter");
    assertThat(page.locator(".found .row")).hasCount(1);
    assertThat(page.locator(".found .row")).containsText("3.7 m");
    desk.picture("kinds-search", false);
    desk.accessible("signals after a search");
  }

  @Test
  @Order(2)
  void restDescribesListsAndFindsIt() throws Exception {
    if (kind() == null) {
      install(); // no browser on this machine
      gauge(2.2);
      gauge(3.7);
    }
    assertThat(kind().get("title").asText()).isEqualTo("River stage");
    assertThat(kind().get("alertFrom").asText()).isEqualTo("high");
    JsonNode schemas = center.get("/api/openapi.json").at("/components/schemas");
    assertThat(schemas.at("/kind." + KIND + "/properties/stage/unit").asText()).isEqualTo("m");
    assertThat(schemas.at("/Signal/properties/kind/anyOf/0/enum").toString()).contains(KIND);
    Center.await("both signals are in the history", () -> history().size() == 2);
    assertThat(history().get(0).get("summary").asText()).isEqualTo(STATION + " at 3.7 m");
    HttpResponse<String> found =
        center.send(
            "POST",
            "/api/v1/signals/search",
            "application/json",
            "{\"reason\":\"itest\",\"text\":\"elm 3.7\",\"kinds\":[\"river\"]}");
    assertThat(JSON.readTree(found.body()).get("items")).hasSize(1);
    assertThat(center.get("/api/v1/audit?limit=1000").toString()).contains("signal.search");
  }

  @Test
  @Order(3)
  void itsAlertsAreMadeOnceOverRedeliveryAndRestarts() throws Exception {
    Center.await("two alerts", () -> alerts().size() == 2);
    JsonNode rule = rule("river-rising");
    assertThat(rule.get("fired").asLong()).isEqualTo(1);
    assertThat(rule("kind " + KIND).get("fired").asLong()).isEqualTo(1);
    assertThat(rule("wrong").get("fault").asText()).startsWith("where: ");
    assertThat(center.get("/health/ready").toString()).contains("org.watchfloor.rule~wrong.cfg");
    send(at, 3.7);
    Shell.admin(center, "bundle:restart org.watchfloor.rtcc-rules");
    gauge(3.8);
    Center.await("each row has the second one", () -> counts().equals(List.of(2, 2)));
    assertThat(history()).hasSize(3);
    assertThat(rule("river-rising").get("fired").asLong()).isEqualTo(1);
    Files.delete(home.resolve("etc/org.watchfloor.rule~wrong.cfg"));
    Center.await("a rule goes with its file", () -> rule("wrong") == null);
  }

  @Test
  @Order(4)
  void itGoesWithItsPluginAndItsSignalsStay() throws Exception {
    Shell.admin(center, "bundle:uninstall " + RiverBundle.NAME);
    Center.await("the kind is gone", () -> kind() == null);
    assertThat(center.get("/api/openapi.json").at("/components/schemas").has("kind." + KIND))
        .isFalse();
    assertThat(rule("kind " + KIND)).isNull();
    assertThat(history()).hasSize(3);
  }

  private static JsonNode kind() {
    return only("/api/v1/kinds", "kind", KIND);
  }

  private static JsonNode rule(String id) {
    return only("/api/v1/rules", "id", id);
  }

  private static JsonNode only(String path, String name, String value) {
    for (JsonNode item : items(path)) {
      if (item.get(name).asText().equals(value)) {
        return item;
      }
    }
    return null;
  }

  private static JsonNode history() {
    return items("/api/v1/signals?order=newest&kind=river");
  }

  private static List<JsonNode> alerts() {
    List<JsonNode> ours = new ArrayList<>();
    items("/api/v1/alerts?limit=500")
        .forEach(
            alert -> {
              if (alert.get("kind").asText().equals(KIND)) {
                ours.add(alert);
              }
            });
    return ours;
  }

  private static List<Integer> counts() {
    return alerts().stream().map(alert -> alert.get("count").asInt()).toList();
  }

  private static JsonNode items(String path) {
    try {
      return center.get(path).get("items");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
