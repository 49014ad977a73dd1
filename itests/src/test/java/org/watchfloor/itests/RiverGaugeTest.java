package org.watchfloor.itests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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

/**
 * The example of a plugin outside the tree, which runs in a JVM of its own: built as its author
 * builds it, installed into the running demo, fed over Debian's MQTT broker, seen at the desk that
 * was open all the time; its JVM killed while levels come.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RiverGaugeTest {
  private static final String SOURCE = "river-gauge~county";
  private static final String BUNDLE = "com.example.watchfloor.plugin-river-gauge";
  private static final String PLUGIN =
      "com.example.watchfloor.rivergauge.internal.RiverGaugePlugin";

  /** All of it that the center loads: what the form in Admin is made of. */
  private static final String CONFIG =
      "com.example.watchfloor.rivergauge.internal.RiverGaugeConfig";

  private static final int KILLS = 3;
  private static final String STATION = "Salem Creek at Main St";
  private static final double LATITUDE = 36.0983;
  private static final double LONGITUDE = -80.2253;

  @TempDir static Path home;
  @TempDir static Path folder;
  private static Broker broker;
  private static Center center;
  private static IsolatedJvm jvm;
  private static Path jar;

  /** Each level some seconds after the one before; none is in the future. */
  private static Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(100);

  @BeforeAll
  static void start() throws Exception {
    Need.time("a plugin from zero, at an open desk, takes a minute");
    broker = Broker.start(folder.resolve("broker"));
    Sdk sdk = Sdk.stage("river");
    Path project = sdk.copy("examples/plugin-river-gauge");
    String said = sdk.maven(project, "verify");
    assertThat(said).containsPattern("Tests run: [2-9][0-9], Failures: 0, Errors: 0");
    jar = Sdk.jar(project);
    center = Center.start("demo", home);
    jvm = new IsolatedJvm(home, BUNDLE);
  }

  @AfterAll
  static void stop() throws Exception {
    if (center != null) {
      center.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  @Order(1)
  void itAppearsAtTheOpenDesk() throws Exception {
    try (Desk desk = Desk.open(center)) {
      desk.signIn();
      Page page = desk.page();
      page.evaluate("() => { window.notReloaded = true; }");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Layers")).click();
      Locator layers = page.locator("rtcc-layers");
      assertThat(layers.getByText("River level")).hasCount(0);
      desk.picture("river-1", true);

      install();
      assertThat(layers.getByText("River level")).isVisible();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Layers")).click();
      level(1.4, 0.1);
      pinOnTheMap(page);
      desk.picture("river-2", true);

      level(3.2, 0.9);
      inTheQueue(page, desk);
      search(page, desk);
      assertThat(page.evaluate("() => window.notReloaded")).isEqualTo(true);
      assertThat(desk.errors()).as("errors on the browser's console").isEmpty();
    }
  }

  private static void install() throws Exception {
    assertThat(Shell.admin(center, "rtcc:plugin-install --yes --accept-unsigned " + jar))
        .contains("river-gauge", "is installed");
    Map<String, String> values = new LinkedHashMap<>();
    values.put("broker", broker.address());
    values.put("highMetres", "2.5");
    center.configure("org.watchfloor.source." + SOURCE + ".cfg", values);
    center.awaitSource(SOURCE, "online");
    assertThat(Shell.admin(center, "rtcc:plugin-list"))
        .containsPattern("river-gauge.*isolated.*bronze");
    assertThat(Shell.admin(center, "rtcc:plugin-info river-gauge")).contains("a JVM of its own");
  }

  private static void pinOnTheMap(Page page) {
    page.waitForFunction(
        "() => document.querySelector('rtcc-map')._signalSource.getFeatures()"
            + ".some(f => f.get('item').signal.kind === 'river.level')");
  }

  /** The summary, the severity of the thresholds, and its own symbol. */
  private static void inTheQueue(Page page, Desk desk) throws Exception {
    Locator row = page.locator("rtcc-queue .row", new Page.LocatorOptions().setHasText(STATION));
    row.first().waitFor(new Locator.WaitForOptions().setTimeout(20_000));
    assertThat(row.first()).containsText("3.2 m");
    assertThat(row.first()).hasClass(Pattern.compile(".*\\bhigh\\b.*"));
    row.first().locator(".head").click();
    assertThat(page.getByText("Asking the camera"))
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(20_000));
    desk.accessible("watch with a river");
    desk.picture("river-3", true);
  }

  private static void search(Page page, Desk desk) throws Exception {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Signals")).first().click();
    desk.drawn("signals");
    page.getByLabel("Kind").selectOption("river.level");
    page.getByLabel("Text").fill("salem");
    page.getByLabel("Reason").fill("flood watch");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search").setExact(true))
        .click();
    Locator found = page.locator("rtcc-signals .found .row");
    assertThat(found).hasCount(2);
    assertThat(found.first()).containsText(STATION + ": 3.2 m");
    found.first().locator(".head").click();
    assertThat(found.first()).containsText("Threshold");
    desk.picture("river-4", true);
  }

  @Test
  @Order(2)
  void whatIsPublishedWhileTheBrokerOrThePluginIsAwayArrivesOnce() throws Exception {
    if (center.sourceState(SOURCE).equals("absent")) {
      install(); // there was no browser for the first test
    }
    center.awaitSource(SOURCE, "online");
    broker.restart();
    level(1.5, 0.1);
    awaitLevel(1.5);

    Path next = folder.resolve("next.jar");
    Files.write(next, NextVersion.of(jar, "0.2.0"));
    assertThat(isLoaded(centerPid(), CONFIG)).as("while it runs").isTrue();
    assertThat(isLoaded(centerPid(), PLUGIN)).as("its code in the center").isFalse();
    assertThat(isLoaded(jvm.pid(), PLUGIN)).as("its code in its own JVM").isTrue();
    assertThat(Shell.admin(center, "rtcc:plugin-update --yes --accept-unsigned " + next))
        .contains("is now 0.2.0");
    level(1.6, 0.1);
    awaitLevel(1.6);

    assertThat(Shell.admin(center, "rtcc:plugin-remove --yes river-gauge")).contains("is removed");
    center.awaitSource(SOURCE, "waiting-plugin");
    Center.await("nothing of it is left in the center's JVM", () -> !isLoaded(centerPid(), CONFIG));
    assertThat(jvm.pid()).as("its JVM").isZero();
    level(1.7, 0.1);
    assertThat(Shell.admin(center, "rtcc:plugin-install --yes --accept-unsigned " + jar))
        .contains("is installed");
    awaitLevel(1.7);
    List<Double> levels = levels();
    assertThat(levels).doesNotHaveDuplicates().contains(1.5, 1.6, 1.7);
  }

  @Test
  @Order(3)
  void aMessageThatBreaksTheFormatIsADeadLetter() throws Exception {
    broker.publish(
        "river/main-st/level", "{\"station\":\"A\",\"time\":\"yesterday\",\"level_m\":1}");
    Center.await(
        "it is kept",
        () -> {
          try {
            JsonNode letters = center.get("/api/v1/dead-letters?source=" + SOURCE).get("items");
            return letters.size() == 1 && !letters.get(0).get("field").asText().isEmpty();
          } catch (Exception e) {
            return false;
          }
        });
    center.awaitSource(SOURCE, "online");
  }

  /** Levels come without a pause, and its JVM is killed again and again. */
  @Test
  @Order(4)
  void whoeverKillsItsJvmHarmsNothing() throws Exception {
    Map<String, String> others = states();
    others.remove(SOURCE);
    assertThat(others).containsValue("online");
    try (EventStream shown = EventStream.open(center, "?types=signal&kinds=river.level");
        Gauge gauge = new Gauge(broker, "Muddy Creek");
        Calm calm = new Calm(center, others)) {
      for (int kill = 1; kill <= KILLS; kill++) {
        killWhileLevelsCome(gauge);
      }
      gauge.close();
      assertThat(gauge.published()).hasSizeGreaterThanOrEqualTo(KILLS * 80);
      Center.await("every level that was published", () -> keys().containsAll(gauge.published()));
      calm.close();
      assertThat(calm.disturbances()).as("other sources, and readiness").isEmpty();
      List<String> kept = keys().stream().filter(key -> key.startsWith("Muddy Creek@")).toList();
      assertThat(kept).containsExactlyInAnyOrderElementsOf(gauge.published());
      assertThat(onTheStream(shown, gauge.published().size()))
          .containsExactlyInAnyOrderElementsOf(gauge.published());
      System.out.printf(
          "river gauge: %d kills of its JVM, %d levels published, all kept and shown once%n",
          KILLS, kept.size());
    }
    assertThat(Shell.admin(center, "rtcc:plugin-info river-gauge"))
        .contains("a JVM of its own", "crashed", "the plugin's JVM ended with signal 9");
  }

  private static void killWhileLevelsCome(Gauge gauge) throws Exception {
    center.awaitSource(SOURCE, "online");
    int before = gauge.published().size();
    Center.await("levels before", () -> gauge.published().size() >= before + 40);
    long killed = jvm.pid();
    assertThat(killed).isPositive();
    IsolatedJvm.signal("KILL", killed);
    Center.await(
        "the source says why",
        () -> reason().startsWith("the plugin's JVM ended with signal 9 (exit 137); a new one"));
    center.awaitSource(SOURCE, "online");
    assertThat(jvm.pid()).isPositive().isNotEqualTo(killed);
    Center.await("levels after", () -> gauge.published().size() >= before + 80);
  }

  private static Map<String, String> states() throws Exception {
    Map<String, String> states = new LinkedHashMap<>();
    for (JsonNode source : center.get("/api/v1/sources").get("items")) {
      states.put(source.get("id").asText(), source.get("state").asText());
    }
    return states;
  }

  private static String reason() {
    try {
      for (JsonNode source : center.get("/api/v1/sources").get("items")) {
        if (source.get("id").asText().equals(SOURCE)) {
          return source.path("reason").asText();
        }
      }
      return "";
    } catch (Exception e) {
      return "";
    }
  }

  /** Of all river levels in the journal, each as often as it is there. */
  private static List<String> keys() {
    try {
      List<String> keys = new ArrayList<>();
      JsonNode page;
      String after = "0";
      do {
        page = center.get("/api/v1/signals?kind=river.level&limit=1000&after=" + after);
        page.get("items").forEach(item -> keys.add(item.at("/signal/vendorKey").asText()));
        after = page.path("next").asText();
      } while (page.hasNonNull("next"));
      return keys;
    } catch (Exception e) {
      return List.of();
    }
  }

  private static List<String> onTheStream(EventStream shown, int expected) throws Exception {
    List<String> keys = new ArrayList<>();
    while (keys.size() < expected) {
      keys.add(key(shown.await("each level at the desk", 30, event -> true)));
    }
    shown.events().forEach(event -> keys.add(key(event)));
    return keys;
  }

  private static String key(EventStream.Event event) {
    return event.data().at("/signal/vendorKey").asText();
  }

  private static String centerPid() {
    try {
      return Files.readAllLines(home.resolve("watchfloor.pid")).get(1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a JVM knows a class of that name, after a collection. */
  private static boolean isLoaded(Object pid, String type) {
    try {
      String jvm = String.valueOf(pid);
      jcmd(jvm, "GC.run");
      return jcmd(jvm, "VM.class_hierarchy", type).contains(type);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String jcmd(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + said);
    }
    return said;
  }

  private static void level(double metres, double rate) throws Exception {
    at = at.plusSeconds(10);
    broker.publish(
        "river/main-st/level",
        String.format(
            Locale.ROOT,
            "{\"station\":\"%s\",\"time\":\"%s\",\"level_m\":%s,\"rate_m_per_h\":%s,"
                + "\"latitude\":%s,\"longitude\":%s}",
            STATION,
            at,
            metres,
            rate,
            LATITUDE,
            LONGITUDE));
  }

  private static void awaitLevel(double metres) throws Exception {
    Center.await("the level of " + metres + " m", () -> levels().contains(metres));
  }

  private static List<Double> levels() {
    try {
      return center
          .get("/api/v1/signals?order=newest&limit=100&kind=river.level")
          .get("items")
          .findValuesAsText("level_m")
          .stream()
          .map(Double::valueOf)
          .toList();
    } catch (Exception e) {
      return List.of();
    }
  }
}
