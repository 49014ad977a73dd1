package org.watchfloor.camel.routes.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.camel.alertbus.internal.AlertBusComponent;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.core.api.route.RouteInfo;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.testkit.core.MemoryBus;

/** The templates that are shipped, read as a center reads them. */
class CityTemplatesTest {
  private static final Path SHIPPED = Path.of("../../etc/routes");
  private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
  private static final String PASSWORD = "p&ss+w=rd#1";

  @TempDir Path folder;
  private final MemoryBus bus = new MemoryBus();
  private RouteFiles files;
  private Process broker;

  private static final class NoIngest implements Ingest {
    @Override
    public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
      return CompletableFuture.completedStage(Receipt.accepted(1));
    }

    @Override
    public IngestStat stat() {
      return new IngestStat(0, 0, 0, 0, 0);
    }
  }

  @BeforeEach
  void open() throws IOException {
    Files.copy(SHIPPED.resolve("templates-city.yaml"), folder.resolve("templates-city.yaml"));
    files =
        new RouteFiles(
            folder,
            1 << 18,
            new RouteLint(Set.of("alertbus", "kafka", "mqtt")),
            new RouteContexts(DefaultCamelContext::new, folder),
            (name, context) -> new AlertBusComponent(new NoIngest(), bus),
            Clock.systemUTC());
  }

  @AfterEach
  void close() throws InterruptedException {
    files.close();
    if (broker != null) {
      broker.destroyForcibly().waitFor();
    }
  }

  @Test
  void theExamplesAreRightButForTheirAddresses() throws Exception {
    for (String name : Set.of("city-kafka.yaml", "city-mqtt.yaml")) {
      Files.copy(SHIPPED.resolve(name + ".example"), folder.resolve(name));
    }
    Files.createDirectories(folder.resolve("etc/keys"));
    Files.writeString(folder.resolve("etc/keys/city.jaas"), "a.Module required password=\"x\";\n");
    Files.writeString(folder.resolve("etc/keys/city.password"), PASSWORD + "\n");
    files.look();
    assertThat(files.routes())
        .extracting(RouteInfo::state)
        .containsExactly(RouteInfo.State.STARTED, RouteInfo.State.STARTED);
    assertThat(files.routes().toString()).doesNotContain(PASSWORD);
  }

  @Test
  void aWrongParameterIsShownWithItsLineAndColumn() throws Exception {
    assertThat(reasonOf(route("city-kafka", "name", "a", "brokers", "b:1")))
        .startsWith("line 2, column 5: ")
        .contains("needs the parameter \"topic\"");
    assertThat(reasonOf(route("city-kafka", "name", "a", "brokers", "b:1", "topics", "t")))
        .startsWith("line 9, column 15: ")
        .contains("\"topics\" is none of");
    assertThat(reasonOf(route("city-kafka", "name", "a", "brokers", "", "topic", "t")))
        .startsWith("line 7, column 15: ")
        .contains("\"brokers\" needs a value");
    assertThat(reasonOf(route("city-kafak", "name", "a")))
        .startsWith("line 2, column 23: ")
        .contains("city-kafak", "city-kafka", "city-mqtt");
    assertThat(reasonOf(route("city-mqtt", "name", "a", "broker", "b:1", "topic", "t")))
        .contains("broker:", "ssl://host:8883");
    assertThat(reasonOf(route("city-mqtt", "name", "a", "broker", "tcp://b", "topic", "t/#")))
        .contains("topic:");
    assertThat(
            reasonOf(
                route(
                    "city-mqtt",
                    "name",
                    "a",
                    "broker",
                    "tcp://b",
                    "topic",
                    "t",
                    "password",
                    "{{file:no/such/file}}")))
        .contains("{{file:no/such/file}}: cannot be read");
  }

  /** Even a name that nobody knows yet is waited for. */
  @Test
  void aBrokerThatIsNotThereIsSaidAndStopsNothingElse() throws Exception {
    write(
        route(
            "city-kafka",
            "name",
            "a",
            "types",
            "change",
            "brokers",
            "no-such-host.invalid:9092",
            "topic",
            "t"));
    assertThat(files.routes().get(0).state()).isEqualTo(RouteInfo.State.STARTED);
    bus.publish("test", change("one"));
    assertThatThrownBy(() -> bus.deliver("a")).hasMessageContaining("Failed to construct");
    await(() -> files.routes().get(0).reason().startsWith("fails since "));
    assertThat(files.routes().get(0).reason()).contains("bootstrap");
  }

  @Test
  void overMqttWithAPasswordFromAFile() throws Exception {
    assumeTrue(Files.isExecutable(MOSQUITTO), "apt-get install --no-install-recommends mosquitto");
    int port = startBroker();
    Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
    write(
        route(
            "city-mqtt",
            "name",
            "a",
            "broker",
            "tcp://127.0.0.1:" + port,
            "topic",
            "city/t",
            "types",
            "change",
            "user",
            "rtcc",
            "password",
            "{{file:secret}}"));
    BlockingQueue<String> got = new LinkedBlockingQueue<>();
    try (MqttClient city =
        new MqttClient("tcp://127.0.0.1:" + port, "city", new MemoryPersistence())) {
      var options = new org.eclipse.paho.client.mqttv3.MqttConnectOptions();
      options.setUserName("rtcc");
      options.setPassword(PASSWORD.toCharArray());
      city.connect(options);
      city.subscribe("city/t", 1, (topic, message) -> got.add(new String(message.getPayload())));
      for (int i = 0; i < 20; i++) {
        bus.publish("test", change("c" + i));
      }
      bus.deliver("a");
      for (int i = 0; i < 20; i++) {
        assertThat(got.poll(10, TimeUnit.SECONDS)).contains("\"subject\":\"c" + i + "\"");
      }
      city.disconnect();
    }
    await(() -> files.routes().get(0).done() == 20);
    assertThat(files.routes().get(0).reason()).isEmpty();
  }

  private int startBroker() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Path passwords = folder.resolve("passwords");
    Files.writeString(passwords, "rtcc:" + PASSWORD + "\n");
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    run("mosquitto_passwd", "-U", passwords.toString());
    Path config =
        Files.writeString(
            folder.resolve("mosquitto.conf"),
            "listener %d 127.0.0.1\nallow_anonymous false\npassword_file %s\n"
                .formatted(port, passwords));
    if (System.getProperty("user.name").equals("root")) {
      Files.writeString(config, Files.readString(config) + "user root\n");
    }
    broker = new ProcessBuilder(MOSQUITTO.toString(), "-c", config.toString()).inheritIO().start();
    await(() -> open(port));
    return port;
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static boolean open(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Change change(String subject) {
    return new Change(
        "test.changed",
        subject,
        java.time.Instant.parse("2026-11-25T01:00:00Z"),
        "system",
        java.util.Map.of());
  }

  private String reasonOf(String yaml) throws Exception {
    write(yaml);
    RouteInfo info = files.routes().get(0);
    assertThat(info.state()).isEqualTo(RouteInfo.State.FAILED);
    return info.reason();
  }

  private void write(String yaml) throws IOException {
    Files.deleteIfExists(folder.resolve("mine.yaml"));
    files.look();
    Files.writeString(folder.resolve("mine.yaml"), yaml);
    files.look();
  }

  private static String route(String template, String... parameters) {
    StringBuilder yaml = new StringBuilder("- templatedRoute:\n");
    yaml.append("    routeTemplateRef: ").append(template).append("\n    routeId: r\n");
    yaml.append("    parameters:\n");
    for (int i = 0; i < parameters.length; i += 2) {
      yaml.append("      - name: ").append(parameters[i]).append('\n');
      yaml.append("        value: \"").append(parameters[i + 1]).append("\"\n");
    }
    return yaml.toString();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
