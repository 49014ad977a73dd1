package org.watchfloor.itests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.watchfloor.harness.Center;

/**
 * One node of Apache Kafka on loopback, in a JVM of its own from the jars of the test's class path:
 * KRaft, broker and controller in one, as Kafka's own quickstart has it.
 */
final class KafkaNode implements AutoCloseable {
  private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qk";

  private final Path folder;
  private final int port;
  private Process process;

  private KafkaNode(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  static KafkaNode start(Path folder, int partitions) throws Exception {
    KafkaNode node = new KafkaNode(folder, Center.freePort());
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("server.properties"),
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%1$d
        listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        log.dirs=%3$s/log
        num.partitions=%4$d
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        """
            .formatted(Center.freePort(), node.port, folder, partitions));
    Process format =
        node.java("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", node.settings());
    if (!format.waitFor(60, TimeUnit.SECONDS) || format.exitValue() != 0) {
      throw new IllegalStateException(
          "Kafka's folder cannot be made:\n" + Files.readString(folder.resolve("out")));
    }
    node.start();
    return node;
  }

  /** Starts it again with what it has kept. */
  void start() throws Exception {
    process = java("kafka.Kafka", settings());
    Center.await("Kafka takes connections", this::isOpen);
  }

  private boolean isOpen() {
    if (!process.isAlive()) {
      throw new IllegalStateException("Kafka ended; its output is in " + folder.resolve("out"));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private String settings() {
    return folder.resolve("server.properties").toString();
  }

  private Process java(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
        .start();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** As a power cut does. */
  void kill9() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill9();
  }
}
