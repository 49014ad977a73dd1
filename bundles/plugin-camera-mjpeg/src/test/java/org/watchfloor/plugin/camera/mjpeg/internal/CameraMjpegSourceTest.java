package org.watchfloor.plugin.camera.mjpeg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;
import org.watchfloor.plugin.api.source.SourceStatus.State;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.SessionContext;

/** The plugin against a device that behaves, and one that does everything wrong. */
@Timeout(30)
class CameraMjpegSourceTest {
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final String SECRET = "s3cret-of-the-camera";
  private final byte[] jpeg = Samples.jpeg(5);
  private final SessionContext context = new SessionContext("camera-mjpeg~test");
  private TestCamera camera;
  private CameraSource source;

  @BeforeEach
  void start() throws Exception {
    camera = TestCamera.http();
  }

  @AfterEach
  void stop() {
    if (source != null) {
      source.close();
    }
    context.close();
    camera.close();
  }

  @Test
  void opensWithoutTouchingTheDevice() throws Exception {
    source = snapshots();
    assertThat(camera.requests).hasValue(0);
    CameraMjpegPlugin plugin = new CameraMjpegPlugin();
    assertThat(plugin.info()).isEqualTo(plugin.info());
    assertThat(plugin.info().id()).isEqualTo("camera-mjpeg");
  }

  @Test
  void isOnlineOnceAPictureIsThere() throws Exception {
    camera.answersJpeg(jpeg);
    source = snapshots();
    source.start();
    assertThat(context.reports().take().state()).isEqualTo(State.ONLINE);
    assertThat(camera.requests).hasValue(1);
    assertThat(source.diagnostics()).containsEntry("pictures", 1L).containsEntry("failures", 0L);
  }

  @Test
  void givesSnapshotsAndAnswersFromOneThatIsFresh() throws Exception {
    camera.answersJpeg(jpeg);
    source = snapshots();
    Picture picture = snapshot();
    assertThat(picture.toByteArray()).isEqualTo(jpeg);
    assertThat(snapshot()).isSameAs(picture);
    assertThat(camera.requests).hasValue(1);
  }

  @Test
  void manyWhoAskAtOnceShareOneRequest() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    camera.answers(
        exchange -> {
          go.await();
          TestCamera.send(exchange, 200, "image/jpeg", jpeg);
        });
    source = snapshots();
    CompletableFuture<?>[] all = new CompletableFuture<?>[20];
    for (int i = 0; i < all.length; i++) {
      all[i] = source.snapshot(DEADLINE).toCompletableFuture();
    }
    go.countDown();
    CompletableFuture.allOf(all).get();
    assertThat(camera.requests).hasValue(1);
  }

  @Test
  void proofOfIdentityIsBasicWhereTheCameraAsksForIt() throws Exception {
    camera.answers(
        exchange -> {
          String proof = exchange.getRequestHeaders().getFirst("Authorization");
          String good =
              "Basic "
                  + Base64.getEncoder()
                      .encodeToString(("ann:" + SECRET).getBytes(StandardCharsets.UTF_8));
          if (good.equals(proof)) {
            TestCamera.send(exchange, 200, "image/jpeg", jpeg);
          } else {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"cam\"");
            TestCamera.send(exchange, 401, "text/plain", new byte[0]);
          }
        });
    source = snapshots("user", "ann", "_password", SECRET);
    source.start();
    assertThat(context.reports().take().state()).isEqualTo(State.ONLINE);
    source.close();
    source = snapshots("user", "ann", "_password", SECRET + "-wrong");
    SourceException e = startFails();
    assertThat(e.kind()).isEqualTo(Kind.AUTH);
    assertThat(e).hasMessage("the camera refuses user and .password (401)");
    source.close();
    source = snapshots();
    assertThat(startFails()).hasMessage("the camera asks for a sign-in: set user and .password");
  }

  @Test
  void aWrongPasswordIsTriedOncePerRequest() throws Exception {
    camera.answers(
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("WWW-Authenticate", "Digest realm=\"c\", qop=\"auth\", nonce=\"n\"");
          TestCamera.send(exchange, 401, "text/plain", new byte[0]);
        });
    source = snapshots("user", "ann", "_password", SECRET);
    SourceException e = startFails();
    assertThat(e.kind()).isEqualTo(Kind.AUTH);
    assertThat(e.getMessage()).doesNotContain(SECRET);
    assertThat(camera.requests).as("one without proof, one with").hasValue(2);
  }

  @Test
  void answersThatAreNoPictureAreRefusedWithTheReason() throws Exception {
    source = snapshots("max_bytes", 20_000);
    refused(Kind.AUTH, "403", 403, "text/plain", new byte[0]);
    refused(Kind.RETRY, "snapshot.url: the camera answered with status 500", 500, "a/b", jpeg);
    refused(
        Kind.CONFIG, "snapshot.url: the camera answers that it is elsewhere (302)", 302, "", jpeg);
    refused(Kind.RETRY, "larger than max.bytes (20000)", 200, "image/jpeg", new byte[20_001]);
    refused(Kind.RETRY, "text/html of 6 bytes, which is no JPEG", 200, "text/html", html());
    refused(
        Kind.RETRY,
        "which is a JPEG that is cut off",
        200,
        "image/jpeg",
        Arrays.copyOf(jpeg, jpeg.length - 30));
    camera.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, jpeg.length);
          exchange.getResponseBody().write(jpeg, 0, 100);
        });
    assertThat(snapshotFails().kind()).isEqualTo(Kind.RETRY);
    assertThat(source.diagnostics()).containsEntry("pictures", 0L);
  }

  @Test
  void aSnapshotIsAnsweredByItsDeadlineWhateverTheCameraDoes() throws Exception {
    camera.answers(exchange -> camera.stall.await());
    source = snapshots("timeout_seconds", 30);
    assertThatThrownBy(() -> source.snapshot(Duration.ofMillis(200)).toCompletableFuture().get())
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("no picture within 200 ms");
  }

  @Test
  void aPictureThatDripsIsGivenUp() throws Exception {
    camera.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, jpeg.length);
          for (byte b : jpeg) {
            exchange.getResponseBody().write(b);
            exchange.getResponseBody().flush();
            if (camera.stall.await(100, TimeUnit.MILLISECONDS)) {
              return;
            }
          }
        });
    source = snapshots("timeout_seconds", 1);
    long began = System.nanoTime();
    assertThat(startFails().kind()).isEqualTo(Kind.RETRY);
    assertThat(System.nanoTime() - began).isBetween(1_500_000_000L, 4_000_000_000L);
  }

  @Test
  void nobodyThereIsWorthARetry() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    source = open(Map.of("snapshot_url", "http://127.0.0.1:" + port + "/?token=" + SECRET));
    SourceException e = startFails();
    assertThat(e.kind()).isEqualTo(Kind.RETRY);
    assertThat(e).hasMessageStartingWith("snapshot.url:");
    assertThat(e.getMessage()).doesNotContain(SECRET);
  }

  @Test
  void watchesAStreamUntilTheHandleIsClosed() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    camera.answers(exchange -> endless(exchange, gone));
    source = stream();
    BlockingQueue<Picture> pictures = new LinkedBlockingQueue<>();
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    AutoCloseable watch = source.watch(pictures::add, ends::add);
    for (int i = 1; i <= 5; i++) {
      assertThat(pictures.take().toByteArray()).isEqualTo(Samples.jpeg(i));
    }
    int before = camera.requests.get();
    assertThat(snapshot().length()).isPositive();
    assertThat(camera.requests).as("answered from the stream").hasValue(before);
    watch.close();
    assertThat(gone.await(5, TimeUnit.SECONDS)).as("the device sees that nobody watches").isTrue();
    assertThat(ends).isEmpty();
    assertThat(context.failures()).isEmpty();
  }

  @Test
  void aStreamServesSnapshotsWhereThereIsNoOtherAddress() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    camera.answers(exchange -> endless(exchange, gone));
    source = stream();
    source.start();
    assertThat(snapshot().toByteArray()).isEqualTo(Samples.jpeg(1));
    assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCameraWithoutAStreamIsWatchedBySnapshots() throws Exception {
    camera.answersJpeg(jpeg);
    source = snapshots();
    BlockingQueue<Picture> pictures = new LinkedBlockingQueue<>();
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    try (AutoCloseable watch = source.watch(pictures::add, ends::add)) {
      assertThat(pictures.take().length()).isEqualTo(jpeg.length);
      assertThat(pictures.take().length()).isEqualTo(jpeg.length);
      camera.answers(exchange -> TestCamera.send(exchange, 503, "text/plain", html()));
      assertThat(ends.take()).contains("status 503");
    }
    assertThat(context.failures().take().kind()).isEqualTo(Kind.RETRY);
  }

  @Test
  void aStreamThatEndsIsLookedAfterAtOnce() throws Exception {
    camera.answers(
        exchange -> {
          try (OutputStream out = TestCamera.stream(exchange)) {
            out.write(Samples.part(jpeg));
          }
          camera.answers(next -> TestCamera.send(next, 503, "text/plain", html()));
        });
    source = stream("check_seconds", 3600);
    BlockingQueue<Picture> pictures = new LinkedBlockingQueue<>();
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    source.watch(pictures::add, ends::add);
    assertThat(pictures.take().toByteArray()).isEqualTo(jpeg);
    assertThat(ends.take()).contains("the camera ended the stream");
    assertThat(context.reports().take().state()).isEqualTo(State.OFFLINE);
    assertThat(context.failures().take().kind()).isEqualTo(Kind.RETRY);
    assertThat(ends.poll(50, TimeUnit.MILLISECONDS)).as("said once").isNull();
  }

  @Test
  void streamsThatBreakEndWithTheReason() throws Exception {
    byte[] part = Samples.part(jpeg);
    broken("the stream ended after", Arrays.copyOf(part, part.length - 100));
    broken("larger than max.bytes", Samples.ascii("--frame\r\nContent-Length: 99999999\r\n\r\n"));
    broken(
        "is a JPEG that is cut off",
        Samples.join(
            Samples.ascii("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 300\r\n\r\n"),
            jpeg));
    broken("no part begins within", new byte[100_000]);
  }

  @Test
  void partsThatAreNoPicturesArePassedOver() throws Exception {
    camera.answers(
        exchange -> {
          OutputStream out = TestCamera.stream(exchange);
          out.write(
              Samples.ascii(
                  "--frame\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>\r\n"));
          out.write(Samples.part(jpeg));
          out.flush();
          camera.stall.await();
        });
    source = stream();
    BlockingQueue<Picture> pictures = new LinkedBlockingQueue<>();
    try (AutoCloseable watch = source.watch(pictures::add, reason -> {})) {
      assertThat(pictures.take().toByteArray()).isEqualTo(jpeg);
    }
  }

  @Test
  void whatIsNoStreamCannotBeWatched() throws Exception {
    camera.answersJpeg(jpeg);
    source = stream();
    assertThatThrownBy(() -> source.watch(picture -> {}, reason -> {}))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("stream.url: the camera sends no multipart")
        .hasMessageContaining("image/jpeg");
  }

  @Test
  void aStreamThatStallsEnds() throws Exception {
    camera.answers(
        exchange -> {
          OutputStream out = TestCamera.stream(exchange);
          out.write(Samples.part(jpeg));
          out.flush();
          camera.stall.await();
        });
    source = stream("timeout_seconds", 1);
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    source.watch(picture -> {}, ends::add);
    assertThat(ends.poll(5, TimeUnit.SECONDS)).contains("stream.url: nothing came for 1 s");
  }

  @Test
  void aStreamThatDripsEnds() throws Exception {
    camera.answers(
        exchange -> {
          OutputStream out = TestCamera.stream(exchange);
          out.write(Samples.ascii("--frame\r\n\r\n"));
          while (!camera.stall.await(100, TimeUnit.MILLISECONDS)) {
            out.write('x');
            out.flush();
          }
        });
    source = stream("timeout_seconds", 1);
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    source.watch(picture -> {}, ends::add);
    assertThat(ends.poll(8, TimeUnit.SECONDS)).contains("no whole picture came for 2 s");
  }

  @Test
  void anInterruptEndsTheStart() throws Exception {
    camera.answers(exchange -> camera.stall.await());
    source = snapshots("timeout_seconds", 30);
    CompletableFuture<Throwable> result = new CompletableFuture<>();
    Thread starter = new Thread(() -> result.complete(startThrows()));
    starter.start();
    awaitRequest();
    starter.interrupt();
    assertThat(result.get(1, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void closeEndsAStartAndAllElse() throws Exception {
    camera.answers(exchange -> camera.stall.await());
    source = snapshots("timeout_seconds", 30);
    CompletableFuture<Throwable> result = new CompletableFuture<>();
    new Thread(() -> result.complete(startThrows())).start();
    awaitRequest();
    CompletableFuture<Picture> waiting = source.snapshot(DEADLINE).toCompletableFuture();
    source.close();
    source.close();
    assertThat(result.get(2, TimeUnit.SECONDS)).isInstanceOf(SourceException.class);
    assertThatThrownBy(() -> waiting.get(2, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    assertThat(context.idleWithin(Duration.ofSeconds(2))).as("no thread is held").isTrue();
    assertThat(context.failures()).isEmpty();
    assertThatThrownBy(() -> source.watch(picture -> {}, reason -> {}))
        .isInstanceOf(SourceException.class);
  }

  @Test
  void closeEndsAWatch() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    camera.answers(exchange -> endless(exchange, gone));
    source = stream();
    BlockingQueue<Picture> pictures = new LinkedBlockingQueue<>();
    source.watch(pictures::add, reason -> {});
    pictures.take();
    source.close();
    assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(context.idleWithin(Duration.ofSeconds(2))).as("no thread is held").isTrue();
    assertThat(context.failures()).isEmpty();
  }

  private void broken(String reason, byte[] body) throws Exception {
    camera.answers(
        exchange -> {
          try (OutputStream out = TestCamera.stream(exchange)) {
            out.write(body);
          }
        });
    source = stream();
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    source.watch(picture -> {}, ends::add);
    assertThat(ends.poll(5, TimeUnit.SECONDS)).contains("stream.url:").contains(reason);
    source.close();
  }

  private void refused(Kind kind, String reason, int code, String type, byte[] body)
      throws Exception {
    camera.answers(exchange -> TestCamera.send(exchange, code, type, body));
    SourceException e = snapshotFails();
    assertThat(e.kind()).as(reason).isEqualTo(kind);
    assertThat(e).hasMessageContaining(reason);
  }

  private static void endless(com.sun.net.httpserver.HttpExchange exchange, CountDownLatch gone)
      throws Exception {
    OutputStream out = TestCamera.stream(exchange);
    try {
      for (int i = 1; ; i++) {
        out.write(Samples.part(Samples.jpeg(i)));
        out.flush();
        Thread.sleep(20);
      }
    } finally {
      gone.countDown();
    }
  }

  private static byte[] html() {
    return Samples.ascii("<html>");
  }

  private void awaitRequest() throws InterruptedException {
    while (camera.requests.get() == 0) {
      Thread.sleep(5);
    }
  }

  private Picture snapshot() throws Exception {
    return source.snapshot(DEADLINE).toCompletableFuture().get();
  }

  private SourceException snapshotFails() {
    ExecutionException e = catchThrowableOfType(ExecutionException.class, this::snapshot);
    assertThat(e).hasCauseInstanceOf(SourceException.class);
    return (SourceException) e.getCause();
  }

  private SourceException startFails() {
    return catchThrowableOfType(SourceException.class, () -> source.start());
  }

  private Throwable startThrows() {
    try {
      source.start();
      return new AssertionError("it started");
    } catch (SourceException | InterruptedException e) {
      return e;
    }
  }

  private CameraSource snapshots(Object... more) throws SourceException {
    return open(with("snapshot_url", camera.address("/jpg"), more));
  }

  private CameraSource stream(Object... more) throws SourceException {
    return open(with("stream_url", camera.address("/mjpg"), more));
  }

  private static Map<String, Object> with(String key, String address, Object... more) {
    Map<String, Object> values = new HashMap<>();
    values.put(key, address);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return values;
  }

  private CameraSource open(Map<String, Object> values) throws SourceException {
    return (CameraSource)
        new CameraMjpegPlugin().open(Configs.of(CameraMjpegConfig.class, values), context);
  }
}
