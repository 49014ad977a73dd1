package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Shell;

/**
 * Installs, updates, rolls back and removes six plugins at random under 2,000 signals/s, then kills
 * the center in the middle of updates: no acknowledged signal is lost, none is there twice, no
 * bundle of the center is touched, and nothing is left behind.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifeCycleTest {
  /** The figure the project promises is 500; that run takes about a quarter of an hour. */
  private static final int OPERATIONS = Integer.getInteger("watchfloor.operations", 25);

  private static final int KILLS = Integer.getInteger("watchfloor.operation.kills", 3);
  private static final long SEED = Long.getLong("watchfloor.seed", System.nanoTime());
  private static final int PLUGINS = 6;
  private static final int VERSIONS = 4;

  /** Pools of the server breathe by as many. */
  private static final int MORE_THREADS = 8;

  private static final int SIGNALS_PER_SECOND = 2_000;
  private static final String SECRET = "a-secret-of-this-test";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path home;
  @TempDir static Path packages;
  private static Center center;
  private static Watcher watcher;

  /** Signed packages by plugin and version. */
  private static final Map<String, Path> SIGNED = new HashMap<>();

  private static final List<String> IDS = new ArrayList<>();
  private static final List<String> SOURCES = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    Need.time("installs, updates, rollbacks and removals under load take two minutes");
    Publisher publisher = Publisher.make(packages);
    for (int p = 1; p <= PLUGINS; p++) {
      MadePlugin made = MadePlugin.of("made-" + p);
      IDS.add(made.id());
      SOURCES.add(made.id() + "~one");
      for (int v = 1; v <= VERSIONS; v++) {
        SIGNED.put(made.id() + " " + v, publisher.sign(made.kar(packages, "1." + v + ".0")));
      }
    }
    center = Center.start("start", home);
    publisher.trustedBy(home);
    watcher = new Watcher(home);
    Shell.admin(center, "bundle:install -s file:" + Watcher.jar(packages));
    for (String source : SOURCES) {
      center.configure("org.watchfloor.source." + source + ".cfg", Map.of(".secret", SECRET));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (center != null) {
      center.close();
    }
  }

  @Test
  @Order(1)
  void randomOperationsUnderLoadLoseNothingAndLeaveNothing() throws Exception {
    System.out.printf("life cycle: %d operations, seed %d%n", OPERATIONS, SEED);
    Model model = new Model(new Random(SEED));
    IDS.forEach(model::installAll);
    SOURCES.forEach(this::online);
    NumberedLoad load = new NumberedLoad(center, SOURCES, SECRET, SIGNALS_PER_SECOND, 0);
    try (load) {
      TimeUnit.SECONDS.sleep(10); // what is compiled and cached once is compiled and cached
      IDS.forEach(model::updateOnce);
      JvmFigures before = JvmFigures.of(home);
      long began = System.nanoTime();
      int acknowledged = load.acknowledged();
      for (int i = 0; i < OPERATIONS; i++) {
        model.random();
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      double perSecond = (load.acknowledged() - acknowledged) / seconds;
      model.installMissing();
      SOURCES.forEach(this::online);
      JvmFigures after = settled(before);
      System.out.printf(
          "life cycle: %s; %.0f signals/s acknowledged over %.0f s, %d batches to be sent again%n"
              + "  before: %s%n  after:  %s%n",
          model, perSecond, seconds, load.refused(), before, after);
      assertThat(after.loaders())
          .as("class loaders of bundles")
          .isLessThanOrEqualTo(before.loaders() + 1);
      assertThat(after.threadCount())
          .as("threads, more: %s", after.moreThan(before))
          .isLessThanOrEqualTo(before.threadCount() + MORE_THREADS);
      // each plugin has a mebibyte, so that 25 leaked versions would be more than this
      assertThat(after.liveBytes()).as("heap").isLessThan(before.liveBytes() + (20L << 20));
    }
    System.out.printf("life cycle: %d signals acknowledged%n", load.acknowledged());
    assertThat(load.faults()).isEmpty();
    assertThat(load.acknowledged()).isGreaterThan(OPERATIONS * 500);
    assertThat(watcher.touched()).as("bundles touched besides the plugins").isEmpty();
  }

  /**
   * What is held once idle threads have ended. Each command of the shell leaves two that live for
   * another minute (Karaf's sessions), and the runtime's lanes end idle ones as well.
   */
  private static JvmFigures settled(JvmFigures before) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    JvmFigures now = JvmFigures.of(home);
    while (now.threadCount() > before.threadCount() + MORE_THREADS
        && System.nanoTime() < deadline) {
      TimeUnit.SECONDS.sleep(5);
      now = JvmFigures.of(home);
    }
    return now;
  }

  private void online(String source) {
    try {
      center.awaitSource(source, "online");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What should be installed, and what was done to come there. */
  private static final class Model {
    private final Random random;
    private final Map<String, List<Integer>> stacks = new HashMap<>();
    private final Map<String, Integer> done = new java.util.TreeMap<>();

    Model(Random random) {
      this.random = random;
    }

    void installAll(String id) {
      install(id, 1);
    }

    void updateOnce(String id) {
      update(id, 2);
    }

    void random() throws Exception {
      String id = IDS.get(random.nextInt(IDS.size()));
      List<Integer> stack = stacks.get(id);
      int dice = random.nextInt(100);
      if (stack == null) {
        install(id, 1 + random.nextInt(VERSIONS));
      } else if (dice < 20) {
        run("plugin-remove --yes --json " + id, "remove", id);
        stacks.remove(id);
      } else if (dice < 45 && stack.size() > 1) {
        stack.remove(0);
        expect(run("plugin-rollback --yes --json " + id, "rollback", id), id, stack.get(0));
      } else {
        update(id, 1 + (stack.get(0) + random.nextInt(VERSIONS - 1)) % VERSIONS);
      }
    }

    void installMissing() {
      IDS.stream().filter(id -> !stacks.containsKey(id)).forEach(id -> install(id, 1));
    }

    private void install(String id, int version) {
      stacks.put(id, new ArrayList<>(List.of(version)));
      expect(
          run("plugin-install --yes --json " + SIGNED.get(id + " " + version), "install", id),
          id,
          version);
    }

    private void update(String id, int version) {
      List<Integer> stack = stacks.get(id);
      stack.add(0, version);
      while (stack.size() > 4) { // versions.kept = 3
        stack.remove(4);
      }
      expect(
          run("plugin-update --yes --json " + SIGNED.get(id + " " + version), "update", id),
          id,
          version);
    }

    private JsonNode run(String command, String operation, String id) {
      done.merge(operation, 1, Integer::sum);
      try {
        String said = Shell.admin(center, "rtcc:" + command);
        int from = said.indexOf('{');
        assertThat(from).as("%s: %s", command, said).isNotNegative();
        JsonNode answer = JSON.readTree(said.substring(from));
        assertThat(answer.at("/plan/operation").asText()).as(said).isEqualTo(operation);
        assertThat(answer.at("/plan/refreshed")).as(said).isEmpty();
        assertThat(answer.at("/plan/pluginId").asText()).as(said).isEqualTo(id);
        return answer;
      } catch (Exception e) {
        throw new IllegalStateException(command, e);
      }
    }

    private void expect(JsonNode answer, String id, int version) {
      assertThat(answer.at("/plan/to").asText()).isEqualTo("1." + version + ".0");
      assertThat(answer.at("/plugin/running").asBoolean()).as(answer.toString()).isTrue();
      List<String> previous = new ArrayList<>();
      answer.at("/plugin/previous").forEach(one -> previous.add(one.asText()));
      assertThat(previous)
          .as("versions of %s to go back to", id)
          .isEqualTo(stacks.get(id).stream().skip(1).map(v -> "1." + v + ".0").toList());
    }

    @Override
    public String toString() {
      return done.toString();
    }
  }

  @Test
  @Order(2)
  void anotherFeatureLeavesThePluginsAlone() throws Exception {
    List<String> before = watcher.of("com.example.made.made-1");
    Shell.admin(center, "feature:install watchfloor-plugin-gunshot-webhook");
    Shell.admin(center, "feature:install watchfloor-plugin-plate-openalpr");
    Shell.admin(center, "feature:uninstall watchfloor-plugin-gunshot-webhook");
    assertThat(watcher.of("com.example.made.made-1")).isEqualTo(before);
    assertThat(watcher.touched()).isEmpty();
    assertThat(running("made-1")).isTrue();
    assertThat(plugin("plate-openalpr").get("origin").asText())
        .isEqualTo("feature watchfloor-plugin-plate-openalpr");
    assertThat(plugin("plate-openalpr").get("signature").asText()).isEqualTo("shipped");
  }

  @Test
  @Order(3)
  void aPluginOfAFeatureIsUpdatedAndStaysSoWhateverFeaturesDo() throws Exception {
    Path jar = built("bundles/plugin-plate-openalpr");
    Path next = packages.resolve("plate-openalpr-next.jar");
    Files.write(next, NextVersion.of(jar, "0.1.7"));
    String refused = Shell.admin(center, "rtcc:plugin-update --yes " + next);
    assertThat(refused).contains("--accept-unsigned");
    String said = Shell.admin(center, "rtcc:plugin-update --yes --accept-unsigned " + next);
    assertThat(said).contains("feature watchfloor-plugin-plate-openalpr").contains("0.1.7");
    assertThat(plugin("plate-openalpr").get("version").asText()).isEqualTo("0.1.7");
    List<String> before = watcher.of("org.watchfloor.plugin-plate-openalpr");
    Shell.admin(center, "feature:install watchfloor-plugin-gunshot-webhook");
    assertThat(watcher.of("org.watchfloor.plugin-plate-openalpr")).isEqualTo(before);
    assertThat(plugin("plate-openalpr").get("version").asText()).isEqualTo("0.1.7");
    assertThat(running("plate-openalpr")).isTrue();
    Shell.admin(center, "rtcc:plugin-rollback --yes plate-openalpr");
    assertThat(plugin("plate-openalpr").get("version").asText()).startsWith("0.1.0");
    assertThat(watcher.touched()).isEmpty();
  }

  /** The whole audit log, which after hundreds of operations is more than a page. */
  private static String audited() throws Exception {
    StringBuilder all = new StringBuilder();
    String after = "0";
    while (!after.isEmpty()) {
      JsonNode page = center.get("/api/v1/audit?limit=1000&cursor=" + after);
      all.append(page.get("items"));
      after = page.path("next").asText();
    }
    return all.toString();
  }

  @Test
  @Order(4)
  void whatIsDroppedInTheDeployFolderIsInstalledOrWaitsForAYes() throws Exception {
    Shell.admin(center, "rtcc:plugin-remove --yes made-1");
    Path deploy = home.resolve("deploy");
    Files.copy(SIGNED.get("made-1 3"), deploy.resolve("made-1.kar"));
    Center.await("a signed package is installed", () -> runs("made-1", "1.3.0"));
    assertThat(audited())
        .contains("plugin.install")
        .contains("deploy/made-1.kar")
        .contains("gauge.example.com:443");
    MadePlugin stranger = MadePlugin.of("stranger");
    Files.copy(stranger.kar(packages, "1.0.0"), deploy.resolve("stranger.kar"));
    Center.await("an unsigned one waits", () -> waiting().contains("stranger"));
    assertThat(center.get("/api/v1/plugins").toString()).doesNotContain("stranger");
    String plan = JSON.readTree(waiting()).get(0).get("id").asText();
    assertThat(waiting()).contains("gauge.example.com:443");
    Shell.admin(center, "rtcc:plugin-approve --yes --accept-unsigned " + plan);
    assertThat(runs("stranger", "1.0.0")).isTrue();
    Files.delete(deploy.resolve("made-1.kar"));
    Files.delete(deploy.resolve("stranger.kar"));
    TimeUnit.SECONDS.sleep(3); // longer than the folder is looked at
    assertThat(runs("made-1", "1.3.0")).isTrue();
    assertThat(runs("stranger", "1.0.0")).isTrue();
    Shell.admin(center, "rtcc:plugin-remove --yes stranger");
    assertThat(watcher.touched()).isEmpty();
  }

  private static String waiting() {
    try {
      String said = Shell.admin(center, "rtcc:plugin-waiting --json");
      return said.substring(said.indexOf('['));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Order(5)
  void badPackagesAreRefusedWithTheReasonAndLeaveNothing() throws Exception {
    String before = state();
    BadPackages bad = new BadPackages(packages);
    for (Map.Entry<Path, String> one : bad.all().entrySet()) {
      String said =
          Shell.admin(center, "rtcc:plugin-install --yes --accept-unsigned " + one.getKey());
      assertThat(said).as("%s", one.getKey().getFileName()).contains(one.getValue());
      assertThat(state()).as("%s", one.getKey().getFileName()).isEqualTo(before);
    }
    Path dropped = Files.copy(bad.otherApi(), home.resolve("deploy/bad.kar"));
    Center.await(
        "a refusal in the log",
        () -> {
          try {
            return Files.readString(home.resolve("data/log/karaf.log"))
                .contains("deploy/bad.kar is not taken: the plugin is for the plugin API");
          } catch (java.io.IOException e) {
            return false;
          }
        });
    Files.delete(dropped);
    assertThat(Shell.admin(center, "rtcc:plugin-waiting --json")).doesNotContain("bad-api");
    assertThat(watcher.touched()).isEmpty();
  }

  /** Bundles, and files of plugins. */
  private static String state() throws Exception {
    Path plugins = home.resolve("data/watchfloor/plugins");
    List<String> files = new ArrayList<>();
    try (var all = Files.walk(plugins)) {
      all.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith(".deploy.json"))
          .sorted()
          .forEach(file -> files.add(plugins.relativize(file).toString()));
    }
    return Shell.admin(center, "bundle:list -t 0 -s --no-format") + files;
  }

  @Test
  @Order(6)
  void aKillInTheMiddleOfAnUpdateLeavesTheOldOrTheNewVersion() throws Exception {
    Random random = new Random(SEED);
    List<String> sources = SOURCES.subList(0, 1);
    NumberedLoad load = new NumberedLoad(center, sources, SECRET, 300, 100_000_000);
    try (load) {
      for (int kill = 1; kill <= KILLS; kill++) {
        String to = kill % 2 == 0 ? "made-1 3" : "made-1 4";
        Thread update =
            new Thread(
                () -> {
                  try {
                    Shell.admin(center, "rtcc:plugin-update --yes " + SIGNED.get(to));
                  } catch (Exception e) {
                    // the center dies under it
                  }
                });
        update.start();
        TimeUnit.MILLISECONDS.sleep(600 + random.nextInt(1_200));
        center.kill9();
        update.join(60_000);
        center = Center.start("start", home, center.httpsPort(), center.sshPort());
        load.now(center);
        center.awaitSource(SOURCES.get(0), "online");
        String version = plugin("made-1").get("version").asText();
        System.out.printf("kill %d of %d in an update: %s runs%n", kill, KILLS, version);
        assertThat(version).isIn("1.3.0", "1.4.0");
        assertThat(running("made-1")).isTrue();
        assertThat(home.resolve("data/watchfloor/plugins/made-1/pending.json")).doesNotExist();
      }
    }
    assertThat(load.faults()).isEmpty();
  }

  @Test
  @Order(7)
  void theyAreThereAfterARestartAndAfterANewBuild() throws Exception {
    Map<String, String> before = versions();
    assertThat(before).hasSize(8);
    restart(false);
    assertThat(versions()).isEqualTo(before);
    restart(true);
    Center.await("the plugins are back", () -> versions().equals(before));
    for (String source : SOURCES) {
      center.awaitSource(source, "online");
    }
  }

  private static void restart(boolean newBuild) throws Exception {
    assertThat(center.stop()).isZero();
    if (newBuild) {
      // what the launcher does when the distribution is newer than the home
      Path built = home.resolve("data/built");
      Files.setLastModifiedTime(built, java.nio.file.attribute.FileTime.fromMillis(0));
    }
    center = Center.start("start", home, center.httpsPort(), center.sshPort());
    assertThat(center.output().contains("new build")).isEqualTo(newBuild);
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new java.util.TreeMap<>();
    try {
      for (JsonNode plugin : center.get("/api/v1/plugins").get("items")) {
        if (plugin.path("running").asBoolean()) {
          versions.put(plugin.get("id").asText(), plugin.get("version").asText());
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return versions;
  }

  private static JsonNode plugin(String id) throws Exception {
    for (JsonNode plugin : center.get("/api/v1/plugins").get("items")) {
      if (plugin.get("id").asText().equals(id)) {
        return plugin;
      }
    }
    throw new AssertionError("no plugin " + id);
  }

  private static boolean running(String id) throws Exception {
    return plugin(id).get("running").asBoolean();
  }

  private static boolean runs(String id, String version) {
    return version.equals(versions().get(id));
  }

  private static Path built(String folder) throws Exception {
    Path module = Path.of(System.getProperty("watchfloor.root"), folder);
    try (var files = Files.list(module.resolve("target"))) {
      return files
          .filter(f -> f.getFileName().toString().matches("plugin-[a-z-]+-[0-9].*\\.jar"))
          .filter(f -> !f.getFileName().toString().contains("tests"))
          .findFirst()
          .orElseThrow();
    }
  }
}
