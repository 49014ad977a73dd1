package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

class PollTransportTest extends TransportTest {
  /** What the vendor does with a request. */
  private interface Vendor {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService vendors = Executors.newCachedThreadPool();
  private volatile Vendor vendor = exchange -> answer(exchange, 200, "one");
  private HttpServer server;
  private PollTransport transport;

  @BeforeEach
  void startVendor() throws Exception {
    transport = new PollTransport(workshop);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(vendors);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("If-None-Match")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Key"));
          vendor.answer(exchange);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopVendor() {
    server.stop(0);
    vendors.shutdownNow();
    transport.deactivate();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/feed";
  }

  private AutoCloseable open() throws Exception {
    return open(address(), Login.NONE, Map.of());
  }

  private AutoCloseable open(String address, Login login, Map<String, String> headers)
      throws Exception {
    Inbound.Poll inbound =
        new Inbound.Poll(URI.create(address), Duration.ofSeconds(1), login, headers, 1_000);
    return open(transport.open(SOURCE, inbound, decoder));
  }

  @Test
  void asksForWhatIsNewOnceTheLastAnswerIsOnDisk() throws Exception {
    vendor =
        exchange -> {
          if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            exchange.getResponseHeaders().add("ETag", "\"v1\"");
            exchange.getResponseHeaders().add("Content-Type", "text/lines");
            answer(exchange, 200, "one\ntwo");
          }
        };
    open(address(), new Login("user", PASSWORD), Map.of("X-Key", "key-" + PASSWORD));
    await("asked again", () -> asked.size() >= 2);
    assertThat(kept()).containsExactly("one", "two");
    assertThat(asked.get(0)).startsWith("/feed null Basic ").endsWith(" key-" + PASSWORD);
    assertThat(asked.get(1)).startsWith("/feed \"v1\"");
    assertThat(decoder.last.contentType()).isEqualTo("text/lines");
    assertThat(decoder.isOnline()).isTrue();
  }

  @Test
  void theSameAnswerIsDecodedOnce() throws Exception {
    vendor = exchange -> answer(exchange, 200, "malformed");
    open();
    await("asked again", () -> asked.size() >= 3);
    assertThat(log().split("is missing", -1)).hasSize(2);
    vendor = exchange -> answer(exchange, 200, "good");
    awaitKept("good");
  }

  @Test
  void whatIsNotOnDiskIsAskedForAgainWithoutAValidator() throws Exception {
    vendor =
        exchange -> {
          exchange.getResponseHeaders().add("ETag", "\"v1\"");
          answer(exchange, 200, "one");
        };
    decoder.away = true;
    AutoCloseable handle = open();
    await("held back", () -> log().contains("held back"));
    assertThat(asked).hasSize(1);
    handle.close();
    decoder.away = false;
    open();
    awaitKept("one");
    assertThat(asked.get(1)).startsWith("/feed null");
  }

  @Test
  void wrongCredentialsAreNotTriedAgain() throws Exception {
    vendor = exchange -> answer(exchange, 401, "no");
    open(address(), new Login("user", PASSWORD), Map.of());
    await("gave up", () -> !decoder.failures.isEmpty());
    assertThat(decoder.failures.get(0).kind()).isEqualTo(SourceException.Kind.AUTH);
    TimeUnit.MILLISECONDS.sleep(1_500);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aVendorThatIsAwayIsOfflineAndComesBack() throws Exception {
    vendor = exchange -> answer(exchange, 500, "oops");
    open();
    await("offline", () -> decoder.status().reason().endsWith("answers 500"));
    assertThat(decoder.status().state()).isEqualTo(SourceStatus.State.OFFLINE);
    vendor = exchange -> answer(exchange, 200, "one");
    awaitKept("one");
    await("online", decoder::isOnline);
    assertThat(log()).containsOnlyOnce("tries again by itself").contains("is back");
  }

  @Test
  void nothingThereIsOffline() throws Exception {
    String address = address() + "?key=" + PASSWORD;
    server.stop(0);
    open(address, Login.NONE, Map.of());
    await("offline", () -> decoder.status().reason().contains("nothing answers there"));
  }

  @Test
  void anAnswerThatIsTooLargeIsBrokenOff() throws Exception {
    vendor =
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // chunked, without end
          try {
            while (true) {
              exchange.getResponseBody().write(new byte[1_000]);
            }
          } catch (IOException e) {
            // the center has enough
          }
        };
    open();
    await("refused", () -> decoder.refused.get() == 1);
    await("degraded", () -> decoder.status().state() == SourceStatus.State.DEGRADED);
    vendor = exchange -> answer(exchange, 200, "x".repeat(1_001)); // says its length
    await("refused", () -> decoder.refused.get() == 2);
    vendor = exchange -> answer(exchange, 200, "y".repeat(256));
    awaitKept("y".repeat(256));
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUp() throws Exception {
    vendor =
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          try {
            TimeUnit.SECONDS.sleep(30);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    open();
    await("given up", () -> decoder.status().reason().contains("did not answer in time"));
  }

  @Test
  void redirectsStayOnTheSameServer() throws Exception {
    vendor =
        exchange -> {
          boolean first = exchange.getRequestURI().getPath().equals("/feed");
          exchange.getResponseHeaders().add("Location", "/new");
          answer(exchange, first ? 302 : 200, first ? "" : "moved");
        };
    open(address(), new Login("user", PASSWORD), Map.of());
    awaitKept("moved");
    vendor =
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://localhost:1/steal");
          answer(exchange, 302, "");
        };
    await("not followed", () -> decoder.status().reason().contains("redirects to another server"));
  }

  @Test
  void redirectsKnowTheirServer() {
    URI from = URI.create("http://a.example/x");
    assertThat(Redirects.follow(from, "y")).contains(URI.create("http://a.example/y"));
    assertThat(Redirects.follow(from, "https://A.example/y")).isPresent();
    assertThat(Redirects.follow(from, "http://a.example:81/y")).isEmpty();
    assertThat(Redirects.follow(from, "http://b.example/y")).isEmpty();
    assertThat(Redirects.follow(from, "//b.example/y")).isEmpty();
    assertThat(Redirects.follow(from, "file:///etc/passwd")).isEmpty();
    assertThat(Redirects.follow(from, "http://user:x@a.example/y")).isEmpty();
    assertThat(Redirects.follow(from, "::")).isEmpty();
    assertThat(Redirects.follow(URI.create("https://a.example/x"), "http://a.example/y")).isEmpty();
  }

  @Test
  void aHeaderThatHttpDoesNotAllowIsRefusedWithoutItsValue() {
    assertThatThrownBy(() -> open(address(), Login.NONE, Map.of("X-Key", "bad\r\n" + PASSWORD)))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.CONFIG))
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void closingEndsTheAsking() throws Exception {
    AutoCloseable handle = open();
    awaitKept("one");
    handle.close();
    int before = asked.size();
    TimeUnit.MILLISECONDS.sleep(1_300);
    assertThat(asked).hasSize(before);
    transport.deactivate();
    await(
        "its threads end",
        () -> threads().stream().noneMatch(n -> n.startsWith("watchfloor-routing-poll")));
  }
}
