package org.watchfloor.itests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;

/** A person compares a hit with its list, and decides, by keyboard alone. */
class LeadScreenTest {
  @TempDir static Path home;
  private static Center center;

  @BeforeAll
  static void start() throws Exception {
    center = Center.start("start", home);
    HttpResponse<String> imported =
        center.send(
            "PUT",
            "/api/v1/plates/hotlists/stolen?owner=PD",
            "text/csv",
            "plate,state,reason,agency,entered,expires,make,color\n"
                + "HOT1234,NC,stolen vehicle,Demo PD,2026-11-20,,ford,white\n"
                + "HOT5678,VA,armed robbery,Demo PD,2026-11-20,,honda,black\n");
    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
  }

  @AfterAll
  static void stop() throws Exception {
    if (center != null) {
      center.close();
    }
  }

  private static void read(String plate, String region) throws Exception {
    HttpResponse<String> sent =
        center.send(
            "POST",
            "/api/v1/signals",
            "application/json",
            ("{\"vendorKey\":\"%s\",\"kind\":\"plate.read\",\"occurredAt\":\"%s\",\"device\":\"north\","
                    + "\"location\":{\"type\":\"Point\",\"coordinates\":[-80.2442,36.0999]},"
                    + "\"detail\":{\"plate\":\"%s\",\"region\":\"%s\",\"confidence\":0.93,"
                    + "\"make\":\"ford\",\"color\":\"white\",\"body\":\"truck\"}}")
                .formatted(plate + region, Instant.now(), plate, region));
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
  }

  private static void opened(Desk desk, String plate) {
    Page page = desk.page();
    page.locator(".row", new Page.LocatorOptions().setHasText(plate)).first().click();
    page.keyboard().press("o");
    desk.drawn("incident");
  }

  @Test
  void aHitIsComparedAndDecidedByKeyboard() throws Exception {
    try (Desk desk = Desk.open(center);
        EventStream changes = EventStream.open(center, "?types=change")) {
      read("HOT1234", "us-nc");
      read("HOT5678", "us-va");
      desk.signIn();
      Page page = desk.page();
      opened(desk, "HOT1234");
      Locator lead = page.locator("rtcc-lead");
      assertThat(lead).containsText("Lead only. Confirm plate, state and status before acting.");
      assertThat(lead.locator("tr.same")).hasCount(3);
      assertThat(lead).containsText("stolen vehicle, Demo PD");
      assertThat(lead).containsText("entered 2026-11-20");
      assertThat(lead).containsText("The reader sent no picture");
      desk.accessible("a hit that nobody has looked at");
      desk.picture("lead", false);
      page.keyboard().press("y");
      assertThat(lead.locator(".decided")).containsText("Confirmed by admin");
      changes.await(
          "the confirmation",
          10,
          e -> e.data().at("/change/kind").asText().equals("hit.confirmed"));
      page.keyboard().press("w");
      desk.drawn("watch");
      opened(desk, "HOT5678");
      assertThat(page.locator("rtcc-lead tr.differs")).hasCount(1);
      page.keyboard().press("v");
      assertThat(page.locator("rtcc-lead .decided")).containsText("Not the vehicle by admin");
      desk.accessible("a hit that is none");
      desk.picture("lead-decided", false);
      assertThat(desk.errors()).as("errors on the browser's console").isEmpty();
    }
  }
}
