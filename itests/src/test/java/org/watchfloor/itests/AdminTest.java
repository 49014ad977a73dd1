package org.watchfloor.itests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;

/** An administrator brings a plugin into a running center and configures it, in a browser. */
class AdminTest {
  private static final String SOURCE = "gunshot-webhook~desk";

  @TempDir static Path home;
  private static Center center;

  @BeforeAll
  static void start() throws Exception {
    center = Center.start("start", home);
  }

  @AfterAll
  static void stop() throws Exception {
    center.close();
  }

  @Test
  void aPluginIsPlannedInstalledConfiguredAndRemoved() throws Exception {
    try (Desk desk = Desk.open(center)) {
      try {
        desk.signIn();
        desk.page().getByRole(AriaRole.LINK, name("Admin")).click();
        desk.drawn("admin");
        install(desk);
        configure(desk);
        deadLetter(desk);
        remove(desk);
      } finally {
        desk.picture("admin-last", false);
      }
      assertThat(desk.errors()).as("errors on the browser's console").isEmpty();
    }
  }

  private static void install(Desk desk) throws Exception {
    Page page = desk.page();
    Path broken = home.resolve("broken.kar");
    Files.writeString(broken, "this is no archive");
    page.getByLabel("Install or update from a file").setInputFiles(broken);
    assertThat(page.locator(".bring .fault")).isVisible();
    desk.accessible("admin, refused");

    page.getByLabel("Install or update from a file").setInputFiles(jar());
    Locator plan = page.locator("dialog.plan");
    assertThat(plan).containsText("Nothing else is refreshed");
    desk.accessible("plan");
    desk.picture("admin-plan", true);
    Locator consent = plan.getByRole(AriaRole.CHECKBOX);
    if (consent.isVisible()) {
      consent.check();
    }
    plan.getByRole(AriaRole.BUTTON, in("Install")).click();
    assertThat(page.locator(".toast")).containsText("installed");
    Locator row = page.locator("tbody tr").filter(with("gunshot-webhook"));
    assertThat(row).containsText("yes");
    desk.accessible("plugins");
    desk.picture("admin-plugins", false);
    row.getByRole(AriaRole.LINK).click();
    assertThat(page.locator("rtcc-plugin h2")).containsText("Gunshot");
    desk.accessible("plugin");
    desk.picture("admin-plugin", false);
  }

  private static void configure(Desk desk) throws Exception {
    Page page = desk.page();
    page.locator("main.admin nav").getByRole(AriaRole.LINK, in("Sources")).click();
    page.getByLabel("Plugin").selectOption("gunshot-webhook");
    page.getByLabel("Name").fill("desk");
    page.getByRole(AriaRole.BUTTON, name("Add a source")).click();
    Locator form = page.locator("form.config");
    form.waitFor();
    form.getByRole(AriaRole.BUTTON, in("Save")).click();
    assertThat(form.locator(".field.wrong")).containsText("missing");
    assertThat(Files.exists(file())).as("nothing is written").isFalse();

    form.getByLabel("Secret").fill("a-secret-of-the-desk");
    form.getByRole(AriaRole.BUTTON, in("Test")).click();
    assertThat(form.locator(".tested")).containsText("It works");
    assertThat(Files.exists(file())).as("a test keeps nothing").isFalse();
    desk.accessible("source form");
    desk.picture("admin-form", false);

    form.getByRole(AriaRole.BUTTON, in("Save")).click();
    assertThat(page.locator("rtcc-source .now")).containsText("Online");
    assertThat(Files.readString(file())).contains("a-secret-of-the-desk");
    page.reload();
    desk.drawn("admin");
    form.waitFor();
    assertThat(page.content()).doesNotContain("a-secret-of-the-desk");
  }

  private static void deadLetter(Desk desk) throws Exception {
    Page page = desk.page();
    byte[] broken = "{\"id\":\"s1\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(center.hook(SOURCE + "/a-secret-of-the-desk", broken).statusCode()).isEqualTo(400);
    page.locator("main.admin nav").getByRole(AriaRole.LINK, in("Dead letters")).click();
    Locator row = page.locator("tbody tr").filter(with(SOURCE)).first();
    row.waitFor();
    row.getByRole(AriaRole.BUTTON, in("Read")).click();
    assertThat(page.locator("tr.opened pre")).containsText("\"s1\"");
    desk.accessible("dead letters");
    desk.picture("admin-dead-letters", false);
    row.getByRole(AriaRole.BUTTON, in("Try again")).click();
    assertThat(row).containsText("✕");
    row.getByRole(AriaRole.BUTTON, in("Throw away")).click();
    assertThat(page.locator("rtcc-dead-letters")).containsText("There is none.");
    page.locator("main.admin nav").getByRole(AriaRole.LINK, in("Routes")).click();
    assertThat(page.locator("rtcc-routes")).containsText(SOURCE);
    desk.accessible("routes");
  }

  private static void remove(Desk desk) {
    Page page = desk.page();
    page.locator("main.admin nav").getByRole(AriaRole.LINK, in("Plugins")).click();
    page.locator("tbody tr").filter(with("gunshot-webhook")).getByRole(AriaRole.LINK).click();
    page.getByRole(AriaRole.BUTTON, name("Remove")).click();
    page.locator("dialog.plan").getByRole(AriaRole.BUTTON, in("Remove")).click();
    assertThat(page.locator("rtcc-plugins")).containsText("No plugin is installed yet.");
    assertThat(center.sourceState(SOURCE)).isEqualTo("waiting-plugin");
  }

  private static Path file() {
    return home.resolve("etc/org.watchfloor.source." + SOURCE + ".cfg");
  }

  /** The plugin as the distribution has it. */
  private static Path jar() throws IOException {
    Path root = Path.of(System.getProperty("watchfloor.root", ".."));
    try (Stream<Path> all = Files.walk(root.resolve("karaf-assembly/target/assembly/system"))) {
      List<Path> found =
          all.filter(
                  path -> path.getFileName().toString().matches("plugin-gunshot-webhook-.*\\.jar"))
              .toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private static Page.GetByRoleOptions name(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
