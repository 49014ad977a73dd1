package org.watchfloor.itests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final Path SCREENS = Path.of("target", "screens");

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
    Path chromium = Path.of("/usr/bin/chromium");
    Path node = node();
    Need.that(
        Files.exists(chromium) && node != null, "no browser. apt-get install chromium nodejs");
    Files.createDirectories(SCREENS);
    Playwright.CreateOptions options =
        new Playwright.CreateOptions()
            .setEnv(
                Map.of(
                    "PLAYWRIGHT_NODEJS_PATH",
                    node.toString(),
                    "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                    "1"));
    try (Playwright playwright = Playwright.create(options);
        Browser browser = launch(playwright, chromium);
        BrowserContext context =
            browser.newContext(
                new Browser.NewContextOptions()
                    .setIgnoreHTTPSErrors(true)
                    .setViewportSize(1440, 900))) {
      List<String> errors = new ArrayList<>();
      Page page = context.newPage();
      listen(page, errors);
      try {
        signIn(page);
        triage(page);
        resume(page);
        incident(page);
      } finally {
        picture(page, "last");
      }
      assertThat(errors).as("errors on the browser's console").isEmpty();
    }
  }

  private static Browser launch(Playwright playwright, Path chromium) {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(chromium)
                .setArgs(
                    List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking")));
  }

  /**
   * What the browser itself says of an answer or of a cable that was pulled is no fault of ours.
   */
  private static void listen(Page page, List<String> errors) {
    page.onConsoleMessage(
        message -> {
          String text = message.text();
          if (message.type().equals("error")
              && !text.contains("status of 401")
              && !text.contains("ERR_INTERNET_DISCONNECTED")) {
            errors.add(text);
          }
        });
    page.onPageError(errors::add);
  }

  private static void signIn(Page page) throws Exception {
    page.navigate(center.uri("/").toString());
    drawn(page, "signin");
    accessible(page, "signin");
    page.getByLabel("User").fill(center.initialAdmin().get("user").asText());
    page.getByLabel("Password").fill(center.initialAdmin().get("password").asText());
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start shift")).click();
    drawn(page, "watch");
    assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true))).isVisible();
  }

  /** By keys only: pick, take, dismiss with a reason, take that back. */
  private static void triage(Page page) throws Exception {
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
    accessible(page, "watch");
    picture(page, "watch");

    page.keyboard().press("a");
    assertThat(picked).containsText("yours");

    String title = picked.locator(".title").innerText();
    page.keyboard().press("d");
    assertThat(page.getByText("Dismiss: why?")).isVisible();
    accessible(page, "dismiss");
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

  private static void incident(Page page) throws Exception {
    page.keyboard().press("o");
    page.waitForURL(Pattern.compile(".*/incident/.*"));
    drawn(page, "incident");
    page.keyboard().press("n");
    page.keyboard().type("Units asked for. jkado?");
    page.keyboard().press("Enter");
    assertThat(page.locator("rtcc-incident .timeline li").first())
        .containsText("Units asked for. jkado?");
    page.locator("rtcc-incident rtcc-tile .screen img")
        .first()
        .waitFor(new Locator.WaitForOptions().setTimeout(20_000));
    accessible(page, "incident");
    picture(page, "incident");
    page.reload();
    drawn(page, "incident");
    assertThat(page.locator("rtcc-incident .timeline")).containsText("Units asked for.");
  }

  private static void drawn(Page page, String screen) {
    page.waitForFunction(
        "screen => document.documentElement.dataset.ready === screen",
        screen,
        new Page.WaitForFunctionOptions().setTimeout(60_000));
  }

  private static void picture(Page page, String name) throws Exception {
    byte[] png =
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(name + ".png")));
    if (name.equals("watch") && Boolean.getBoolean("watchfloor.screenshots")) {
      Path images = Path.of(System.getProperty("watchfloor.root", ".."), "docs", "images");
      Files.createDirectories(images);
      Files.write(images.resolve("watch.png"), png);
    }
  }

  /** axe-core, WCAG 2.2 A and AA: nothing serious or critical. */
  private static void accessible(Page page, String screen) throws Exception {
    try (InputStream axe = DemoTest.class.getResourceAsStream("/axe.min.js")) {
      assertThat(axe).as("axe-core on the class path").isNotNull();
      page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + ";0");
    }
    Object found =
        page.evaluate(
            "async () => (await axe.run()).violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' '))");
    assertThat((List<?>) found).as("what axe-core finds on the screen " + screen).isEmpty();
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

  private static Path node() {
    for (String folder : System.getenv("PATH").split(":")) {
      Path node = Path.of(folder, "node");
      if (Files.isExecutable(node)) {
        return node;
      }
    }
    return null;
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
