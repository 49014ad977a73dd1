package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.Shell;
import org.watchfloor.testkit.postgres.PostgresServer;

/**
 * A center that moves from SQLite to PostgreSQL under load, loses PostgreSQL under load, and is
 * started again: nothing acknowledged is missing in any table.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresTest {
  /** How long the store is away: 20 s, or ten minutes. */
  private static final int AWAY_SECONDS = Boolean.getBoolean("watchfloor.long") ? 600 : 20;

  @TempDir static Path home;
  private static PostgresServer server;
  private static Center center;
  private static String url;
  private static int signals;
  private static int reads;
  private static int hits;
  private static int alerts;

  @BeforeAll
  static void start() throws Exception {
    Need.time("a center on PostgreSQL takes a minute");
    Need.that(PostgresServer.installed(), PostgresServer.INSTALL);
    server = PostgresServer.start();
    url = server.newDatabase();
    center = Center.start("start", home);
    String list =
        "plate,state,reason,agency,entered,expires\n" + MixedLoad.HOT + ",NC,stolen,PD,,\n";
    HttpResponse<String> imported =
        center.send("PUT", "/api/v1/plates/hotlists/stolen?owner=PD", "text/csv", list);
    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
  }

  @AfterAll
  static void stop() throws Exception {
    if (center != null) {
      center.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static String migrate() throws Exception {
    Path password = home.resolve("etc/store.password");
    Files.writeString(password, PostgresServer.PASSWORD);
    return Shell.admin(
        center,
        "rtcc:store-migrate --to %s --user %s --password-file %s"
            .formatted(url, PostgresServer.USER, password.toAbsolutePath()));
  }

  private static String store() {
    try {
      HttpResponse<String> answer =
          center
              .http()
              .send(
                  HttpRequest.newBuilder(center.uri("/health/ready")).build(),
                  HttpResponse.BodyHandlers.ofString());
      return answer.body();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static long rows(String table) {
    try (Connection connection = server.connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      return -1;
    }
  }

  private static void add(MixedLoad load) {
    signals += load.acknowledged() - load.plateReads();
    reads += load.plateReads();
    hits += load.hits();
    alerts += load.alerts();
  }

  @Test
  @Order(4)
  void aDeskIsToldAndStillSeesWhatIsRaised() throws Exception {
    try (Desk desk = Desk.open(center);
        EventStream events = EventStream.open(center, "?types=alert")) {
      desk.signIn();
      server.stopImmediately();
      HttpResponse<String> sent =
          center.send(
              "POST",
              "/api/v1/signals",
              "application/json",
              "{\"vendorKey\":\"desk-1\",\"kind\":\"gunshot.detected\",\"severity\":\"critical\","
                  + "\"occurredAt\":\"%s\"}".formatted(Instant.now()));
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
      events.await("the alert", 10, e -> true);
      desk.page().waitForSelector(".store-away");
      desk.page().waitForSelector(".row.is-raised");
      assertThat(desk.page().locator(".store-away").textContent()).contains("Store away");
      desk.picture("store-away", false);
      server.begin();
      desk.page()
          .waitForSelector(
              ".store-away",
              new Page.WaitForSelectorOptions()
                  .setState(WaitForSelectorState.HIDDEN)
                  .setTimeout(60_000));
      alerts++;
      signals++;
      awaitAll("the desk's alert is in the queue");
      desk.page()
          .waitForSelector(
              ".row.is-raised",
              new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
    }
  }

  private static boolean allIsThere() {
    return rows("signals_signal") == signals
        && rows("plates_read") == reads
        && rows("plates_hit") == hits
        && rows("incidents_alert") + rows("incidents_seen") == alerts;
  }

  private static String there() {
    return "signals %d of %d, reads %d of %d, hits %d of %d, alerts %d of %d"
        .formatted(
            rows("signals_signal"),
            signals,
            rows("plates_read"),
            reads,
            rows("plates_hit"),
            hits,
            rows("incidents_alert") + rows("incidents_seen"),
            alerts);
  }

  private static void awaitAll(String when) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60 + AWAY_SECONDS);
    while (!allIsThere()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(when + ": " + there() + "; " + store());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Test
  @Order(1)
  void itMovesUnderLoad() throws Exception {
    MixedLoad load = new MixedLoad(center, "move");
    try (load) {
      TimeUnit.SECONDS.sleep(5);
      String said = migrate();
      System.out.println(said);
      assertThat(said).contains("are the same. The store is " + url).doesNotContain("NOT THE SAME");
      assertThat(said).doesNotContain(PostgresServer.PASSWORD);
      TimeUnit.SECONDS.sleep(3);
      load.endSending();
      load.awaitShown();
    }
    add(load);
    awaitAll("everything is in PostgreSQL");
    assertThat(load.refused())
        .as("requests that had to be sent again while the center went over")
        .isLessThan(250);
    assertThat(home.resolve("data/watchfloor/store.db")).exists();
    System.out.printf(
        "moved under %d signals: an alert was shown after %d ms at worst, %d requests were sent"
            + " again; %s%n",
        load.acknowledged(), load.slowest(), load.refused(), there());
    assertThat(auditActions()).contains("store.migrate");
    assertThat(center.get("/api/v1/alerts?closed=true").get("items")).isNotEmpty();
  }

  private static String auditActions() throws Exception {
    return center.get("/api/v1/audit?limit=1000").toString();
  }

  @Test
  @Order(2)
  void alertsGoOnWhileTheStoreIsAwayAndItCatchesUp() throws Exception {
    MixedLoad load = new MixedLoad(center, "away");
    long back;
    int sent;
    try (load) {
      TimeUnit.SECONDS.sleep(2);
      server.stopImmediately();
      load.slowest();
      int before = load.alerts();
      Center.await("health says so", () -> store().contains("The store cannot be read"));
      HttpResponse<String> queue =
          center
              .http()
              .send(center.request("/api/v1/alerts").build(), HttpResponse.BodyHandlers.ofString());
      assertThat(queue.statusCode()).isEqualTo(503);
      assertThat(queue.body()).contains("store");
      TimeUnit.SECONDS.sleep(AWAY_SECONDS);
      assertThat(load.alerts() - before).isGreaterThan(AWAY_SECONDS);
      assertThat(load.shown()).as("shown meanwhile").isGreaterThanOrEqualTo(load.alerts() - 20);
      long slowest = load.slowest();
      System.out.printf(
          "store away for %d s under %d signals: %d alerts shown, each after at most %d ms; %d"
              + " requests refused%n",
          AWAY_SECONDS, load.acknowledged(), load.shown(), slowest, load.refused());
      assertThat(slowest).as("from signal to screen, ms").isLessThan(5_000);
      assertThat(load.refused()).isZero();
      server.begin();
      back = System.nanoTime();
      TimeUnit.SECONDS.sleep(1);
      load.endSending();
      load.awaitShown();
      sent = load.acknowledged();
    }
    add(load);
    awaitAll("the store has caught up");
    System.out.printf(
        "caught up with %d signals %d ms after PostgreSQL was back: %s%n",
        sent, (System.nanoTime() - back) / 1_000_000, there());
    Center.await("health is well again", () -> !store().contains("The store"));
  }

  @Test
  @Order(3)
  void itStartsAgainWithAllOfIt() throws Exception {
    int https = center.httpsPort();
    int ssh = center.sshPort();
    JsonNode incidents = center.get("/api/v1/incidents?closed=true&limit=1000");
    center.kill9();
    center = Center.start("start", home, https, ssh);
    awaitAll("everything is there after a kill");
    assertThat(center.get("/api/v1/incidents?closed=true&limit=1000")).isEqualTo(incidents);
    assertThat(store()).doesNotContain("The store");
    HttpResponse<String> found =
        center.send(
            "POST",
            "/api/v1/plates/reads/search",
            "application/json",
            "{\"plate\":\"HOT*\",\"reason\":\"itest\",\"caseNumber\":\"case-1\",\"limit\":1000}");
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    assertThat(new ObjectMapper().readTree(found.body()).get("items").size())
        .as(found.body())
        .isEqualTo(Math.min(hits, 1_000));
  }
}
