package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** Many at once, slow ones, and ends in the middle. */
class HookLoadTest extends HookTest {
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
    server.workshop.deactivate();
    await(() -> threads().noneMatch(name -> name.startsWith("watchfloor-routing")));
  }
}
