package org.watchfloor.itests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.watchfloor.harness.Center;

/** Debian's mosquitto on loopback, with sessions on disk, and a client that publishes to it. */
final class Broker implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/sbin/mosquitto"),
          Path.of("/usr/local/sbin/mosquitto"),
          Path.of("/opt/homebrew/sbin/mosquitto"));

  private final Path folder;
  private final int port;
  private Process process;

  private Broker(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts one, or skips the test where there is none. */
  static Broker start(Path folder) throws Exception {
    Need.that(
        PLACES.stream().anyMatch(Files::isExecutable),
        "no MQTT broker. apt-get install --no-install-recommends mosquitto");
    int port = Center.freePort();
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("mosquitto.conf"),
        """
        # a city that is away, or slow, has all of it later
        max_queued_messages 0
        listener %d 127.0.0.1
        allow_anonymous true
        persistence true
        persistence_location %s/
        """
            .formatted(port, folder));
    // started by root it would otherwise become another user, who may not write here
    if (System.getProperty("user.name").equals("root")) {
      Files.writeString(folder.resolve("mosquitto.conf"), "user root\n", StandardOpenOption.APPEND);
    }
    Broker broker = new Broker(folder, port, run(folder));
    broker.awaitPort();
    return broker;
  }

  private static Process run(Path folder) throws IOException {
    Path program = PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
    return new ProcessBuilder(program.toString(), "-c", folder.resolve("mosquitto.conf").toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private void awaitPort() throws Exception {
    Center.await(
        "mosquitto takes connections",
        () -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          } catch (IOException e) {
            return false;
          }
        });
  }

  String address() {
    return "tcp://localhost:" + port;
  }

  /** Publishes with quality of service 1; returns when the broker has it. */
  void publish(String topic, String message) throws MqttException {
    try (MqttClient client = new MqttClient(address(), "a-gauge", new MemoryPersistence())) {
      MqttConnectOptions options = new MqttConnectOptions();
      options.setCleanSession(true);
      client.connect(options);
      client.publish(topic, message.getBytes(StandardCharsets.UTF_8), 1, false);
      client.disconnect();
    }
  }

  /** As a power cut at the broker's, with what it has kept, and back again. */
  void restart() throws Exception {
    stop();
    process = run(folder);
    awaitPort();
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
