package org.watchfloor.plugin.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.simulator.city.City;

/** The cameras' web server with real clients. */
class CameraServerTest {
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3};
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
  private final AtomicInteger drawn = new AtomicInteger();
  private CameraServer server;

  @BeforeEach
  void start() throws Exception {
    SignIn signIn = new SignIn("demo", "password", Clock.systemUTC());
    server =
        new CameraServer(
            0,
            new City(),
            signIn,
            camera -> {
              drawn.incrementAndGet();
              return JPEG;
            },
            threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    threads.shutdownNow();
  }

  @Test
  void aClientThatIsChallengedSignsInWithDigest() throws Exception {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope("127.0.0.1", server.port()),
        new UsernamePasswordCredentials("demo", "password".toCharArray()));
    try (CloseableHttpClient client =
        HttpClients.custom().setDefaultCredentialsProvider(credentials).build()) {
      byte[] body =
          client.execute(
              new HttpGet(address("/cam/cam-0007/snapshot.jpg")),
              response -> {
                assertThat(response.getCode()).isEqualTo(200);
                assertThat(response.getHeader("Content-Type").getValue()).isEqualTo("image/jpeg");
                return EntityUtils.toByteArray(response.getEntity());
              });
      assertThat(body).isEqualTo(JPEG);
    }
    assertThat(server.refused()).as("the first request is challenged").isEqualTo(1);
  }

  @Test
  void nothingIsDrawnForStrangersAndNothingElseIsThere() throws Exception {
    assertThat(status("/cam/cam-0001/snapshot.jpg", null)).isEqualTo(401);
    assertThat(status("/cam/cam-0001/snapshot.jpg", "demo:wrong")).isEqualTo(401);
    assertThat(drawn).hasValue(0);
    assertThat(status("/cam/cam-0001/snapshot.jpg", "demo:password")).isEqualTo(200);
    assertThat(status("/cam/CAM-0001/snapshot.jpg", "demo:password")).isEqualTo(200);
    assertThat(status("/cam/cam-0025/snapshot.jpg", "demo:password")).isEqualTo(404);
    assertThat(status("/cam/cam-0001/../../etc/passwd", "demo:password")).isEqualTo(404);
    assertThat(status("/", "demo:password")).isEqualTo(404);
  }

  @Test
  void aStreamShowsPictureAfterPictureAndEndsWithItsWatcher() throws Exception {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
      socket.setSoTimeout(5_000);
      String request =
          "GET /cam/cam-0002/mjpeg HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
              + basic("demo:password")
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      StringBuilder seen = new StringBuilder();
      while (seen.toString().split("--picture", -1).length < 4) {
        int next = in.read();
        assertThat(next).as("the stream goes on").isNotNegative();
        seen.append((char) next);
      }
      assertThat(seen).contains("multipart/x-mixed-replace; boundary=picture");
      assertThat(server.watching()).isEqualTo(1);
    }
    long until = System.nanoTime() + 5_000_000_000L;
    while (server.watching() > 0 && System.nanoTime() < until) {
      Thread.sleep(20);
    }
    assertThat(server.watching()).as("nobody looks any more").isZero();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private int status(String path, String signIn) throws Exception {
    URL url = new URL("http://127.0.0.1:" + server.port() + path);
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    if (signIn != null) {
      connection.setRequestProperty("Authorization", basic(signIn));
    }
    return connection.getResponseCode();
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
