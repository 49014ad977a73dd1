package org.watchfloor.itests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;

/**
 * The demo city in the running distribution: what a newcomer sees, over REST and in a real browser.
 */
class DemoTest {
  @TempDir static Path home;
  private static Center center;

  @BeforeAll
  static void start() throws Exception {
    center = Center.start("demo", home);
  }

  @AfterAll
  static void stop() throws Exception {
    center.close();
  }

  @Test
  void aGunshotShowsPicturesOfTheCamerasThatLookAtIt() throws Exception {
    Center.await("2,200 cameras", () -> cameras() == 2_200);
    try (EventStream events = EventStream.open(center, "?types=alert,change&since=0")) {
      EventStream.Event alert =
          events.await(
              "a gunshot",
              180,
              e -> e.data().at("/alert/kind").asText().equals("gunshot.detected"));
      String id = alert.data().at("/alert/id").asText();
      EventStream.Event picture =
          events.await(
              "its first picture",
              20,
              e ->
                  e.data().at("/change/kind").asText().equals("alert.pictured")
                      && e.data().at("/change/subject").asText().equals(id));
      Duration delay =
          Duration.between(
              Instant.parse(alert.data().get("recordedAt").asText()),
              Instant.parse(picture.data().get("recordedAt").asText()));
      System.out.printf("alert to first picture: %d ms%n", delay.toMillis());
      JsonNode incident = incidentOf(id);
      assertThat(incident.get("cameras")).isNotEmpty();
    }
  }

  @Test
  void anAnalystWorksAnAlertInABrowser() throws Exception {
    try (Desk desk = Desk.open(center)) {
      try {
        desk.signIn();
        Page page = desk.page();
        assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true))).isVisible();
        triage(desk, page);
        resume(page);
        incident(desk, page);
      } finally {
        desk.picture("last", false);
      }
      assertThat(desk.errors()).as("errors on the browser's console").isEmpty();
    }
  }

  /** The script's first minute: a listed car that is read as it is, and one with a B for its 8. */
  @Test
  void aHitAndAPossibleHitAreComparedWithTheirPictures() throws Exception {
    try (Desk desk = Desk.open(center)) {
      desk.signIn();
      Locator exact = lead(desk, "Hot plate DEMO404");
      assertThat(exact.locator("tr.same").first()).containsText("DEMO404");
      assertThat(exact.locator("tr.same")).hasCount(3);
      assertThat(exact.locator(".chance")).hasCount(0);
      desk.picture("lead-exact", false);
      desk.page().keyboard().press("w");
      desk.drawn("watch");
      Locator possible = lead(desk, "Possible hit");
      assertThat(possible.locator(".chance")).containsText("99 % likely this plate");
      Locator plate = possible.locator("tr.differs").first();
      assertThat(plate).containsText("RTX903B");
      assertThat(plate).containsText("RTX9038");
      desk.accessible("a possible hit with pictures");
      desk.picture("lead-possible", false);
      assertThat(desk.errors()).as("errors on the browser's console").isEmpty();
    }
  }

  /** Opens the first hit of that title; its card shows the car and its plate. */
  private static Locator lead(Desk desk, String title) {
    Page page = desk.page();
    Locator row = page.locator("rtcc-queue .row", withId(title)).first();
    row.waitFor(new Locator.WaitForOptions().setTimeout(180_000));
    row.click();
    page.keyboard().press("o");
    desk.drawn("incident");
    Locator lead = page.locator("rtcc-lead");
    for (String role : List.of("vehicle", "plate")) {
      Locator picture = lead.locator(".lead-pictures img." + role);
      assertThat(picture).hasCount(1);
      assertThat(picture).hasJSProperty("complete", true);
      assertThat((int) picture.evaluate("picture => picture.naturalWidth")).isGreaterThan(100);
    }
    return lead;
  }

  /** By keys only: pick, take, dismiss with a reason, take that back. */
  private static void triage(Desk desk, Page page) throws Exception {
    Locator rows = page.locator("rtcc-queue .row");
    rows.filter(new Locator.FilterOptions().setHasText("Gunshot"))
        .first()
        .waitFor(new Locator.WaitForOptions().setTimeout(180_000));
    page.keyboard().press("j");
    Locator picked = page.locator("rtcc-queue .row[aria-current=true]");
    assertThat(picked).isVisible();
    page.locator("rtcc-tile .screen img")
        .first()
        .waitFor(new Locator.WaitForOptions().setTimeout(20_000));
    desk.accessible("watch");
    desk.picture("watch", true);

    page.keyboard().press("a");
    assertThat(picked).containsText("yours");

    String title = picked.locator(".title").innerText();
    page.keyboard().press("d");
    assertThat(page.getByText("Dismiss: why?")).isVisible();
    desk.accessible("dismiss");
    page.keyboard().press("5");
    page.keyboard().press("Enter");
    Locator undo = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo"));
    assertThat(undo).isVisible();
    assertThat(page.locator(".toast")).containsText(title);
    page.keyboard().press("z");
    assertThat(picked).containsText(title);
    assertThat(picked).containsText("yours");
  }

  /** What happens while the line is down is on the screen once it is back, without a reload. */
  private static void resume(Page page) throws Exception {
    page.evaluate("() => { window.notReloaded = true; }");
    page.context().setOffline(true);
    assertThat(page.locator(".link")).containsText(Pattern.compile("Reconnecting|No connection"));
    String device = "cut-" + System.nanoTime();
    gunshot(device);
    Center.await("the alert of " + device, () -> alertOf(device) != null);
    assertThat(page.locator("rtcc-queue .row", withId(device))).hasCount(0);
    page.context().setOffline(false);
    page.locator("rtcc-queue .row", withId(device))
        .waitFor(new Locator.WaitForOptions().setTimeout(30_000));
    assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true))).isVisible();
    assertThat(page.evaluate("() => window.notReloaded")).isEqualTo(true);
  }

  private static Page.LocatorOptions withId(String device) {
    return new Page.LocatorOptions().setHasText(device);
  }

  private static void incident(Desk desk, Page page) throws Exception {
    page.keyboard().press("o");
    page.waitForURL(Pattern.compile(".*/incident/.*"));
    desk.drawn("incident");
    page.keyboard().press("n");
    page.keyboard().type("Units asked for. jkado?");
    page.keyboard().press("Enter");
    assertThat(page.locator("rtcc-incident .timeline li").first())
        .containsText("Units asked for. jkado?");
    page.locator("rtcc-incident rtcc-tile .screen img")
        .first()
        .waitFor(new Locator.WaitForOptions().setTimeout(20_000));
    desk.accessible("incident");
    desk.picture("incident", false);
    page.reload();
    desk.drawn("incident");
    assertThat(page.locator("rtcc-incident .timeline")).containsText("Units asked for.");
  }

  /** At the city's western edge, where the script never shoots: it must be a row of its own. */
  private static void gunshot(String device) throws Exception {
    double latitude = 36.065 + System.nanoTime() % 60 * 0.001;
    HttpResponse<String> answer =
        center.send(
            "POST",
            "/api/v1/signals",
            "application/json",
            String.format(
                Locale.ROOT,
                "{\"vendorKey\":\"%1$s\",\"kind\":\"gunshot.detected\",\"severity\":\"critical\","
                    + "\"device\":\"%1$s\",\"occurredAt\":\"%2$s\",\"location\":{\"type\":\"Point\","
                    + "\"coordinates\":[-80.2890,%3$.4f]},\"detail\":{\"rounds\":2}}",
                device,
                Instant.now(),
                latitude));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private static String alertOf(String device) {
    try {
      for (JsonNode alert : center.get("/api/v1/alerts?limit=1000").get("items")) {
        if (alert.toString().contains(device)) {
          return alert.get("id").asText();
        }
      }
      return null;
    } catch (Exception e) {
      return null;
    }
  }

  private static int cameras() {
    try {
      int count = 0;
      String cursor = "";
      do {
        JsonNode page = center.get("/api/v1/cameras?limit=1000" + cursor);
        count += page.get("items").size();
        cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : "";
      } while (!cursor.isEmpty());
      return count;
    } catch (Exception e) {
      return -1;
    }
  }

  private static JsonNode incidentOf(String alertId) throws Exception {
    String incident = center.get("/api/v1/alerts/" + alertId).get("incidentId").asText();
    return center.get("/api/v1/incidents/" + incident);
  }
}
