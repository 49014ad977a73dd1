package org.watchfloor.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.watchfloor.harness.Center;

/**
 * From the start of the launcher to {@code ready}, beside Karaf minimal of the same version to its
 * open SSH port: seconds, processor time of the JVM, and its resident memory ten seconds later.
 * First starts, with an empty bundle cache, and second ones.
 */
public final class Startup {
  private static final int SETTLE_SECONDS = 10;
  private static final String FEATURES = "jaas, shell, feature, ssh, bundle, config, log";

  private record Started(double seconds, double cpu, long residentMib) {}

  /** Starts something, and waits until it can be used. */
  @FunctionalInterface
  private interface Start {
    AutoCloseable run() throws Exception;
  }

  private Startup() {}

  /**
   * Prints a table in Markdown.
   *
   * @param args folder of an unpacked Karaf; then rounds, default 3
   */
  public static void main(String[] args) throws Exception {
    Path karaf = Path.of(args[0]);
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    System.out.println(Machine.line() + "\n");
    System.out.println(
        "| start | s to ready | CPU s to ready | RSS MiB after 10 s | CPU s after 10 s |");
    System.out.println("|---|---|---|---|---|");
    for (int i = 0; i < rounds; i++) {
      Path copy = copy(karaf);
      row("Karaf with its shell, first", () -> karaf(copy));
      row("Karaf with its shell, second", () -> karaf(copy));
      Path home = Files.createTempDirectory("watchfloor-start");
      row("Watchfloor, first", () -> Center.start("start", home));
      row("Watchfloor, second", () -> Center.start("start", home));
    }
  }

  private static void row(String what, Start start) throws Exception {
    long began = System.nanoTime();
    try (AutoCloseable running = start.run()) {
      double seconds = (System.nanoTime() - began) / 1e9;
      long pid = Cpu.childJvm().pid();
      double cpu = Cpu.seconds(pid);
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      System.out.printf(
          "| %s | %.1f | %.1f | %d | %.1f |%n",
          what, seconds, cpu, Cpu.residentMib(pid), Cpu.seconds(pid));
    }
  }

  private static Path copy(Path from) throws IOException {
    Path to = Files.createTempDirectory("karaf-minimal");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return to;
  }

  private static AutoCloseable karaf(Path folder) throws Exception {
    int port = Center.freePort();
    Path shell = folder.resolve("etc/org.apache.karaf.shell.cfg");
    Files.writeString(
        shell, Files.readString(shell).replaceAll("(?m)^sshPort *=.*$", "sshPort = " + port));
    Path features = folder.resolve("etc/org.apache.karaf.features.cfg");
    Files.writeString(
        features,
        Files.readString(features)
            .replaceAll("(?m)^featuresBoot *=(?:.*\\\\\\R)*.*$", "featuresBoot = " + FEATURES));
    Path management = folder.resolve("etc/org.apache.karaf.management.cfg");
    if (Files.exists(management)) {
      Files.writeString(
          management,
          Files.readString(management)
              .replaceAll("(?m)^rmiRegistryPort *=.*$", "rmiRegistryPort = " + Center.freePort())
              .replaceAll("(?m)^rmiServerPort *=.*$", "rmiServerPort = " + Center.freePort()));
    }
    List<String> command =
        new ArrayList<>(List.of(folder.resolve("bin/karaf").toString(), "server"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!open(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroy();
        throw new IllegalStateException(
            "Karaf did not open its port: " + Files.readString(folder.resolve("out.txt")));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return () -> {
      process.descendants().forEach(ProcessHandle::destroy);
      process.waitFor();
    };
  }

  private static boolean open(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
