package org.watchfloor.core.isolation.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.isolation.wire.Link;

/** Starts the JVM of one plugin and waits until the plugin in it has said who it is. */
final class Launcher {
  private static final String MAIN = "org.watchfloor.core.isolation.host.Host";
  private static final String SOCKET = "center.sock";

  /** Bytes of a socket's path that every system takes (sun_path of unix(7), less the end). */
  private static final int MAX_PATH = 100;

  /** What the other JVM may know of our environment: nothing that could be a secret. */
  private static final List<String> ENVIRONMENT = List.of("PATH", "LANG", "LC_ALL", "TZ", "HOME");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Settings settings;

  Launcher(Settings settings) {
    this.settings = settings;
  }

  /**
   * Blocks until the plugin is there.
   *
   * @param name of the plugin's bundle
   * @param folder of its own, private; its working directory
   * @param jars of the plugin
   * @throws IOException with the reason in words, once nothing of the JVM is left
   */
  Jvm launch(String name, Path folder, List<Path> jars) throws IOException, InterruptedException {
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    String token = HexFormat.of().formatHex(secret);
    Path socket = folder.resolve(SOCKET);
    Files.deleteIfExists(socket);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(bindable(socket)), 1);
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      Process process = command(name, folder).start();
      Output output = new Output(name, process);
      boolean good = false;
      try {
        begin(process, token, jars, output);
        Jvm jvm = connect(process, accept(server, process, output), name, token, output);
        good = true;
        return jvm;
      } finally {
        if (!good) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor(2, TimeUnit.SECONDS);
        }
      }
    } finally {
      Files.deleteIfExists(socket); // connected or not, nobody needs its name any more
    }
  }

  /** The other JVM finds it by its name alone, in its working directory. */
  private static Path bindable(Path socket) throws IOException {
    Path absolute = socket.toAbsolutePath();
    Path relative = Path.of("").toAbsolutePath().relativize(absolute);
    Path shorter = absolute.toString().length() <= MAX_PATH ? absolute : relative;
    if (shorter.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_PATH) {
      throw new IOException(
          absolute + " is too long for a socket: choose a shorter path for the center's home");
    }
    return shorter;
  }

  private ProcessBuilder command(String name, Path folder) throws IOException {
    List<String> line = new ArrayList<>(settings.prefix());
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx" + settings.heapMegabytes() + "m");
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=128m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=crash.log",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
            "-Dwatchfloor.isolated=" + name));
    line.addAll(settings.options());
    line.add("-cp");
    line.add(
        settings.classpath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    line.add(MAIN);
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(ENVIRONMENT);
    return builder.redirectErrorStream(true);
  }

  /** On standard input, which nobody else can read; arguments and environment can be seen. */
  private static void begin(Process process, String token, List<Path> jars, Output output)
      throws IOException, InterruptedException {
    ObjectNode line = Json.object().put("token", token).put("socket", SOCKET);
    ArrayNode paths = line.putArray("jars");
    jars.forEach(jar -> paths.add(jar.toString()));
    try {
      OutputStream in = process.getOutputStream();
      in.write(Json.bytes(line));
      in.write('\n');
      in.flush();
    } catch (IOException e) {
      // a broken pipe says less than how the process ended, which is known in a moment
      throw process.waitFor(1, TimeUnit.SECONDS) ? ended(process, output) : e;
    }
  }

  private static IOException ended(Process process, Output output) throws InterruptedException {
    output.drain();
    return new IOException("the plugin's JVM " + Exit.words(process.exitValue()) + output.last());
  }

  private SocketChannel accept(ServerSocketChannel server, Process process, Output output)
      throws IOException, InterruptedException {
    server.configureBlocking(false);
    long end = System.nanoTime() + settings.start().toNanos();
    try (Selector selector = Selector.open()) {
      server.register(selector, SelectionKey.OP_ACCEPT);
      while (System.nanoTime() < end) {
        selector.select(100);
        SocketChannel channel = server.accept();
        if (channel != null) {
          return channel;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (!process.isAlive()) {
          throw ended(process, output);
        }
      }
    }
    throw new IOException("the plugin's JVM did not connect within " + words(settings.start()));
  }

  private Jvm connect(
      Process process, SocketChannel channel, String name, String token, Output output)
      throws IOException, InterruptedException {
    CenterSide center = new CenterSide(name, token);
    Link link = new Link("watchfloor-isolation-" + name, channel, center);
    Jvm jvm = new Jvm(process, link, center);
    link.open();
    try {
      center.hello().get(settings.start().toMillis(), TimeUnit.MILLISECONDS);
      return jvm;
    } catch (TimeoutException e) {
      jvm.kill("did not say who it is within " + words(settings.start()));
    } catch (ExecutionException e) {
      jvm.kill("broke off at its start");
    } catch (InterruptedException e) {
      jvm.kill("was stopped at its start");
      throw e;
    }
    try {
      throw new IOException(jvm.ended().get(5, TimeUnit.SECONDS) + output.last());
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the plugin's JVM did not end", e);
    }
  }

  private static String words(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
