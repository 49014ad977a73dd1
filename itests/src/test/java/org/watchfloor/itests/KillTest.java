package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;

/**
 * Kills the center's JVM under load, again and again: no acknowledged signal is lost, none is twice
 * in the journal, and no alert is twice in the list. 20 times under 1,000 signals/s; with {@code
 * -Dwatchfloor.long=true} 100 times under 5,000.
 */
class KillTest {
  private static final boolean LONG = Boolean.getBoolean("watchfloor.long");

  /** How often; the figures the project promises are 20 and 100. */
  private static final int KILLS = Integer.getInteger("watchfloor.kills", LONG ? 100 : 20);

  private static final int BATCH = LONG ? 100 : 20;
  private static final int BATCHES_PER_SECOND = 50;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sent = new AtomicInteger();

  @TempDir Path home;

  @Test
  void losesNothingAcknowledgedAndShowsNoAlertTwice() throws Exception {
    Need.time("twenty kills take three minutes");
    Random random = new Random(20261124);
    int httpsPort = Center.freePort();
    int sshPort = Center.freePort();
    for (int kill = 1; kill <= KILLS; kill++) {
      Center center = Center.start("start", home, httpsPort, sshPort);
      int before = acknowledged.size();
      int sentBefore = sent.get();
      int millis = 1_500 + random.nextInt(2_000);
      try {
        underLoad(center, millis);
      } finally {
        center.kill9();
      }
      System.out.printf(
          "kill %d of %d: %d acknowledged in this round, %d sent, %d/s%n",
          kill,
          KILLS,
          acknowledged.size() - before,
          sent.get() - sentBefore,
          (sent.get() - sentBefore) * 1_000L / millis);
    }
    try (Center center = Center.start("start", home, httpsPort, sshPort)) {
      verify(center);
    }
  }

  /** Sends for so many milliseconds, and leaves requests under way. */
  private void underLoad(Center center, int millis) throws Exception {
    ScheduledExecutorService senders = Executors.newScheduledThreadPool(8);
    long period = 1_000_000 / BATCHES_PER_SECOND;
    for (int i = 0; i < 8; i++) {
      senders.scheduleAtFixedRate(
          () -> post(center), i * period, period * 8, TimeUnit.MICROSECONDS);
    }
    TimeUnit.MILLISECONDS.sleep(millis);
    center.kill9();
    senders.shutdownNow();
    senders.awaitTermination(40, TimeUnit.SECONDS);
  }

  private void post(Center center) {
    List<String> keys = new ArrayList<>();
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < BATCH; i++) {
      String key = "k" + sent.incrementAndGet();
      keys.add(key);
      // one in a hundred is a gunshot, so that alerts are under way when the JVM dies
      String kind = key.endsWith("00") ? "gunshot.detected" : "test.kill";
      body.append(i == 0 ? "" : ",")
          .append("{\"vendorKey\":\"")
          .append(key)
          .append("\",\"kind\":\"")
          .append(kind)
          .append("\",\"occurredAt\":\"")
          .append(Instant.now())
          .append("\"}");
    }
    try {
      HttpResponse<String> answer =
          center.send("POST", "/api/v1/signals", "application/json", body.append("]").toString());
      if (answer.statusCode() == 202) {
        acknowledged.addAll(keys);
      }
    } catch (IOException e) {
      // the center died under the request: nothing was acknowledged
    } catch (Exception e) {
      if (!(e instanceof InterruptedException)) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void verify(Center center) throws Exception {
    Map<String, Integer> found = new HashMap<>();
    List<String> gunshots = new ArrayList<>();
    for (long after = 0; ; ) {
      JsonNode page = center.get("/api/v1/signals?limit=1000&after=" + after);
      for (JsonNode item : page.get("items")) {
        JsonNode signal = item.get("signal");
        found.merge(signal.get("vendorKey").asText(), 1, Integer::sum);
        if (signal.get("kind").asText().equals("gunshot.detected")) {
          gunshots.add("gunshot-" + item.get("number").asLong());
        }
      }
      if (!page.hasNonNull("next")) {
        break;
      }
      after = Long.parseLong(page.get("next").asText());
    }
    System.out.printf(
        "%d kills: %d sent, %d acknowledged, %d in the journal%n",
        KILLS, sent.get(), acknowledged.size(), found.size());
    assertThat(acknowledged).hasSizeGreaterThan(KILLS * 300);
    assertThat(acknowledged).as("acknowledged and lost").allMatch(found::containsKey);
    assertThat(found.values()).as("times in the journal").allMatch(n -> n == 1);
    alertsAreThereOnce(center, gunshots);
  }

  private static void alertsAreThereOnce(Center center, List<String> expected) throws Exception {
    Set<String> published = new HashSet<>();
    try (EventStream events = EventStream.open(center, "?types=alert&since=0")) {
      while (published.size() < expected.size()) {
        EventStream.Event event = events.await("every gunshot's alert", 60, e -> true);
        assertThat(published.add(event.data().get("alert").get("id").asText()))
            .as("alert %s comes once", event.data())
            .isTrue();
      }
    }
    assertThat(published).containsExactlyInAnyOrderElementsOf(expected);
    Center.await(
        "every alert counted in the list",
        () -> {
          try {
            return counted(center) == expected.size();
          } catch (Exception e) {
            return false;
          }
        });
  }

  /** Alerts in the list, repeats counted; each row's id once. */
  private static int counted(Center center) throws Exception {
    int count = 0;
    Set<String> ids = new HashSet<>();
    for (JsonNode alert : center.get("/api/v1/alerts?state=all&limit=10000").get("items")) {
      assertThat(ids.add(alert.get("id").asText())).isTrue();
      count += alert.get("count").asInt();
    }
    return count;
  }
}
