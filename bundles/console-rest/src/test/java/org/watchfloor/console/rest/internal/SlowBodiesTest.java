package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody who sends a body slowly, or never, keeps the center from answering others. */
class SlowBodiesTest {
  private static final int THREADS = 16;
  private static final int MEMORY = 1 << 20;

  private final List<Socket> sockets = new ArrayList<>();
  private final Semaphore memory = new Semaphore(MEMORY);
  private TestCenter center;

  private void start(long bodyMillis) throws Exception {
    Patience strangers = new Patience(memory, bodyMillis, 2_000, 64 << 10);
    center = new TestCenter(15_000, THREADS, strangers);
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    center.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health/live",
        "DELETE /api/v1/session",
        "POST /api/v1/session",
        "POST /api/v1/signals",
        "POST /api/v1/nothing"
      })
  void halfSentBodiesHoldNoThread(String what) throws Exception {
    start(10_000);
    for (int i = 0; i < 250; i++) {
      open(what, "Content-Length: 1000", "{");
    }
    HttpResponse<String> live = center.send(soon("/health/live"));
    assertThat(live.statusCode()).isEqualTo(200);
    HttpRequest.Builder signIn =
        soon("/api/v1/session")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"user\":1}"));
    assertThat(center.send(signIn).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1000", "Transfer-Encoding: chunked"})
  void aBodyThatNobodyAskedForIsNotWaitedFor(String framing) throws Exception {
    start(10_000);
    Socket socket = open("GET /health/live", framing, "");
    assertThat(head(socket)).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close");
    Socket unknown = open("POST /api/v1/signals", framing, "");
    assertThat(head(unknown)).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
  }

  @Test
  void aBodyThatIsThereDoesNotEndTheConnection() throws Exception {
    start(10_000);
    Socket socket = open("GET /health/live", "Content-Length: 1", "{");
    assertThat(head(socket)).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("close");
    send(socket, "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    byte[] rest = socket.getInputStream().readAllBytes();
    assertThat(new String(rest, StandardCharsets.US_ASCII)).contains("HTTP/1.1 200");
  }

  @Test
  void aStrangerWhoStillSendsGetsToSeeTheRefusal() throws Exception {
    start(10_000);
    for (int i = 0; i < 50; i++) {
      HttpRequest.Builder request =
          center
              .anonymous("/api/v1/signals")
              .POST(HttpRequest.BodyPublishers.ofString("x".repeat(60_000)));
      assertThat(center.send(request).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aBodyThatDoesNotComeIs408() throws Exception {
    start(200);
    Socket socket = open("POST /api/v1/session", "Content-Length: 1000", "{");
    assertThat(head(socket)).startsWith("HTTP/1.1 408").containsIgnoringCase("connection: close");
    assertMemoryIsBack();
  }

  @Test
  void aBodyThatComesByteByByteIs408() throws Exception {
    start(300);
    Socket socket = open("POST /api/v1/session", "Content-Length: 1000", "{");
    InputStream in = socket.getInputStream();
    for (int i = 0; i < 900 && in.available() == 0; i++) {
      send(socket, " ");
      Thread.sleep(10);
    }
    assertThat(head(socket)).startsWith("HTTP/1.1 408");
    assertMemoryIsBack();
  }

  @Test
  void moreBodiesThanThereIsRoomForAre503() throws Exception {
    start(10_000);
    memory.acquire(MEMORY - 1);
    Socket socket = open("POST /api/v1/session", "Content-Length: 9", "{\"use");
    assertThat(head(socket))
        .startsWith("HTTP/1.1 503")
        .containsIgnoringCase("retry-after: 1\r\n")
        .containsIgnoringCase("connection: close");
    memory.release(MEMORY - 1);
    assertMemoryIsBack();
  }

  @Test
  void brokenFramingIs400() throws Exception {
    start(10_000);
    Socket socket = open("POST /api/v1/session", "Transfer-Encoding: chunked", "oops\r\n");
    assertThat(head(socket)).startsWith("HTTP/1.1 400");
  }

  private void assertMemoryIsBack() throws Exception {
    assertThat(memory.tryAcquire(MEMORY, 5, TimeUnit.SECONDS)).isTrue();
    assertThat(memory.tryAcquire()).isFalse();
  }

  private HttpRequest.Builder soon(String path) {
    return center.anonymous(path).timeout(Duration.ofSeconds(2));
  }

  private Socket open(String what, String framing, String body) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), center.port());
    sockets.add(socket);
    socket.setSoTimeout(5_000);
    socket.setTcpNoDelay(true);
    String head = what + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + framing;
    send(socket, head + "\r\n\r\n" + body);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Status line and headers; takes the body of an answer that says its length with them. */
  private static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the connection ended after: " + head);
      }
      head.append((char) b);
    }
    Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
    if (length.find()) {
      in.readNBytes(Integer.parseInt(length.group(1)));
    }
    return head.toString();
  }
}
