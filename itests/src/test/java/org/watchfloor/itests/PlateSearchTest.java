package org.watchfloor.itests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;

/** A car's way through the city, looked up at the desk: with a reason, and on record. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlateSearchTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WHY = "\"reason\":\"hit and run\",\"caseNumber\":\"case-4711\"";
  private static final Instant NOW = Instant.now();

  @TempDir static Path home;
  private static Center center;

  @BeforeAll
  static void start() throws Exception {
    center = Center.start("demo", home);
    for (int i = 0; i < 3; i++) {
      read("WAY4711", i, 600 - 60 * i, 36.095 + 0.004 * i);
      read("TAIL42" + i / 3, i, 595 - 60 * i, 36.095 + 0.004 * i);
    }
    Center.await("the reads are in the history", () -> search("WAY*").get("items").size() == 3);
  }

  @AfterAll
  static void stop() throws Exception {
    center.close();
  }

  private static void read(String plate, int camera, int secondsAgo, double latitude)
      throws Exception {
    String body =
        """
        {"vendorKey":"%1$s-%2$d","kind":"plate.read","occurredAt":"%3$s","device":"Cam %2$d",
         "location":{"type":"Point","coordinates":[-80.25,%4$s]},
         "detail":{"plate":"%1$s","region":"us-nc","confidence":0.93,"make":"ford","color":"red"}}
        """
            .formatted(plate, camera, NOW.minusSeconds(secondsAgo), latitude);
    assertThat(center.send("POST", "/api/v1/signals", "application/json", body).statusCode())
        .isEqualTo(202);
  }

  private static JsonNode search(String plate) {
    return post("/api/v1/plates/reads/search", "{\"plate\":\"%s\",%s}".formatted(plate, WHY));
  }

  private static JsonNode post(String path, String body) {
    try {
      return JSON.readTree(center.send("POST", path, "application/json", body).body());
    } catch (Exception e) {
      throw new IllegalStateException(path, e);
    }
  }

  @Test
  @Order(1)
  void theWayOfAPlateIsOnTheMapOnceThereIsAReason() throws Exception {
    try (Desk desk = Desk.open(center)) {
      desk.signIn();
      Page page = desk.page();
      page.keyboard().press("p");
      desk.drawn("plates");
      Locator found = page.locator("main.plates .read");
      page.getByLabel("Plate", new Page.GetByLabelOptions().setExact(true)).fill("WAY?7*");
      page.keyboard().press("Enter");
      assertThat(page.locator("#plates-title")).hasText("Nothing looked up yet");
      page.getByLabel("Reason").fill("hit and run");
      page.getByLabel("Case or call number").fill("case-4711");
      page.getByLabel("Colour").fill("red");
      page.keyboard().press("Enter");
      assertThat(found).hasCount(3);
      assertThat(found.first()).containsText("WAY4711");
      assertThat(found.first()).containsText("Cam 2");
      assertThat(page.getByText("Lead only.")).isVisible();
      desk.picture("plate-search", true);
      desk.accessible("plates after a search");
      page.getByLabel("Make").fill("honda");
      page.keyboard().press("Enter");
      assertThat(page.locator("#plates-title")).hasText("No reads");
      cases(desk, page);
      assertThat(desk.errors()).as("errors on the browser's console").isEmpty();
    }
  }

  /** Of one plate: who was with it, where it is often, and that it is kept. */
  private static void cases(Desk desk, Page page) throws Exception {
    page.getByLabel("Make").fill("");
    page.getByLabel("Plate", new Page.GetByLabelOptions().setExact(true)).fill("WAY4711");
    page.keyboard().press("Enter");
    Locator cases = page.locator("rtcc-plate-cases");
    button(cases, "Seen together").click();
    assertThat(cases.locator(".with tbody tr")).hasCount(1);
    assertThat(cases.locator(".with tbody tr")).containsText("TAIL420");
    cases.locator("summary").click();
    button(cases, "Ask for its frequent places").click();
    assertThat(cases.locator(".requests li").first()).containsText("WAY4711");
    // nobody approves what they asked for themselves
    assertThat(cases.locator(".requests button")).hasCount(0);
    button(cases, "Keep its reads").click();
    assertThat(cases.locator(".holds li").first()).containsText("WAY4711");
    desk.picture("plate-cases", true);
    desk.accessible("plates with requests and holds");
  }

  private static Locator button(Locator in, String name) {
    return in.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  @Test
  @Order(2)
  void whoWasWithItIsFoundAndThePlaceItIsAtNeedsAnotherPerson() throws Exception {
    String times =
        "\"from\":\"%s\",\"to\":\"%s\"".formatted(NOW.minusSeconds(900), NOW.plusSeconds(60));
    JsonNode convoy =
        post(
            "/api/v1/plates/reads/convoy",
            "{\"plate\":\"WAY4711\",%s,\"seconds\":30,\"cameras\":3,%s}".formatted(times, WHY));
    assertThat(convoy.at("/items/0/plate").asText()).isEqualTo("TAIL420");
    JsonNode asked =
        post("/api/v1/plates/places", "{\"plate\":\"WAY4711\",%s,%s}".formatted(times, WHY));
    String id = asked.get("id").asText();
    assertThat(post("/api/v1/plates/places/" + id + "/approve", "").get("status").asInt())
        .as("one's own request")
        .isEqualTo(400);
    assertThat(
            center.send("GET", "/api/v1/plates/places/" + id, "application/json", "").statusCode())
        .isEqualTo(409);
  }

  @Test
  @Order(3)
  void everySearchIsOnRecordAndNobodySeesAPlateWithoutAReason() throws Exception {
    String audit = center.get("/api/v1/audit?limit=1000").toString();
    assertThat(audit).contains("plate-read.search", "plate-read.convoy", "hit and run");
    assertThat(center.get("/api/v1/signals?kind=plate.read&limit=1000").toString())
        .doesNotContain("WAY4711")
        .contains("Cam 2");
  }

  /** It was there already when the reads were searched. */
  @Test
  @Order(4)
  void healthKnowsTheIndexOfReads() throws Exception {
    assertThat(center.get("/health/ready").at("/checks/plates-index/level").asText())
        .isEqualTo("ok");
  }
}
