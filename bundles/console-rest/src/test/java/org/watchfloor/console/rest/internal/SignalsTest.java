package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.source.Receipt;

/** The generic way in, and the journal page by page. */
class SignalsTest {
  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  @Test
  void oneSignalIsTakenForTheTokensSource() throws Exception {
    HttpResponse<String> answer = center.post("/api/v1/signals", signal("k1"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(center.ingest.submitted).containsExactly("api~all k1");
    JsonNode receipt = TestCenter.json(answer).at("/receipts/0");
    assertThat(receipt.get("status").asText()).isEqualTo("accepted");
    assertThat(receipt.get("number").asLong()).isEqualTo(1);
  }

  @Test
  void theAnswerWaitsForTheDisk() throws Exception {
    CompletableFuture<Receipt> disk = new CompletableFuture<>();
    CountDownLatch submitted = new CountDownLatch(1);
    center.ingest.answer =
        (n, signal) -> {
          submitted.countDown();
          return disk;
        };
    CompletableFuture<HttpResponse<String>> answer =
        center.http.sendAsync(
            center
                .as(center.all, "/api/v1/signals")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(signal("k1")))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(submitted.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(answer).isNotDone();
    disk.complete(Receipt.duplicate(7));
    assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    assertThat(answer.get().body()).contains("\"duplicate\"");
  }

  @Test
  void oneMalformedSignalLeavesNothingBehind() throws Exception {
    String body = "[" + signal("k1") + ",{\"kind\":\"a.b\"}]";
    HttpResponse<String> answer = center.post("/api/v1/signals", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestCenter.json(answer).at("/errors/0/field").asText()).isEqualTo("[1].vendorKey");
    assertThat(center.ingest.submitted).isEmpty();
  }

  @Test
  void aThousandAreTakenAndOneMoreIsNot() throws Exception {
    List<String> signals = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      signals.add(signal("k" + i));
    }
    String thousand = "[" + String.join(",", signals) + "]";
    assertThat(center.post("/api/v1/signals", thousand).statusCode()).isEqualTo(202);
    signals.add(signal("more"));
    String more = "[" + String.join(",", signals) + "]";
    assertThat(center.post("/api/v1/signals", more).statusCode()).isEqualTo(413);
    assertThat(center.ingest.submitted).hasSize(1_000);
    assertThat(center.post("/api/v1/signals", "[]").statusCode()).isEqualTo(400);
  }

  @Test
  void aFullBusIs429AndADeadJournal503BothWithReceipts() throws Exception {
    String two = "[" + signal("k1") + "," + signal("k2") + "]";
    center.ingest.answer = (n, signal) -> receipt(n, Receipt.Status.OVERLOADED);
    HttpResponse<String> full = center.post("/api/v1/signals", two);
    assertThat(full.statusCode()).isEqualTo(429);
    assertThat(full.headers().firstValue("Retry-After")).isPresent();
    assertThat(TestCenter.json(full).at("/receipts/0/status").asText()).isEqualTo("accepted");
    assertThat(TestCenter.json(full).at("/receipts/1/status").asText()).isEqualTo("overloaded");
    center.ingest.answer = (n, signal) -> receipt(n - 2, Receipt.Status.UNAVAILABLE);
    HttpResponse<String> dead = center.post("/api/v1/signals", two);
    assertThat(dead.statusCode()).isEqualTo(503);
    assertThat(dead.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void aRefusedSignalIs400WithItsFieldAndTheReceiptsOfTheOthers() throws Exception {
    String two = "[" + signal("k1") + "," + signal("k2") + "]";
    center.ingest.answer = (n, signal) -> receipt(n, Receipt.Status.REJECTED);
    HttpResponse<String> answer = center.post("/api/v1/signals", two);
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = TestCenter.json(answer);
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("[1].occurredAt");
    assertThat(problem.at("/receipts/0/status").asText()).isEqualTo("accepted");
  }

  private static CompletableFuture<Receipt> receipt(int n, Receipt.Status status) {
    return CompletableFuture.completedFuture(
        n == 1 ? Receipt.accepted(1) : Receipt.refused(status, "occurredAt: is not now"));
  }

  @Test
  void aReaderSeesEachSignalOnceAndComesToAnEnd() throws Exception {
    for (int i = 1; i <= 25_000; i++) {
      // signals are rare after the first: pages come nearly empty, and are not the last
      if (i < 500 || i > 24_990 || i % 5_000 == 0) {
        center.bus.signal("test.page", "k" + i);
      } else {
        center.bus.change("alert.queued", "a" + i);
      }
    }
    List<String> keys = new ArrayList<>();
    int pages = 0;
    String next = "0";
    while (next != null) {
      JsonNode page = center.json("/api/v1/signals?limit=100&after=" + next);
      page.get("items").forEach(item -> keys.add(item.at("/signal/vendorKey").asText()));
      next = page.hasNonNull("next") ? page.get("next").asText() : null;
      assertThat(++pages).isLessThan(20);
    }
    assertThat(keys).hasSize(499 + 4 + 10).doesNotHaveDuplicates().endsWith("k25000");
    assertThat(center.json("/api/v1/signals?kind=plate&after=24000").has("next")).isFalse();
    assertThat(center.json("/api/v1/signals?after=25000").get("items")).isEmpty();
    assertThat(center.json("/api/v1/signals?after=9223372036854775807").has("next")).isFalse();
  }

  private static String signal(String key) {
    return "{\"vendorKey\":\""
        + key
        + "\",\"kind\":\"test.page\",\"occurredAt\":\"2026-11-24T14:05:09Z\"}";
  }
}
