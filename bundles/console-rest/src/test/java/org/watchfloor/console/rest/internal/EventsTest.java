package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;
import org.watchfloor.core.api.json.Json;

/** Server-sent events over a real socket. */
@Timeout(value = 15, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventsTest {
  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter(100);
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  /** A client that reads one event at a time. */
  private static final class Client implements AutoCloseable {
    final HttpResponse<InputStream> answer;
    private final BufferedReader lines;

    Client(HttpResponse<InputStream> answer) {
      this.answer = answer;
      this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** {@code <id> <event> <key or subject>}; null at the end of the stream. */
    String next() throws Exception {
      String id = "";
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          var data = Json.parse(line.substring(6).getBytes(StandardCharsets.UTF_8));
          assertThat(data.get("number").asText()).isEqualTo(id);
          assertThat(data.get("type").asText()).isEqualTo(event);
          return id
              + " "
              + event
              + " "
              + data.at("/signal/vendorKey").asText(data.at("/change/subject").asText());
        }
      }
      return null;
    }

    /** Returns at the next sign of life. */
    void awaitBeat() throws IOException {
      String line;
      do {
        line = lines.readLine();
        assertThat(line).as("the stream goes on").isNotNull();
      } while (!line.startsWith(":"));
    }

    /**
     * Returns when the stream is over, and runs into the test's timeout when it is not. It may be
     * cut where something was being written: a browser resumes after both.
     */
    void awaitEnd() {
      try {
        while (lines.readLine() != null) {
          // signs of life
        }
      } catch (IOException e) {
        // cut
      }
    }

    @Override
    public void close() throws IOException {
      answer.body().close();
    }
  }

  private Client open(HttpRequest.Builder request) throws Exception {
    return new Client(center.http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
  }

  private HttpRequest.Builder events(String query) {
    return center.as(center.all, "/api/v1/events" + query);
  }

  @Test
  void whatIsPublishedAfterTheHeadersIsOnTheStream() throws Exception {
    center.bus.signal("test.before", "before");
    try (Client client = open(events(""))) {
      assertThat(client.answer.statusCode()).isEqualTo(200);
      assertThat(client.answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(client.answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(client.answer.headers().firstValue("X-Accel-Buffering")).contains("no");
      center.bus.signal("test.after", "after");
      assertThat(client.next()).isEqualTo("2 signal after");
    }
  }

  @Test
  void resumesWithoutLossOrRepeatWhereverItIsCut() throws Exception {
    for (int i = 1; i <= 1_200; i++) {
      center.bus.signal("test.resume", "k" + i);
    }
    List<String> seen = new ArrayList<>();
    long last = 0;
    for (int cut : new int[] {1, 499, 500, 7, 193}) {
      HttpRequest.Builder request =
          events("?since=0").header("Last-Event-ID", String.valueOf(last));
      try (Client client = open(request)) {
        for (int i = 0; i < cut; i++) {
          String event = client.next();
          seen.add(event.substring(event.lastIndexOf(' ') + 1));
          last = Long.parseLong(event.substring(0, event.indexOf(' ')));
        }
      }
    }
    assertThat(seen).hasSize(1_200);
    for (int i = 1; i <= 1_200; i++) {
      assertThat(seen.get(i - 1)).isEqualTo("k" + i);
    }
  }

  @Test
  void takesTypesAndKindsByTheirBeginnings() throws Exception {
    center.bus.signal("plate.read", "p1");
    center.bus.signal("plates.other", "no");
    center.bus.change("alert.queued", "a1");
    center.bus.signal("gunshot.detected", "g1");
    try (Client client = open(events("?kinds=plate,gunshot&since=0"))) {
      assertThat(client.next())
          .as("no reason was given for a plate")
          .isEqualTo("1 signal not shown");
      assertThat(client.next()).isEqualTo("4 signal g1");
    }
    try (Client client = open(events("?types=change,alert&since=0"))) {
      assertThat(client.next()).isEqualTo("3 change a1");
    }
  }

  @Test
  void aNumberOfAnotherJournalBeginsAtTheHead() throws Exception {
    center.bus.signal("test.one", "one");
    try (Client client = open(events("").header("Last-Event-ID", "4711"))) {
      center.bus.signal("test.two", "two");
      assertThat(client.next()).isEqualTo("2 signal two");
    }
  }

  @Test
  void aRevokedTokenAndAnEndedSessionEndTheirStreams() throws Exception {
    String token = center.access.tokenOf("script", Role.VIEWER);
    Session session = center.access.sessionOf("vera", Role.VIEWER);
    try (Client byToken = open(center.as(token, "/api/v1/events"));
        Client byCookie =
            open(
                center.anonymous("/api/v1/events").header("Cookie", "watchfloor=" + session.id()));
        Client other = open(events(""))) {
      center.access.revokeToken("script", session.identity(), "test");
      byToken.awaitEnd();
      center.access.sessionOf("vera", Role.OPERATOR);
      byCookie.awaitEnd();
      center.bus.signal("test.still", "here");
      assertThat(other.next()).isEqualTo("1 signal here");
    }
  }

  @Test
  void anOpenStreamDoesNotUseItsSession() throws Exception {
    Session session = center.access.sessionOf("vera", Role.VIEWER);
    try (Client client =
        open(center.anonymous("/api/v1/events").header("Cookie", "watchfloor=" + session.id()))) {
      assertThat(client.answer.statusCode()).isEqualTo(200);
      await(() -> center.access.peeked.get() >= 2);
      assertThat(center.access.asked).as("at the beginning, and never again").hasValue(1);
    }
  }

  @Test
  void anUpdateOfAccessDoesNotEndStreams() throws Exception {
    try (Client client = open(events(""))) {
      center.parts.access = null;
      client
          .awaitBeat(); // each look that does not end the stream gives one; the fourth would end it
      client.awaitBeat();
      center.parts.access = center.access;
      center.bus.signal("test.still", "here");
      assertThat(client.next()).isEqualTo("1 signal here");
    }
  }

  @Test
  void anUpdateOfTheBusEndsStreamsSoThatTheyResume() throws Exception {
    try (Client client = open(events(""))) {
      await(() -> center.bus.subscribed.size() == 1);
      center.parts.bus = new FakeBus();
      client.awaitEnd();
      await(() -> center.bus.subscribed.isEmpty());
    }
  }

  @Test
  void whenTheClientLeavesTheSubscriptionIsClosed() throws Exception {
    try (Client client = open(events(""))) {
      await(() -> center.bus.subscribed.size() == 1);
    }
    await(() -> center.bus.subscribed.isEmpty() && center.streams.open() == 0);
  }

  @Test
  void oneIdentityHasSoManyStreamsAndNoMore() throws Exception {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      clients.add(open(events("")));
    }
    HttpResponse<String> more = center.get("/api/v1/events");
    assertThat(more.statusCode()).isEqualTo(429);
    assertThat(more.headers().firstValue("Retry-After")).isPresent();
    String token = center.access.tokenOf("script", Role.VIEWER);
    clients.add(open(center.as(token, "/api/v1/events")));
    assertThat(clients.get(5).answer.statusCode()).isEqualTo(200);
    clients.get(0).close();
    await(() -> center.streams.open() == 5);
    clients.add(open(events("")));
    assertThat(clients.get(6).answer.statusCode()).isEqualTo(200);
    for (Client client : clients) {
      client.close();
    }
  }

  @Test
  void aClientThatDoesNotReadHoldsUpNobody() throws Exception {
    try (Socket stuck = new Socket("127.0.0.1", center.port());
        Client client = open(events(""))) {
      String request =
          "GET /api/v1/events?since=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + center.all
              + "\r\n\r\n";
      stuck.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      await(() -> center.streams.open() == 2);
      String key = "k".repeat(250);
      for (int i = 0; i < 40_000; i++) {
        center.bus.signal("test.flood", key);
      }
      for (int i = 0; i < 40_000; i++) {
        client.next();
      }
    }
  }

  @Test
  void stoppingTheBundleEndsAllStreams() throws Exception {
    try (Client client = open(events(""))) {
      await(() -> center.bus.subscribed.size() == 1);
      center.servlet.stop();
      client.awaitEnd();
      assertThat(center.bus.subscribed).isEmpty();
      assertThat(center.streams.open()).isZero();
    }
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
