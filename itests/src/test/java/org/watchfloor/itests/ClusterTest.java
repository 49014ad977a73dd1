package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.Namespaces;
import org.watchfloor.testkit.postgres.PostgresServer;

/**
 * Three centers that are one, each on a machine of its own as far as the network goes, with one
 * PostgreSQL for all: one is killed, one is cut off, all are restarted one after the other, under
 * load. Nothing acknowledged is lost, no source is run by two nodes, no alert is shown twice, and
 * the store has each signal once.
 */
class ClusterTest {
  private static final boolean LONG = Boolean.getBoolean("watchfloor.long");
  private static final int PARTITION_SECONDS = LONG ? 30 : 8;
  private static final int PER_SECOND = Integer.getInteger("watchfloor.cluster.rate", 200);
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> DEVICES =
      IntStream.rangeClosed(13, 24).mapToObj(i -> "d" + i).toList();
  private static final int HTTPS = 8443;
  private static final int SSH = 8101;

  /**
   * The failure time that is configured, three times: from the last sign of life to the sources.
   */
  private static final long MOVE_MILLIS = 5_000;

  @TempDir Path homes;

  private final Map<String, Center> centers = new TreeMap<>();
  private Namespaces spaces;
  private PolledFeed feed;
  private SharedStore store;

  @Test
  void oneCenterOfThreeNodes() throws Exception {
    Need.time("three nodes take two minutes");
    String hindrance = Namespaces.hindrance();
    Need.that(hindrance.isEmpty(), hindrance);
    Need.that(PostgresServer.installed(), PostgresServer.INSTALL);
    try (Namespaces opened = Namespaces.open(NAMES);
        PolledFeed polled = new PolledFeed(Namespaces.HERE);
        SharedStore shared = new SharedStore(Namespaces.HERE)) {
      spaces = opened;
      feed = polled;
      store = shared;
      try {
        startAll();
        underLoad();
      } finally {
        for (Center center : centers.values()) {
          center.kill9();
        }
      }
    }
  }

  // --- the nodes ---

  private void startAll() throws Exception {
    long began = System.nanoTime();
    for (String name : NAMES) {
      prepare(name);
    }
    Map<String, CompletableFuture<Center>> starting = new TreeMap<>();
    for (String name : NAMES) {
      starting.put(name, CompletableFuture.supplyAsync(() -> start(name)));
    }
    for (String name : NAMES) {
      centers.put(name, starting.get(name).get(4, TimeUnit.MINUTES));
    }
    for (String name : NAMES) {
      Center.await(name + " works", () -> works(name));
    }
    System.out.printf("three nodes work together after %d s%n", seconds(began));
  }

  private Center start(String name) {
    try {
      return Center.start(
          spaces.on(name),
          spaces.outside(name),
          "start",
          homes.resolve(name),
          HTTPS,
          SSH,
          Map.of("JAVA_MAX_MEM", "384m"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void prepare(String name) throws Exception {
    Path etc = homes.resolve(name).resolve("etc");
    copy(Center.shippedEtc(), etc);
    edit(
        etc.resolve("org.ops4j.pax.web.cfg"), "= 127.0.0.1", "= 127.0.0.1," + spaces.outside(name));
    edit(
        etc.resolve("org.apache.karaf.features.cfg"),
        "featuresBoot=",
        "featuresBoot=watchfloor-plugin-signal-feed, ");
    certificate(etc.resolve("keys"), spaces.outside(name));
    List<String> members = NAMES.stream().map(n -> n + "@" + spaces.among(n) + ":5701").toList();
    Files.writeString(
        etc.resolve("org.watchfloor.cluster.cfg"),
        "enabled = true\nnode = "
            + name
            + "\nmembers = "
            + String.join(",", members)
            + "\nsecret = of-the-test-of-three-nodes-0123456789\n");
    Files.writeString(etc.resolve("org.watchfloor.store.cfg"), store.configuration());
    for (String device : DEVICES) {
      Files.writeString(
          etc.resolve("org.watchfloor.source.signal-feed~" + device + ".cfg"),
          "transport = poll\nurl = " + feed.url(device) + "\nperiod.seconds = 1\n");
    }
  }

  /** As an administrator makes one for a name by which others reach the node. */
  private static void certificate(Path keys, String address) throws Exception {
    Files.createDirectories(keys);
    Files.writeString(keys.resolve("keystore.password"), "of-the-test");
    Process keytool =
        new ProcessBuilder(
                ("keytool -genkeypair -alias https -keyalg EC -groupname secp256r1 -validity 9"
                        + " -storetype PKCS12 -dname CN=localhost -storepass of-the-test -ext"
                        + " san=dns:localhost,ip:127.0.0.1,ip:"
                        + address
                        + " -keystore "
                        + keys.resolve("https.p12"))
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(said).isZero();
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  // --- what happens ---

  private void underLoad() throws Exception {
    awaitDevices("every source runs somewhere", 30);
    try (ClusterLoad load = new ClusterLoad(centers, PER_SECOND)) {
      Center.await(
          "each node runs some sources",
          () -> NAMES.stream().noneMatch(name -> devicesOf(name).isEmpty()));
      String lost = leader();
      Set<String> died = devicesOf(lost);
      try (EventStream alerts = EventStream.open(centers.get(next(lost)), "?types=alert")) {
        killed(lost, died, alerts);
      }
      load.now(lost, restarted(lost));
      cutOff(next(leader()));
      if (LONG) {
        rolling(load);
      }
      TimeUnit.SECONDS.sleep(2);
      load.close();
      verify(load);
    }
  }

  private void killed(String name, Set<String> devices, EventStream alerts) throws Exception {
    long killed = System.nanoTime();
    centers.get(name).kill9();
    Map<String, Long> moved = new TreeMap<>();
    Center.await(
        "the sources of " + name + " run elsewhere",
        () -> {
          for (PolledFeed.Asked asked : feed.asked()) {
            if (devices.contains(asked.device())
                && asked.nanos() - killed > 0
                && !asked.from().equals(spaces.outside(name))) {
              moved.putIfAbsent(asked.device(), (asked.nanos() - killed) / 1_000_000);
            }
          }
          return moved.keySet().containsAll(devices);
        });
    long movedAt =
        killed + moved.values().stream().mapToLong(Long::longValue).max().orElse(0) * 1_000_000;
    EventStream.Event alert = null;
    while (alert == null) {
      EventStream.Event event = alerts.await("an alert of a source that moved", 20, e -> true);
      if (event.arrivedNanos() - movedAt > 0) {
        alert = event;
      }
    }
    System.out.printf(
        "kill -9 of %s, which led and ran %s: its sources run elsewhere after %s ms, the next"
            + " alert after %d ms%n",
        name, devices, moved, (alert.arrivedNanos() - killed) / 1_000_000);
    assertThat(moved.values()).allMatch(millis -> millis <= MOVE_MILLIS);
    assertThat((alert.arrivedNanos() - killed) / 1_000_000).isLessThanOrEqualTo(MOVE_MILLIS);
  }

  private Center restarted(String name) throws Exception {
    long began = System.nanoTime();
    Center again = start(name);
    centers.put(name, again);
    Center.await(name + " works", () -> works(name));
    System.out.printf("%s is back and works after %d s%n", name, seconds(began));
    return again;
  }

  private void cutOff(String name) throws Exception {
    spaces.cut(name, true);
    long cut = System.nanoTime();
    TimeUnit.SECONDS.sleep(PARTITION_SECONDS);
    List<PolledFeed.Asked> late =
        feed.asked().stream()
            .filter(asked -> asked.from().equals(spaces.outside(name)))
            .filter(asked -> asked.nanos() - cut > TimeUnit.MILLISECONDS.toNanos(MOVE_MILLIS))
            .toList();
    assertThat(late).as("asked by a node that is cut off").isEmpty();
    int answer = post(name, "lonely");
    assertThat(answer).as("a node that is cut off takes nothing").isEqualTo(503);
    awaitDevices("every source runs while " + name + " is cut off", 5);
    spaces.cut(name, false);
    long healed = System.nanoTime();
    Center.await(name + " works again", () -> works(name));
    System.out.printf(
        "%s cut off for %d s: ran nothing, took nothing; back %d ms after it was mended%n",
        name, PARTITION_SECONDS, (System.nanoTime() - healed) / 1_000_000);
  }

  private void rolling(ClusterLoad load) throws Exception {
    int before = load.acknowledged().size();
    long began = System.nanoTime();
    for (String name : NAMES) {
      centers.get(name).stop();
      load.now(name, restarted(name));
    }
    System.out.printf(
        "all nodes restarted one after the other in %d s, %d acknowledged meanwhile%n",
        seconds(began), load.acknowledged().size() - before);
  }

  // --- what must be true ---

  private void verify(ClusterLoad load) throws Exception {
    Map<String, TreeMap<Long, String>> journals = new TreeMap<>();
    for (String name : NAMES) {
      journals.put(name, journal(name));
    }
    Map<String, Integer> found = new HashMap<>();
    journals.get("a").values().forEach(key -> found.merge(key, 1, Integer::sum));
    System.out.printf(
        "%d acknowledged, %d in the journal, %d batches refused and sent again%n",
        load.acknowledged().size(), found.size(), load.refused());
    assertThat(load.acknowledged()).as("acknowledged and lost").allMatch(found::containsKey);
    assertThat(found.values()).as("times in the journal").allMatch(times -> times == 1);
    // The sources go on while one journal after the other is read.
    long last = journals.values().stream().mapToLong(TreeMap::lastKey).min().orElseThrow();
    for (String name : NAMES) {
      assertThat(journals.get(name).headMap(last).equals(journals.get("a").headMap(last)))
          .as("the journal of " + name + " is that of a")
          .isTrue();
    }
    storedOnce(found.size());
    for (String name : NAMES) {
      alertsOnce(name, found.keySet().stream().filter(key -> key.startsWith("d")).count());
    }
  }

  private void storedOnce(int atLeast) {
    Center.await(
        "the store has every signal",
        () -> store.number("SELECT COUNT(DISTINCT number) FROM signals_signal") >= atLeast);
    System.out.printf(
        "the store of all three has %d signals%n",
        store.number("SELECT COUNT(*) FROM signals_signal"));
    assertThat(store.number("SELECT COUNT(*) - COUNT(DISTINCT number) FROM signals_signal"))
        .as("signals that are stored twice")
        .isZero();
  }

  private TreeMap<Long, String> journal(String name) throws Exception {
    TreeMap<Long, String> keys = new TreeMap<>();
    for (long after = 0; ; ) {
      JsonNode page = centers.get(name).get("/api/v1/signals?limit=1000&after=" + after);
      for (JsonNode item : page.get("items")) {
        keys.put(item.get("number").asLong(), item.get("signal").get("vendorKey").asText());
      }
      if (!page.hasNonNull("next")) {
        return keys;
      }
      after = Long.parseLong(page.get("next").asText());
    }
  }

  private void alertsOnce(String name, long atLeast) throws Exception {
    Set<String> seen = new HashSet<>();
    try (EventStream events = EventStream.open(centers.get(name), "?types=alert&since=0")) {
      while (seen.size() < atLeast) {
        EventStream.Event event = events.await("the alert of every gunshot", 30, e -> true);
        String id = event.data().get("alert").get("id").asText();
        assertThat(seen.add(id)).as("alert %s is shown once on %s", id, name).isTrue();
      }
    }
  }

  // --- what is seen ---

  /** The node on which durable subscribers run: on the others they say where they wait for. */
  private String leader() throws Exception {
    List<String> leaders = new ArrayList<>();
    Center.await(
        "one leads",
        () -> {
          leaders.clear();
          NAMES.stream().filter(this::leads).forEach(leaders::add);
          return leaders.size() == 1;
        });
    return leaders.get(0);
  }

  private boolean leads(String name) {
    try {
      for (JsonNode subscriber : centers.get(name).get("/api/v1/bus").get("subscribers")) {
        if (!subscriber.get("waits").asText().isEmpty()) {
          return false;
        }
      }
      return true;
    } catch (Exception e) {
      return false; // the bus is not there yet
    }
  }

  private static String next(String name) {
    return NAMES.get((NAMES.indexOf(name) + 1) % NAMES.size());
  }

  /** Devices that a node asked for in the last three seconds. */
  private Set<String> devicesOf(String name) {
    Set<String> devices = new HashSet<>();
    long since = System.nanoTime() - TimeUnit.SECONDS.toNanos(3);
    for (PolledFeed.Asked asked : feed.asked()) {
      if (asked.nanos() - since > 0 && asked.from().equals(spaces.outside(name))) {
        devices.add(asked.device());
      }
    }
    return devices;
  }

  private void awaitDevices(String what, int withinSeconds) throws Exception {
    long since = System.nanoTime();
    Center.await(
        what,
        () ->
            feed.asked().stream()
                    .filter(asked -> asked.nanos() - since > 0)
                    .map(PolledFeed.Asked::device)
                    .distinct()
                    .count()
                == DEVICES.size());
    assertThat(seconds(since)).as(what).isLessThanOrEqualTo(withinSeconds);
  }

  /** Whether a node takes a signal. */
  private boolean works(String name) {
    try {
      return post(name, "probe-" + System.nanoTime()) == 202;
    } catch (Exception e) {
      return false;
    }
  }

  private int post(String name, String key) throws Exception {
    return centers
        .get(name)
        .send(
            "POST",
            "/api/v1/signals",
            "application/json",
            "[{\"vendorKey\":\""
                + key
                + "\",\"kind\":\"test.load\",\"occurredAt\":\"2026-01-01T00:00:00Z\"}]")
        .statusCode();
  }

  private static long seconds(long sinceNanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos);
  }
}
