package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.plugin.api.media.Picture;

/** Live pictures: one, or as they come. */
@Timeout(value = 15, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PicturesTest {
  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter(100);
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  private static Picture picture(int size, int last) {
    byte[] jpeg = new byte[size];
    jpeg[0] = (byte) 0xFF;
    jpeg[1] = (byte) 0xD8;
    jpeg[2] = (byte) 0xFF;
    jpeg[size - 1] = (byte) last;
    return Picture.ofJpeg(Instant.EPOCH, jpeg);
  }

  @Test
  void aSnapshotIsTheJpegAndOnRecord() throws Exception {
    center.video.next = CompletableFuture.completedFuture(picture(100, 7));
    HttpResponse<byte[]> answer =
        center.http.send(
            center.as(center.all, "/api/v1/cameras/c1/snapshot").build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(answer.body()).isEqualTo(picture(100, 7).toByteArray());
    assertThat(center.audit.actions()).containsExactly("camera.snapshot c1");
    center.get("/api/v1/cameras/c1/snapshot");
    assertThat(center.audit.actions()).as("again at once is one look").hasSize(1);
  }

  @Test
  void aCameraThatDoesNotAnswerIs504WithTheReason() throws Exception {
    center.video.next =
        CompletableFuture.failedFuture(new IllegalStateException("no route to the camera"));
    HttpResponse<String> answer = center.get("/api/v1/cameras/c1/snapshot");
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("no route to the camera");
    center.video.next = new CompletableFuture<>();
    long before = System.nanoTime();
    HttpResponse<String> silent = center.get("/api/v1/cameras/c1/snapshot");
    assertThat(silent.statusCode()).isEqualTo(504);
    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(6));
    assertThat(center.video.next).as("the video part's own").isNotDone();
  }

  @Test
  void aCameraThatIsOnlyOnTheMapIs409() throws Exception {
    assertThat(center.get("/api/v1/cameras/c2/snapshot").statusCode()).isEqualTo(409);
    assertThat(center.get("/api/v1/cameras/c2/mjpeg").statusCode()).isEqualTo(409);
    assertThat(center.audit.actions()).isEmpty();
  }

  @Test
  void livePicturesComeWholeAndEndWithTheCamera() throws Exception {
    HttpResponse<InputStream> answer = watch();
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("multipart/x-mixed-replace");
    assertThat(center.audit.actions()).containsExactly("camera.view c1");
    DataInputStream in = new DataInputStream(answer.body());
    for (int i = 1; i <= 5; i++) {
      center.video.onPicture.accept(picture(5_000, i));
      assertThat(part(in)[4_999]).isEqualTo((byte) i);
    }
    center.video.onEnd.accept("the camera was unplugged");
    in.readAllBytes();
    assertThat(center.video.closed.await(5, TimeUnit.SECONDS)).isTrue();
    EventsTest.await(() -> center.streams.open() == 0);
  }

  @Test
  void aSlowClientMissesPicturesAndGetsTheNewest() throws Exception {
    HttpResponse<InputStream> answer = watch();
    long before = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      center.video.onPicture.accept(picture(1 << 20, i == 199 ? 42 : 1));
    }
    assertThat(System.nanoTime() - before).as("never blocks").isLessThan(5_000_000_000L);
    DataInputStream in = new DataInputStream(answer.body());
    int parts = 0;
    byte last = 0;
    while (last != 42) {
      last = part(in)[(1 << 20) - 1];
      parts++;
    }
    assertThat(parts).isLessThan(100);
    in.close();
  }

  @Test
  void whenTheClientLeavesTheCameraIsLetGo() throws Exception {
    HttpResponse<InputStream> answer = watch();
    center.video.onPicture.accept(picture(100, 1));
    answer.body().close();
    EventsTest.await(
        () -> {
          center.video.onPicture.accept(picture(100_000, 1));
          return center.video.closed.getCount() == 0;
        });
    EventsTest.await(() -> center.streams.open() == 0);
  }

  @Test
  void aRevokedTokenEndsLivePictures() throws Exception {
    HttpResponse<InputStream> answer = watch();
    center.access.tokens.clear();
    answer.body().readAllBytes();
    assertThat(center.video.closed.await(5, TimeUnit.SECONDS)).isTrue();
  }

  private HttpResponse<InputStream> watch() throws Exception {
    HttpResponse<InputStream> answer =
        center.http.send(
            center.as(center.all, "/api/v1/cameras/c1/mjpeg").build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(center.video.watched.await(5, TimeUnit.SECONDS)).isTrue();
    return answer;
  }

  /** Reads one part by its Content-Length. */
  private static byte[] part(DataInputStream in) throws Exception {
    int length = 0;
    String line = line(in);
    assertThat(line).isEqualTo("--watchfloor-picture");
    for (line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    byte[] jpeg = in.readNBytes(length);
    assertThat(line(in)).isEmpty();
    return jpeg;
  }

  private static String line(DataInputStream in) throws Exception {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
