package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.WebhookSecret;

class HookServletTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LinesDecoder decoder = new LinesDecoder();
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private HookServer server;
  private AutoCloseable handle;

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

  @Test
  void isAcknowledgedWhenEverySignalIsOnDisk() throws Exception {
    HttpResponse<String> answer = server.post("a\nb");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(server.core.kept).extracting(Signal::vendorKey).containsExactly("a", "b");
    assertThat(decoder.onDisk).hasValue(2);
    assertThat(decoder.last.receivedAt()).isEqualTo(HookServer.NOW);
  }

  @Test
  void isAnsweredNothingBeforeTheReceipt() throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        server.client.sendAsync(server.good("a\nhang"), HttpResponse.BodyHandlers.ofString());
    await(() -> !server.core.hanging.isEmpty());
    assertThat(answer).isNotDone();
    server.core.hanging.get(0).complete(Receipt.accepted(2));
    assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void theDecodersReplyIsTheAnswer() throws Exception {
    HttpResponse<String> answer = server.post("reply");
    assertThat(answer.body()).isEqualTo("{\"ok\":true}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void aMessageWithoutSignalsIsAcknowledged() throws Exception {
    assertThat(server.post("\n").statusCode()).isEqualTo(200);
    assertThat(server.post("").statusCode()).isEqualTo(200);
  }

  @Test
  void malformedNamesTheField() throws Exception {
    HttpResponse<String> answer = server.post("malformed");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("results[0].plate");
    assertThat(problem.at("/errors/0/reason").asText()).isEqualTo("is missing");
    assertThat(problem.get("instance").asText()).isEqualTo("/hooks/" + HookServer.SOURCE);
  }

  @Test
  void aRejectedSignalIsMalformed() throws Exception {
    HttpResponse<String> answer = server.post("a\nrejected");
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(answer.body()).at("/errors/0");
    assertThat(error.get("field").asText()).isEqualTo("signals[1].occurredAt");
    assertThat(error.get("reason").asText()).isEqualTo("lies in the future");
  }

  @Test
  void whatCanBeSentAgainLaterSaysWhen() throws Exception {
    assertRetry(429, server.post("a\noverloaded"));
    assertRetry(503, server.post("a\nunavailable"));
    assertRetry(503, server.post("unavailable\nrejected\noverloaded"));
    assertRetry(503, server.post("away"));
    assertRetry(503, server.post("crash"));
    assertThat(decoder.onDisk).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lines~one",
        "lines~one/",
        "lines~one/wrong-secret-of-the-test",
        "lines~one/path-secret-of-the-test/more",
        "lines~one/path-secret-of-the-tes"
      })
  void aWrongSecretIs401(String path) throws Exception {
    HttpResponse<String> answer = postTo(path);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("wrong-secret").doesNotContain(HookServer.SECRET);
    assertThat(server.core.kept).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody~two/path-secret-of-the-test", "", "lines~On", "~", "%7E"})
  void anUnknownSourceIs404(String path) throws Exception {
    assertThat(postTo(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aSourceThatIsConfiguredButNotOpenAsksToSendAgain() throws Exception {
    server.servlet.bindSources(new OneSource("lines~waiting"));
    assertRetry(503, postTo("lines~waiting/" + HookServer.SECRET));
    assertThat(postTo("lines~other/" + HookServer.SECRET).statusCode()).isEqualTo(404);
  }

  @Test
  void whatComesTooSlowlyIsAnsweredInTime() throws Exception {
    try (HookServer hasty = new HookServer(new TestConfig(2, 10, 1, 1_000));
        AutoCloseable open = hasty.open(HookServer.SOURCE, decoder);
        Socket socket = new Socket("127.0.0.1", hasty.port())) {
      socket.setSoTimeout(8_000);
      socket
          .getOutputStream()
          .write(
              ("POST /hooks/lines~one/"
                      + HookServer.SECRET
                      + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(firstLine(socket.getInputStream())).contains(" 503 ");
      await(() -> hasty.transport.budget().left() == 1 << 20);
    }
  }

  @Test
  void aFullQueueAndFullMemoryAre429() throws Exception {
    try (HookServer small = new HookServer(new TestConfig(2, 1, 1, 30_000))) {
      small.open(HookServer.SOURCE, decoder);
      List<CompletableFuture<HttpResponse<String>>> first = new ArrayList<>();
      first.add(
          small.client.sendAsync(
              small.good("wait" + "\n".repeat(600_000)), HttpResponse.BodyHandlers.ofString()));
      await(() -> decoder.inside.get() == 1);
      assertRetry(429, small.post("\n".repeat(600_000)));
      first.add(small.client.sendAsync(small.good("queued"), HttpResponse.BodyHandlers.ofString()));
      await(() -> small.transport.budget().left() < (1 << 20) - 600_004);
      assertRetry(429, small.post("one more"));
      decoder.go.countDown();
      for (CompletableFuture<HttpResponse<String>> answer : first) {
        assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"})
  void otherMethodsAre405(String method) throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .to(HookServer.SOURCE + "/" + HookServer.SECRET)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void aHeaderProvesAndIsNotShownToTheDecoder() throws Exception {
    server.open("lines~header", WebhookSecret.header("X-Key", "header-secret-1"), decoder);
    HttpRequest.Builder request = server.to("lines~header");
    assertThat(server.send(body(request.copy(), "a")).statusCode()).isEqualTo(401);
    assertThat(
            server.send(body(request.copy().header("X-Key", "header-secret-2"), "a")).statusCode())
        .isEqualTo(401);
    HttpRequest good =
        body(
            request
                .copy()
                .header("x-key", "header-secret-1")
                .header("Authorization", "Bearer t")
                .header("X-Other", "o"),
            "a");
    assertThat(server.send(good).statusCode()).isEqualTo(200);
    assertThat(decoder.last.header("X-Key")).isEmpty();
    assertThat(decoder.last.header("Authorization")).isEmpty();
    assertThat(decoder.last.header("X-Other")).isEqualTo("o");
  }

  @Test
  void anHmacOfTheBodyProves() throws Exception {
    String secret = "hmac-secret-1";
    server.open("lines~hmac", WebhookSecret.hmacSha256("X-Signature", secret), decoder);
    HttpRequest.Builder request = server.to("lines~hmac");
    assertThat(server.send(body(request.copy(), "a")).statusCode()).isEqualTo(401);
    for (String prefix : List.of("", "sha256=")) {
      HttpRequest.Builder signed =
          request.copy().header("X-Signature", prefix + hmac(secret, "first\nsecond"));
      assertThat(server.send(body(signed.copy(), "first\nsecond")).statusCode()).isEqualTo(200);
      assertThat(server.send(body(signed.copy(), "first\nanother")).statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {HookServer.MAX_BYTES + 1, 2 << 20, 12 << 20})
  void aLargeBodyIs413AndItsSenderGetsTheAnswer(int length) throws Exception {
    byte[] large = new byte[length];
    HttpRequest.Builder to = server.to(HookServer.SOURCE + "/" + HookServer.SECRET);
    HttpRequest known = to.copy().POST(HttpRequest.BodyPublishers.ofByteArray(large)).build();
    assertThat(server.send(known).statusCode()).isEqualTo(413);
    HttpRequest chunked =
        to.copy()
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(large)))
            .build();
    assertThat(server.send(chunked).statusCode()).isEqualTo(413);
    assertThat(server.transport.budget().left()).isEqualTo(128L << 20);
    assertThat(server.post("a").statusCode()).isEqualTo(200);
  }

  @Test
  void theLargestBodyIsTaken() throws Exception {
    assertThat(server.post("\n".repeat(HookServer.MAX_BYTES)).statusCode()).isEqualTo(200);
  }

  @Test
  void whoWaitsForContinueIsRefusedBeforeHeSends() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              ("POST /hooks/lines~one/"
                      + HookServer.SECRET
                      + " HTTP/1.1\r\nHost: localhost\r\n"
                      + "Expect: 100-continue\r\nContent-Length: 2097152\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(firstLine(socket.getInputStream())).contains(" 413 ");
    }
  }

  @Test
  void anEncodedBodyIs415() throws Exception {
    HttpRequest request =
        body(
            server
                .to(HookServer.SOURCE + "/" + HookServer.SECRET)
                .header("Content-Encoding", "gzip"),
            "a");
    assertThat(server.send(request).statusCode()).isEqualTo(415);
  }

  @Test
  void aFormIsGivenToTheDecoderAsItIs() throws Exception {
    HttpRequest request =
        body(
            server
                .to(HookServer.SOURCE + "/" + HookServer.SECRET + "?q=1")
                .header("Content-Type", "application/x-www-form-urlencoded"),
            "a=1&b=2");
    assertThat(server.send(request).statusCode()).isEqualTo(200);
    assertThat(decoder.last.text()).isEqualTo("a=1&b=2");
    assertThat(decoder.last.contentType()).isEqualTo("application/x-www-form-urlencoded");
  }

  @Test
  void aVendorThatHangsUpLeavesNothingBehind() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /hooks/lines~one/"
                      + HookServer.SECRET
                      + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
                      + "x".repeat(50_000))
                  .getBytes(StandardCharsets.US_ASCII));
      await(() -> server.transport.budget().left() < 128L << 20);
    }
    await(() -> server.transport.budget().left() == 128L << 20);
    assertThat(server.core.kept).isEmpty();
  }

  @Test
  void aThousandAtOnceAreAllTaken() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(
          server.client.sendAsync(
              server.good("message-" + i), HttpResponse.BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get(15, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(server.core.kept.stream().map(Signal::vendorKey).distinct()).hasSize(1_000);
    assertThat(decoder.onDisk).hasValue(1_000);
    assertThat(threads().filter(name -> name.startsWith("watchfloor-routing-decode")).count())
        .isLessThanOrEqualTo(16);
  }

  @Test
  void aSourceThatHangsDoesNotHoldUpAnother() throws Exception {
    LinesDecoder other = new LinesDecoder();
    server.open("lines~other", other);
    List<CompletableFuture<HttpResponse<String>>> stuck = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      stuck.add(
          server.client.sendAsync(server.good("wait-" + i), HttpResponse.BodyHandlers.ofString()));
    }
    await(() -> decoder.inside.get() == 1);
    HttpRequest request = body(server.to("lines~other/" + HookServer.SECRET), "a");
    assertThat(server.send(request).statusCode()).isEqualTo(200);
    decoder.go.countDown();
    for (CompletableFuture<HttpResponse<String>> answer : stuck) {
      assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void closingUnderLoadGivesTrueAnswersAndLeavesNoThread() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      answers.add(
          server.client.sendAsync(server.good("load-" + i), HttpResponse.BodyHandlers.ofString()));
    }
    await(() -> server.core.kept.size() > 20);
    handle.close();
    long acknowledged = 0;
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      int status = answer.get(10, TimeUnit.SECONDS).statusCode();
      assertThat(status).isIn(200, 503, 404);
      acknowledged += status == 200 ? 1 : 0;
    }
    assertThat(server.core.kept.size()).isGreaterThanOrEqualTo((int) acknowledged);
    assertThat(decoder.onDisk.get()).isEqualTo((int) acknowledged);
    assertThat(server.post("late").statusCode()).isEqualTo(404);
    await(() -> threads().noneMatch(name -> name.contains("camel")));
    handle.close();
    handle = server.open(HookServer.SOURCE, decoder);
    assertThat(server.post("again").statusCode()).isEqualTo(200);
  }

  @Test
  void closingDoesNotWaitForEverForAReceipt() throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        server.client.sendAsync(server.good("hang"), HttpResponse.BodyHandlers.ofString());
    await(() -> !server.core.hanging.isEmpty());
    long began = System.nanoTime();
    handle.close();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)).isLessThan(7);
    assertRetry(503, answer.get(1, TimeUnit.SECONDS));
  }

  @Test
  void deactivationEndsAllThreads() throws Exception {
    server.post("a");
    server.transport.deactivate();
    await(() -> threads().noneMatch(name -> name.startsWith("watchfloor-routing")));
  }

  @Test
  void whatCannotBeOpenedIsRefusedByName() {
    assertThatThrownBy(() -> server.open(HookServer.SOURCE, decoder))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(HookServer.SOURCE)
        .hasMessageNotContaining(HookServer.SECRET);
    assertThatThrownBy(() -> server.open("lines~a/b", decoder))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("lines~a/b");
  }

  private static void assertRetry(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  private HttpResponse<String> postTo(String path) throws Exception {
    return server.send(body(server.to(path), "a"));
  }

  private static HttpRequest body(HttpRequest.Builder request, String body) {
    return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  private static String hmac(String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String firstLine(InputStream in) throws Exception {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static java.util.stream.Stream<String> threads() {
    Set<Thread> all = Thread.getAllStackTraces().keySet();
    return all.stream().map(Thread::getName);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 15 s").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
