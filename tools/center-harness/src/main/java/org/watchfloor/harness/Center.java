package org.watchfloor.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A center started by {@code ./watchfloor} in a home of its own, on free loopback ports, and a
 * client of it.
 */
public final class Center implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT =
      Path.of(System.getProperty("watchfloor.root", "..")).toAbsolutePath().normalize();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration START_DEADLINE = Duration.ofMinutes(3);

  private final Path home;
  private final String host;
  private final Process launcher;
  private final int httpsPort;
  private final int sshPort;
  private final HttpClient http;
  private final List<String> output;

  private Center(
      Path home, String host, Process launcher, int httpsPort, int sshPort, List<String> output) {
    this.home = home;
    this.host = host;
    this.launcher = launcher;
    this.httpsPort = httpsPort;
    this.sshPort = sshPort;
    this.output = output;
    this.http = Loopback.client();
  }

  /**
   * Starts and waits for {@code ready}.
   *
   * @param mode {@code start} or {@code demo}
   */
  public static Center start(String mode, Path home) throws Exception {
    return start(mode, home, freePort(), freePort());
  }

  /**
   * @param environment of the launcher, beside that of the test: {@code JAVA_MAX_MEM} for instance
   */
  public static Center start(String mode, Path home, Map<String, String> environment)
      throws Exception {
    return start(mode, home, freePort(), freePort(), environment);
  }

  public static Center start(String mode, Path home, int httpsPort, int sshPort) throws Exception {
    return start(mode, home, httpsPort, sshPort, Map.of());
  }

  private static Center start(
      String mode, Path home, int httpsPort, int sshPort, Map<String, String> environment)
      throws Exception {
    return start(List.of(), "localhost", mode, home, httpsPort, sshPort, environment);
  }

  /**
   * Starts a center behind a command, such as {@code ip netns exec a}.
   *
   * @param before the command; empty for none
   * @param host at which its HTTPS port is reached from here
   */
  public static Center start(
      List<String> before,
      String host,
      String mode,
      Path home,
      int httpsPort,
      int sshPort,
      Map<String, String> environment)
      throws Exception {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            ROOT.resolve("watchfloor").toString(),
            mode,
            "--home",
            home.toString(),
            "--https-port",
            String.valueOf(httpsPort),
            "--ssh-port",
            String.valueOf(sshPort)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    List<String> output = new ArrayList<>();
    CountDownLatch ready = new CountDownLatch(1);
    Thread reader = new Thread(() -> read(process.getInputStream(), output, ready), "launcher-out");
    reader.setDaemon(true);
    reader.start();
    Center center = new Center(home, host, process, httpsPort, sshPort, output);
    long deadline = System.nanoTime() + START_DEADLINE.toNanos();
    while (!ready.await(200, TimeUnit.MILLISECONDS)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        center.kill9();
        throw new IllegalStateException("the center did not become ready:\n" + center.output());
      }
    }
    return center;
  }

  private static void read(InputStream in, List<String> output, CountDownLatch ready) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
        }
        if (line.startsWith("ready https://")) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      synchronized (output) {
        output.add("(launcher's output ended: " + e.getMessage() + ")");
      }
    }
  }

  /** The configuration that a home begins with. */
  public static Path shippedEtc() {
    return ROOT.resolve("karaf-assembly/target/assembly/etc");
  }

  public Path home() {
    return home;
  }

  public int httpsPort() {
    return httpsPort;
  }

  public int sshPort() {
    return sshPort;
  }

  public HttpClient http() {
    return http;
  }

  public URI uri(String path) {
    return URI.create("https://" + host + ":" + httpsPort + path);
  }

  public String output() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  /** What the first start wrote: user, password, token. */
  public JsonNode initialAdmin() throws IOException {
    return JSON.readTree(home.resolve("data/watchfloor/initial-admin.json").toFile());
  }

  public HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + initialAdmin().get("token").asText());
  }

  public JsonNode get(String path) throws Exception {
    HttpResponse<String> answer =
        http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  public HttpResponse<String> send(String method, String path, String contentType, String body)
      throws Exception {
    return http.send(
        request(path)
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A webhook as a vendor posts it: no token. */
  public HttpResponse<String> hook(String path, byte[] body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri("/hooks/" + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Drops a configuration as an integrator does. */
  public void configure(String file, Map<String, String> values) throws IOException {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    Path etc = home.resolve("etc");
    Path written = Files.writeString(etc.resolve(file + ".new"), text);
    Files.move(written, etc.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  public void awaitSource(String id, String state) throws Exception {
    await("source " + id + " is " + state, () -> state.equals(sourceState(id)));
  }

  public String sourceState(String id) {
    try {
      for (JsonNode source : get("/api/v1/sources").get("items")) {
        if (source.get("id").asText().equals(id)) {
          return source.get("state").asText();
        }
      }
      return "absent";
    } catch (Exception e) {
      return "unknown: " + e.getMessage();
    }
  }

  public static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within 60 s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Kills the center's JVM as a power cut would, and the launcher with it. */
  public void kill9() throws InterruptedException {
    List<ProcessHandle> all = launcher.descendants().toList();
    all.stream()
        .filter(p -> p.info().command().orElse("").endsWith("java"))
        .forEach(ProcessHandle::destroyForcibly);
    all.forEach(ProcessHandle::destroyForcibly);
    launcher.destroyForcibly();
    launcher.waitFor(10, TimeUnit.SECONDS);
    for (ProcessHandle handle : all) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (handle.isAlive() && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** Stops as Ctrl-C does; the exit code. */
  public int stop() throws Exception {
    launcher.toHandle().destroy(); // destroy() of the process itself would close its output too
    if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
      kill9();
      throw new IllegalStateException("the center did not stop within 60 s:\n" + output());
    }
    return launcher.exitValue();
  }

  @Override
  public void close() throws Exception {
    if (launcher.isAlive()) {
      stop();
    }
  }

  /** Below those that Linux gives to connections: none of them gets it before the center does. */
  public static int freePort() throws IOException {
    while (true) {
      try (ServerSocket socket = new ServerSocket(RANDOM.nextInt(20_000, 32_000))) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // the next one may be free
      }
    }
  }
}
