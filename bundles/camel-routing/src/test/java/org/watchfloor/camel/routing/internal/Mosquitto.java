package org.watchfloor.camel.routing.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's broker on loopback. */
final class Mosquitto implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/sbin/mosquitto");

  final int port;
  private final Path folder;
  private final String extra;
  private Process process;

  /**
   * @param extra lines of its configuration
   */
  Mosquitto(Path folder, int port, String extra) {
    this.folder = folder;
    this.port = port;
    this.extra = extra;
  }

  static void assumeInstalled() {
    boolean there = Files.isExecutable(BINARY);
    if (!there) {
      System.out.println("skipped: no broker; apt-get install mosquitto mosquitto-clients");
    }
    assumeTrue(there, "apt-get install mosquitto mosquitto-clients");
  }

  Mosquitto start() throws Exception {
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(
        config,
        "listener "
            + port
            + " 127.0.0.1\npersistence true\npersistence_location "
            + folder
            + "/\nmax_queued_messages 100000\nuser root\n"
            + extra
            + "\n");
    process =
        new ProcessBuilder(BINARY.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(Files.readString(folder.resolve("mosquitto.log")));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return this;
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it, keeping its sessions. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor(5, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    stop();
    process.destroyForcibly();
  }
}
