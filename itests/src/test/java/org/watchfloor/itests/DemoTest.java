package org.watchfloor.itests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;

/** The demo city in the running distribution: what a newcomer sees, over REST and in a real browser. */
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
    assumeTrue(
        Files.exists(chromium) && node != null,
        "skipped: no browser. apt-get install chromium nodejs");
    Files.createDirectories(SCREENS);
    Playwright.CreateOptions options =
        new Playwright.CreateOptions()
            .setEnv(
                Map.of(
                    "PLAYWRIGHT_NODEJS_PATH", node.toString(),
                    "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    try (Playwright playwright = Playwright.create(options);
        Browser browser =
            playwright
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
        BrowserContext context =
            browser.newContext(
                new Browser.NewContextOptions()
                    .setIgnoreHTTPSErrors(true)
                    .setViewportSize(1440, 900))) {
      work(context.newPage());
    }
  }

  private void work(Page page) throws Exception {
    List<String> errors = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("status of 401")) {
            errors.add(message.text());
          }
        });
    page.onPageError(errors::add);
    page.navigate(center.uri("/").toString());
    page.getByLabel("User").fill(center.initialAdmin().get("user").asText());
    page.getByLabel("Password").fill(center.initialAdmin().get("password").asText());
    page.getByRole(
            com.microsoft.playwright.options.AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName("Start shift"))
        .click();
    page.waitForFunction("() => document.documentElement.dataset.ready === 'watch'");
    page.getByText(Pattern.compile("Gunshot")).first().waitFor(
        new com.microsoft.playwright.Locator.WaitForOptions().setTimeout(180_000));
    page.keyboard().press("j");
    page.waitForTimeout(3_000);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENS.resolve("watch.png")));
    page.keyboard().press("a");
    assertThat(page.getByText("admin").first()).isVisible();
    page.keyboard().press("o");
    page.waitForURL(Pattern.compile(".*/incident/.*"));
    page.waitForFunction("() => document.documentElement.dataset.ready === 'incident'");
    page.waitForTimeout(2_000);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENS.resolve("incident.png")));
    assertThat(errors).as("errors on the browser's console").isEmpty();
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
