package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.harness.Center;

/** A browser at a running center, with one page. Keeps what the page complains of. */
final class Desk implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path SCREENS = Path.of("target", "screens");

  private final Center center;
  private final Playwright playwright;
  private final Browser browser;
  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  private Desk(Center center, Path node) {
    this.center = center;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    browser = launch(playwright);
    context =
        browser.newContext(
            new Browser.NewContextOptions().setIgnoreHTTPSErrors(true).setViewportSize(1440, 900));
    page = context.newPage();
    listen();
  }

  /** Opens a browser, or skips the test where there is none. */
  static Desk open(Center center) throws Exception {
    Optional<Path> node = node();
    Need.that(
        Files.exists(CHROMIUM) && node.isPresent(), "no browser. apt-get install chromium nodejs");
    Files.createDirectories(SCREENS);
    return new Desk(center, node.orElseThrow());
  }

  private static Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(CHROMIUM)
                .setArgs(
                    List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking")));
  }

  private static Optional<Path> node() {
    for (String folder : System.getenv("PATH").split(":")) {
      Path node = Path.of(folder, "node");
      if (Files.isExecutable(node)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /**
   * What the browser itself says of an answer that a screen expects, or of a cable that was pulled,
   * is no fault of ours.
   */
  private void listen() {
    page.onConsoleMessage(
        message -> {
          String text = message.text();
          if (message.type().equals("error")
              && !text.matches(".*status of (401|404|409|422).*")
              && !text.contains("ERR_INTERNET_DISCONNECTED")) {
            errors.add(text);
          }
        });
    page.onPageError(errors::add);
  }

  Page page() {
    return page;
  }

  /** What stands on the browser's console. */
  List<String> errors() {
    return errors;
  }

  /** Signs in as the first administrator. */
  void signIn() throws Exception {
    page.navigate(center.uri("/").toString());
    drawn("signin");
    accessible("signin");
    page.getByLabel("User").fill(center.initialAdmin().get("user").asText());
    page.getByLabel("Password").fill(center.initialAdmin().get("password").asText());
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start shift")).click();
    drawn("watch");
  }

  /** Waits until a screen is completely drawn. */
  void drawn(String screen) {
    page.waitForFunction(
        "screen => document.documentElement.dataset.ready === screen",
        screen,
        new Page.WaitForFunctionOptions().setTimeout(60_000));
  }

  /** A picture of the page; with {@code -Dwatchfloor.screenshots=true} it may go into the docs. */
  void picture(String name, boolean forDocs) throws Exception {
    byte[] png =
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(name + ".png")));
    if (forDocs && Boolean.getBoolean("watchfloor.screenshots")) {
      Path images = Path.of(System.getProperty("watchfloor.root", ".."), "docs", "images");
      Files.createDirectories(images);
      Files.write(images.resolve(name + ".png"), png);
    }
  }

  /** axe-core, WCAG 2.2 A and AA: nothing serious or critical. */
  void accessible(String screen) throws Exception {
    try (InputStream axe = Desk.class.getResourceAsStream("/axe.min.js")) {
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

  @Override
  public void close() {
    context.close();
    browser.close();
    playwright.close();
  }
}
