package org.watchfloor.plugin.camera.mjpeg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.harness.MotionCamera;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;
import org.watchfloor.plugin.api.source.SourceStatus.State;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.SessionContext;

/** The plugin against Debian's {@code motion}, with Digest sign-in. */
@Timeout(30)
class MotionTest {
  private static MotionCamera motion;
  private static MotionCamera mortal;
  private final SessionContext context = new SessionContext("camera-mjpeg~test");
  private CameraSource source;

  @BeforeAll
  static void start() throws Exception {
    if (!MotionCamera.installed()) {
      System.out.println("skipped: no camera to test with. apt-get install motion ffmpeg");
    }
    assumeTrue(MotionCamera.installed(), "apt-get install motion ffmpeg");
    motion = MotionCamera.start(Path.of("target", "motion", "one"));
    mortal = MotionCamera.start(Path.of("target", "motion", "mortal"));
    motion.awaitCamera();
    mortal.awaitCamera();
  }

  @AfterAll
  static void stop() throws Exception {
    for (MotionCamera started : new MotionCamera[] {motion, mortal}) {
      if (started != null) {
        started.close();
      }
    }
  }

  @AfterEach
  void close() {
    if (source != null) {
      source.close();
    }
    context.close();
  }

  @Test
  void streamsWithDigest() throws Exception {
    source = open(Map.of("stream_url", motion.stream()), MotionCamera.PASSWORD);
    source.start();
    assertThat(context.reports().take().state()).isEqualTo(State.ONLINE);
    BlockingQueue<Picture> pictures = new LinkedBlockingQueue<>();
    Set<String> different = new HashSet<>();
    try (AutoCloseable watch = source.watch(pictures::add, reason -> {})) {
      for (int i = 0; i < 10; i++) {
        different.add(check(pictures.poll(5, TimeUnit.SECONDS)));
      }
      Picture fresh = source.snapshot(Duration.ofSeconds(3)).toCompletableFuture().get();
      check(fresh);
    }
    assertThat(different).as("the film moves").hasSizeGreaterThan(3);
  }

  @Test
  void takesSnapshotsWithDigest() throws Exception {
    source = open(Map.of("snapshot_url", motion.snapshot()), MotionCamera.PASSWORD);
    source.start();
    check(source.snapshot(Duration.ofSeconds(3)).toCompletableFuture().get());
    BlockingQueue<Picture> pictures = new LinkedBlockingQueue<>();
    try (AutoCloseable watch = source.watch(pictures::add, reason -> {})) {
      check(pictures.poll(5, TimeUnit.SECONDS));
      check(pictures.poll(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void aWrongPasswordWaitsForAnother() throws Exception {
    source = open(Map.of("stream_url", motion.stream()), "wrong");
    SourceException e = catchThrowableOfType(SourceException.class, () -> source.start());
    assertThat(e.kind()).isEqualTo(Kind.AUTH);
  }

  @Test
  void aCameraThatDiesIsLostAtOnceAndOnlineAgainAfterwards() throws Exception {
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    source = open(Map.of("stream_url", mortal.stream()), MotionCamera.PASSWORD);
    source.start();
    BlockingQueue<Picture> pictures = new LinkedBlockingQueue<>();
    source.watch(pictures::add, ends::add);
    check(pictures.poll(5, TimeUnit.SECONDS));
    mortal.kill();
    assertThat(ends.poll(5, TimeUnit.SECONDS)).contains("stream.url:");
    assertThat(context.failures().poll(5, TimeUnit.SECONDS).kind()).isEqualTo(Kind.RETRY);
    assertThat(context.reports()).extracting("state").containsExactly(State.ONLINE, State.OFFLINE);
    source.close();
    // What the platform does: close, and open a new one.
    source = open(Map.of("stream_url", motion.stream()), MotionCamera.PASSWORD);
    source.start();
    assertThat(context.reports()).extracting("state").endsWith(State.ONLINE);
  }

  /** That it is a whole picture of the film; what it shows, as text to compare. */
  private static String check(Picture picture) throws Exception {
    assertThat(picture).isNotNull();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.toByteArray()));
    assertThat(image.getWidth()).isEqualTo(MotionCamera.WIDTH);
    assertThat(image.getHeight()).isEqualTo(MotionCamera.HEIGHT);
    return String.valueOf(java.util.Arrays.hashCode(picture.toByteArray()));
  }

  private CameraSource open(Map<String, Object> address, String password) throws SourceException {
    Map<String, Object> values = new java.util.HashMap<>(address);
    values.put("user", MotionCamera.USER);
    values.put("_password", password);
    return (CameraSource)
        new CameraMjpegPlugin().open(Configs.of(CameraMjpegConfig.class, values), context);
  }
}
