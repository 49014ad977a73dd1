package org.watchfloor.itests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;

/**
 * A supervisor brings a hot list in, confirms one that shrank, and enters a plate, in a browser.
 */
class HotListScreenTest {
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

  private static Path file(String name, int plates) throws Exception {
    StringBuilder csv = new StringBuilder("plate,state,reason\n");
    for (int i = 0; i < plates; i++) {
      csv.append("LIST").append(i).append(",NC,stolen vehicle\n");
    }
    return Files.writeString(home.resolve(name), csv.append("?,NC,no plate\n"));
  }

  private static void bring(Page page, Path file) {
    page.getByLabel("List", new Page.GetByLabelOptions().setExact(true)).fill("stolen");
    page.getByLabel("Owner").fill("Demo PD");
    page.getByLabel("File, at most").setInputFiles(file);
    page.getByRole(AriaRole.BUTTON, name("Import")).click();
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static Page.GetByRoleOptions name(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  @Test
  void aListIsBroughtInConfirmedAndAPlateEnteredByHand() throws Exception {
    try (Desk desk = Desk.open(center)) {
      desk.signIn();
      Page page = desk.page();
      page.keyboard().press("h");
      desk.drawn("hotlists");
      bring(page, file("whole.csv", 40));
      Locator result = page.locator(".result");
      assertThat(result).containsText("40 imported as csv");
      assertThat(result).containsText("Line 42: plate");
      bring(page, file("cut.csv", 2));
      Locator waits = page.locator("section.waits");
      assertThat(waits).containsText("nine tenths or more are gone");
      assertThat(result).containsText("Not in force");
      desk.accessible("hot lists, one waits");
      desk.picture("hotlists-waits", true);
      waits.getByRole(AriaRole.BUTTON).first().click();
      assertThat(waits).not().isVisible();
      Locator row =
          page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("stolen"));
      assertThat(row.first()).containsText("in force");
      terms(page, row);
      byHand(page);
      desk.accessible("hot lists");
      desk.picture("hotlists", true);
      assertThat(desk.errors()).as("errors on the browser's console").isEmpty();
    }
  }

  private static void terms(Page page, Locator row) {
    row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Terms of")).click();
    Locator terms = page.locator("rtcc-list-terms");
    assertThat(terms.getByLabel("Owner")).hasValue("Demo PD");
    terms.getByLabel("Possible hits from").fill("0.2");
    terms.getByRole(AriaRole.BUTTON, named("What would that cost?")).click();
    // a center that has just been started has seen no reads
    assertThat(terms.locator(".forecast")).containsText("Too few reads have come");
    terms.getByLabel("Priority").selectOption("1");
    terms.getByRole(AriaRole.BUTTON, named("Change the terms")).click();
    assertThat(terms).not().isVisible();
    assertThat(row.first().locator("td").nth(1)).hasText("1");
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static void byHand(Page page) {
    page.locator("h1").click();
    page.keyboard().press("n");
    page.keyboard().type("HAND 123");
    page.getByLabel("Reason", exactly()).fill("armed robbery");
    page.getByLabel("Case number").fill("26-0815");
    page.getByRole(AriaRole.BUTTON, name("Enter it")).click();
    Locator entry = page.locator("rtcc-hand-entry tbody tr").first();
    assertThat(entry).containsText("HAND123");
    assertThat(entry).containsText("waits for a second person");
    // who entered it is not asked to approve it
    assertThat(entry.getByRole(AriaRole.BUTTON)).hasCount(2);
  }
}
