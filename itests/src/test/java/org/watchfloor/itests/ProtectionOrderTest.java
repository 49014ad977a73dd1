package org.watchfloor.itests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.Shell;

/**
 * A supervisor writes a protection order in a browser; a read near its place is an alert at the
 * desk at once, and the place is shown to nobody but who may see it.
 */
class ProtectionOrderTest {
  private static final String ADDRESS = "418 Juniper Court";

  /** The promise: from the read to the alert. */
  private static final int SECONDS = 2;

  private static final int READS = 100;

  @TempDir static Path home;
  private static Center center;

  @BeforeAll
  static void start() throws Exception {
    Need.time("a hundred reads, one after the other, take half a minute");
    center = Center.start("start", home);
  }

  @AfterAll
  static void stop() throws Exception {
    if (center != null) {
      center.close();
    }
  }

  private static HttpResponse<String> read(String key, double latitude) throws Exception {
    return center.send(
        "POST",
        "/api/v1/signals",
        "application/json",
        ("{\"vendorKey\":\"%s\",\"kind\":\"plate.read\",\"occurredAt\":\"%s\",\"device\":\"north\","
                + "\"location\":{\"type\":\"Point\",\"coordinates\":[-80.2442,%s]},"
                + "\"detail\":{\"plate\":\"KEEP%s\",\"region\":\"us-nc\",\"confidence\":0.93}}")
            .formatted(key, Instant.now(), latitude, key.substring(key.length() - 2)));
  }

  private static void written(Page page) {
    page.getByLabel("Plate").last().fill("KEEP*");
    page.getByLabel("Case of the order").fill("26-DV-0042");
    page.getByLabel("Address").fill(ADDRESS);
    page.getByLabel("Latitude, longitude").fill("36.0999, -80.2442");
    page.getByLabel("Metres around").fill("4321");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Write the order")).click();
  }

  @Test
  void aReadNearAProtectedPlaceIsAnAlertAtOnce() throws Exception {
    try (Desk desk = Desk.open(center);
        EventStream alerts = EventStream.open(center, "?types=alert")) {
      desk.signIn();
      Page page = desk.page();
      page.keyboard().press("h");
      desk.drawn("hotlists");
      written(page);
      Locator row = page.locator("rtcc-orders tbody tr").first();
      assertThat(row).containsText("26-DV-0042");
      assertThat(row).not().containsText(ADDRESS);
      desk.accessible("hot lists with a protection order");
      desk.picture("orders", true);
      raised(alerts);
      row.getByRole(AriaRole.BUTTON).first().click();
      assertThat(row).containsText(ADDRESS);
      assertThat(Shell.admin(center, "log:display -n 2000")).doesNotContain(ADDRESS);
      page.keyboard().press("Escape");
      page.locator("h1").click();
      page.keyboard().press("w");
      desk.drawn("watch");
      assertThat(page.locator(".row").first()).containsText("near a protected place");
      assertThat(desk.errors()).as("errors on the browser's console").isEmpty();
    }
  }

  /** Each read alone: a desk is told of the first, not of a thousand at once. */
  private static void raised(EventStream alerts) throws Exception {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < READS; i++) {
      String key = "near-" + (100 + i);
      long sent = System.nanoTime();
      HttpResponse<String> answer = read(key, 36.1005);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      String plate = "KEEP" + key.substring(key.length() - 2);
      EventStream.Event alert =
          alerts.await(
              "the alert of " + plate,
              SECONDS,
              e -> e.data().at("/alert/facts/plate").asText().equals(plate));
      nanos.add(alert.arrivedNanos() - sent);
      assertThat(alert.data().toString())
          .contains("protection.order")
          .doesNotContain(ADDRESS, "36.0999")
          .doesNotContainPattern("[:,\\[\"]4321[,}\\]\"]"); // digits within an id tell nothing
    }
    assertThat(read("far-55", 36.2).statusCode()).isEqualTo(202);
    assertThat(read("near-66", 36.1005).statusCode()).isEqualTo(202);
    EventStream.Event next =
        alerts.await("the alert after", SECONDS, e -> e.type().equals("alert"));
    assertThat(next.data().at("/alert/facts/plate").asText()).isEqualTo("KEEP66");
    Collections.sort(nanos);
    System.out.printf(
        "protection order: from the read's request to its alert on the stream, %d reads: p50 %d ms,"
            + " at most %d ms%n",
        READS,
        TimeUnit.NANOSECONDS.toMillis(nanos.get(READS / 2)),
        TimeUnit.NANOSECONDS.toMillis(nanos.get(READS - 1)));
  }
}
