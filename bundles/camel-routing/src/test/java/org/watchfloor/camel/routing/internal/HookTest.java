package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A hook on a real server, and no secret in anything that was logged. */
abstract class HookTest {

  final LinesDecoder decoder = new LinesDecoder();
  final PrintStream stderr = System.err;
  final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  HookServer server;
  AutoCloseable handle;

  @BeforeEach
  void start() throws Exception {
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    server = new HookServer(TestConfig.DEFAULTS);
    handle = server.open(HookServer.SOURCE, decoder);
  }

  @AfterEach
  void stop() throws Exception {
    decoder.go.countDown();
    server.close();
    System.setErr(stderr);
    String log = logged.toString(StandardCharsets.UTF_8);
    stderr.print(log);
    assertThat(log).doesNotContain(HookServer.SECRET).doesNotContain("wrong-secret-of-the-test");
  }

  static void assertRetry(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  HttpResponse<String> postTo(String path) throws Exception {
    return server.send(body(server.to(path), "a"));
  }

  static HttpRequest body(HttpRequest.Builder request, String body) {
    return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  static String firstLine(InputStream in) throws Exception {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  static java.util.stream.Stream<String> threads() {
    Set<Thread> all = Thread.getAllStackTraces().keySet();
    return all.stream().map(Thread::getName);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 15 s").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
