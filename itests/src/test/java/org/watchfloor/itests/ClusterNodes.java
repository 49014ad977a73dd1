package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Namespaces;
import org.watchfloor.testkit.postgres.PostgresServer;

/**
 * Centers that are one, each in a network namespace of its own, with one PostgreSQL for all and
 * devices that are polled.
 */
final class ClusterNodes implements AutoCloseable {
  static final List<String> DEVICES = IntStream.rangeClosed(13, 24).mapToObj(i -> "d" + i).toList();
  private static final int HTTPS = 8443;
  private static final int SSH = 8101;

  final List<String> names;
  final Map<String, Center> centers = new TreeMap<>();
  final Namespaces spaces;
  final PolledFeed feed;
  final SharedStore store;
  private final Path homes;
  private final String settings;

  /**
   * @param settings further lines of {@code org.watchfloor.cluster.cfg}
   */
  ClusterNodes(List<String> names, Path homes, String settings) throws Exception {
    this.names = names;
    this.homes = homes;
    this.settings = settings;
    this.spaces = Namespaces.open(names);
    this.feed = new PolledFeed(Namespaces.HERE);
    this.store = new SharedStore(Namespaces.HERE);
  }

  /** Skips the test where nodes cannot have networks or no database of their own. */
  static void needed() {
    String hindrance = Namespaces.hindrance();
    Need.that(hindrance.isEmpty(), hindrance);
    Need.that(PostgresServer.installed(), PostgresServer.INSTALL);
  }

  void startAll() throws Exception {
    long began = System.nanoTime();
    for (String name : names) {
      prepare(name);
    }
    Map<String, CompletableFuture<Center>> starting = new TreeMap<>();
    for (String name : names) {
      starting.put(name, CompletableFuture.supplyAsync(() -> start(name)));
    }
    for (String name : names) {
      centers.put(name, starting.get(name).get(4, TimeUnit.MINUTES));
    }
    oneAdministrator();
    for (String name : names) {
      Center.await(name + " works", () -> works(name));
    }
    System.out.printf("%d nodes work together after %d s%n", names.size(), seconds(began));
  }

  /** One store, one first administrator: the node that made it has the file, and no other. */
  private void oneAdministrator() throws IOException {
    List<Path> files =
        names.stream()
            .map(name -> homes.resolve(name).resolve("data/watchfloor/initial-admin.json"))
            .toList();
    List<Path> told = files.stream().filter(Files::exists).toList();
    assertThat(told).as("nodes that tell of the first administrator").hasSize(1);
    for (Path file : files) {
      if (!Files.exists(file)) {
        Files.copy(told.get(0), file); // where the tests look for it
      }
    }
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
    List<String> members = names.stream().map(n -> n + "@" + spaces.among(n) + ":5701").toList();
    Files.writeString(
        etc.resolve("org.watchfloor.cluster.cfg"),
        "enabled = true\nnode = "
            + name
            + "\nmembers = "
            + String.join(",", members)
            + "\nsecret = of-the-test-of-three-nodes-0123456789\n"
            + settings);
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

  Center restarted(String name) throws Exception {
    long began = System.nanoTime();
    Center again = start(name);
    centers.put(name, again);
    Center.await(name + " works", () -> works(name));
    System.out.printf("%s is back and works after %d s%n", name, seconds(began));
    return again;
  }

  // --- what is seen ---

  /** Vendors' keys of all signals by number. */
  TreeMap<Long, String> journal(String name) throws Exception {
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

  /** The node on which durable subscribers run: on the others they say where they wait for. */
  String leader() throws Exception {
    List<String> leaders = new ArrayList<>();
    Center.await(
        "one leads",
        () -> {
          leaders.clear();
          names.stream().filter(this::leads).forEach(leaders::add);
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

  String next(String name) {
    return names.get((names.indexOf(name) + 1) % names.size());
  }

  /** Devices that a node asked for in the last three seconds. */
  Set<String> devicesOf(String name) {
    Set<String> devices = new HashSet<>();
    long since = System.nanoTime() - TimeUnit.SECONDS.toNanos(3);
    for (PolledFeed.Asked asked : feed.asked()) {
      if (asked.nanos() - since > 0 && asked.from().equals(spaces.outside(name))) {
        devices.add(asked.device());
      }
    }
    return devices;
  }

  void awaitDevices(String what, int withinSeconds) throws Exception {
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
  boolean works(String name) {
    try {
      return post(name, "probe-" + System.nanoTime()) == 202;
    } catch (Exception e) {
      return false;
    }
  }

  int post(String name, String key) throws Exception {
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

  @Override
  public void close() throws Exception {
    for (Center center : centers.values()) {
      center.kill9();
    }
    store.close();
    feed.close();
    spaces.close();
  }

  static long seconds(long sinceNanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos);
  }
}
