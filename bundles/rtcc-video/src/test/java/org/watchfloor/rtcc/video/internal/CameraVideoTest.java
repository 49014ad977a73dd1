package org.watchfloor.rtcc.video.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.store.internal.FileMediaStore;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.video.AlertPicture;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

/** Video on the real store, with a bus and cameras in the hands of the test. */
@Timeout(30)
@EachStore
class CameraVideoTest {
  private static final GeoPoint PLACE = GeoPoint.of(35.78, -78.64);
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  @TempDir Path home;
  private final MemoryBus bus = new MemoryBus();
  private final FakeCameras cameras = new FakeCameras();
  private final FakeSources sources = new FakeSources();
  private final MovedClock clock = new MovedClock(NOON);
  private SqlStore store;
  private FileMediaStore media;
  private CameraVideo video;

  @BeforeEach
  void open() throws Exception {
    store = RealStore.open(home);
    media = RealStore.media(home, 5_000);
    video = start(Map.of());
  }

  @AfterEach
  void close() {
    video.close();
    media.close();
    store.close();
    assertThat(bus.publishers()).isSubsetOf("rtcc-video");
  }

  @Test
  void anAlertIsPicturedByAllItsCamerasAtOnceWhileTheBusGoesOn() throws Exception {
    for (int i = 1; i <= 5; i++) {
      cameras.add("c" + i, PLACE, i * 10, 100);
    }
    cameras.add("blind", PLACE, 5, 1);
    deliver(alert("gunshot-1"));
    // The bus's thread is back, and nobody has answered yet: all were asked side by side.
    await(() -> sources.asked.size() == 4);
    assertThat(sources.asked)
        .containsExactlyInAnyOrder(
            "camera-mjpeg~c1", "camera-mjpeg~c2", "camera-mjpeg~c3", "camera-mjpeg~c4");
    assertThat(bus.changes()).isEmpty();
    sources.answer("c3", picture(3));
    await(() -> bus.changes().size() == 1);
    for (int i : new int[] {1, 2, 4}) {
      sources.answer("c" + i, picture(i));
    }
    await(() -> bus.changes().size() == 4);
    assertThat(video.pictures("gunshot-1"))
        .extracting(AlertPicture::cameraId)
        .containsExactly("c1", "c2", "c3", "c4");
  }

  @Test
  void aPictureIsKeptAndAnnouncedWithWhatIsKnownOfIt() throws Exception {
    cameras.add("c1", PLACE, 25, 100);
    Picture picture = picture(1);
    sources.answers("c1", picture);
    deliver(alert("gunshot-1"));
    await(() -> bus.changes().size() == 1);
    String hash = Media.of(picture.toByteArray(), "image/jpeg", "scene").ref().sha256();
    assertThat(bus.changes().get(0))
        .isEqualTo(
            new Change(
                "alert.pictured",
                "gunshot-1",
                NOON,
                "system",
                Map.of(
                    "cameraId", "c1",
                    "sha256", hash,
                    "metres", "25.0",
                    "takenAt", "2026-11-24T12:00:00.500Z")));
    try (InputStream kept = media.open(hash).orElseThrow()) {
      assertThat(kept.readAllBytes()).isEqualTo(picture.toByteArray());
    }
    AlertPicture row = video.pictures("gunshot-1").get(0);
    assertThat(row.takenAt()).isEqualTo(picture.takenAt());
    assertThat(row.media().sha256()).isEqualTo(hash);
    assertThat(row.metres()).isBetween(24.9, 25.1);
    assertThat(video.pictures("gunshot-2")).isEmpty();
  }

  @Test
  void aSlowCameraHoldsUpNoOtherAlert() throws Exception {
    cameras.add("slow", PLACE, 10, 100);
    GeoPoint elsewhere = GeoPoint.of(35.9, -78.64);
    cameras.add("quick", elsewhere, 10, 100);
    sources.answers("quick", picture(1));
    deliver(alert("gunshot-1"));
    deliver(entry("gunshot-2", NOON, NOON, Optional.of(elsewhere)));
    await(() -> bus.changes().size() == 1);
    assertThat(bus.changes().get(0).subject()).isEqualTo("gunshot-2");
  }

  @Test
  void whereNoneSeesThePlaceTheNearestAreAsked() throws Exception {
    cameras.add("near", PLACE, 250, 10);
    cameras.add("far", PLACE, 350, 10);
    cameras.addDark("doorbell", PLACE);
    sources.answers("near", picture(1));
    deliver(alert("gunshot-1"));
    await(() -> bus.changes().size() == 1);
    assertThat(sources.asked).containsExactly("camera-mjpeg~near");
  }

  @Test
  void anOldAlertGetsNoPictureOfNow() throws Exception {
    cameras.add("c1", PLACE, 10, 100);
    sources.answers("c1", picture(1));
    deliver(entry("late", NOON.minusSeconds(31), NOON.minusSeconds(31), Optional.of(PLACE)));
    deliver(entry("long-ago", NOON, NOON.minusSeconds(301), Optional.of(PLACE)));
    deliver(entry("nowhere", NOON, NOON, Optional.empty()));
    deliver(entry("young", NOON.minusSeconds(29), NOON.minusSeconds(299), Optional.of(PLACE)));
    await(() -> bus.changes().size() == 1);
    assertThat(bus.changes().get(0).subject()).isEqualTo("young");
    assertThat(sources.asked).hasSize(1);
  }

  @Test
  void aRepeatTakesNothingTwice() throws Exception {
    cameras.add("c1", PLACE, 10, 100);
    Given alert = alert("gunshot-1");
    deliver(alert);
    redeliver();
    await(() -> sources.asked.size() == 1);
    sources.answers("c1", picture(1));
    sources.answer("c1", picture(1));
    await(() -> bus.changes().size() == 1);
    redeliver();
    // The next one passes through the same hands, so that the repeat is done when it is.
    deliver(alert("gunshot-2"));
    await(() -> bus.changes().size() == 2);
    assertThat(bus.changes()).extracting(Change::subject).containsExactly("gunshot-1", "gunshot-2");
    assertThat(video.pictures("gunshot-1")).hasSize(1);
  }

  @Test
  void whatWasUnderWayAtARestartIsTakenUpWhileItIsYoung() throws Exception {
    cameras.add("c1", PLACE, 10, 100);
    cameras.add("c2", PLACE, 20, 100);
    sources.answers("c1", picture(1));
    deliver(alert("gunshot-1"));
    await(() -> bus.changes().size() == 1 && sources.asked.size() == 2);
    video.close();
    sources.answers("c2", picture(2));
    clock.set(NOON.plusSeconds(29));
    video = start(Map.of());
    await(() -> bus.changes().size() == 2);
    assertThat(bus.changes().get(1).facts()).containsEntry("cameraId", "c2");
    assertThat(sources.asked).as("c1 is not asked again").hasSize(3);
  }

  @Test
  void whatWasUnderWayAtARestartIsLeftWhenItIsOld() throws Exception {
    cameras.add("c1", PLACE, 10, 100);
    deliver(alert("gunshot-1"));
    await(() -> sources.asked.size() == 1);
    video.close();
    sources.answers("c1", picture(1));
    clock.set(NOON.plusSeconds(31));
    video = start(Map.of());
    deliver(entry("gunshot-2", clock.instant(), clock.instant(), Optional.of(PLACE)));
    await(() -> !bus.changes().isEmpty());
    assertThat(bus.changes()).extracting(Change::subject).containsExactly("gunshot-2");
  }

  @Test
  void aCameraThatFailsLeavesNoTraceAndTheOthersTheirs() throws Exception {
    cameras.add("bad", PLACE, 5, 100);
    cameras.add("huge", PLACE, 6, 100);
    cameras.add("good", PLACE, 10, 100);
    sources.answers("good", picture(1));
    sources.answers("huge", Picture.ofJpeg(NOON, jpeg(1, 6_000)));
    deliver(alert("gunshot-1"));
    await(() -> sources.asked.size() == 3);
    sources.refuse("bad", "the camera refuses user and .password (401)");
    await(() -> !bus.changes().isEmpty());
    video.close(); // waits for what is being kept
    assertThat(bus.changes()).hasSize(1);
    assertThat(video.pictures("gunshot-1"))
        .extracting(AlertPicture::cameraId)
        .containsExactly("good");
  }

  @Test
  void camerasThatNeverAnswerDoNotUseUpTheRoom() throws Exception {
    video.close();
    video = start(Map.of("alert_deadline_ms", 100));
    cameras.add("dead", PLACE, 10, 100);
    for (int i = 0; i < 200; i++) {
      deliver(alert("dead-" + i));
    }
    GeoPoint elsewhere = GeoPoint.of(35.9, -78.64);
    cameras.add("good", elsewhere, 10, 100);
    sources.answers("good", picture(1));
    deliver(entry("good-1", NOON, NOON, Optional.of(elsewhere)));
    await(() -> bus.changes().size() == 1);
    assertThat(sources.asked.size()).as("requests are shared").isLessThan(50);
  }

  @Test
  void callersWithinHalfASecondShareOneRequest() throws Exception {
    cameras.add("c1", PLACE, 10, 100);
    List<CompletableFuture<Picture>> callers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      callers.add(video.snapshot("c1", DEADLINE).toCompletableFuture());
    }
    sources.answer("c1", picture(1));
    Picture first = callers.get(0).get();
    for (CompletableFuture<Picture> caller : callers) {
      assertThat(caller.get()).isSameAs(first);
    }
    assertThat(sources.asked).hasSize(1);
    sources.answers("c1", picture(2));
    await(() -> video.snapshot("c1", DEADLINE).toCompletableFuture().join() != first);
    assertThat(sources.asked).hasSize(2);
  }

  @Test
  void eachCallerHasADeadlineOfItsOwn() throws Exception {
    cameras.add("c1", PLACE, 10, 100);
    CompletableFuture<Picture> hasty =
        video.snapshot("c1", Duration.ofMillis(50)).toCompletableFuture();
    CompletableFuture<Picture> patient = video.snapshot("c1", DEADLINE).toCompletableFuture();
    assertThatThrownBy(hasty::get)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("the camera gave no picture within 50 ms");
    assertThat(patient).isNotDone();
    sources.answer("c1", picture(1));
    assertThat(patient.get()).isNotNull();
  }

  @Test
  void aRefusalSaysWhy() {
    cameras.addDark("doorbell", PLACE);
    cameras.add("c1", PLACE, 10, 100);
    assertThatThrownBy(() -> video.snapshot("nope", DEADLINE).toCompletableFuture().get())
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("there is no camera \"nope\"");
    assertThatThrownBy(() -> video.snapshot("doorbell", DEADLINE).toCompletableFuture().get())
        .hasMessageContaining("camera doorbell is not live");
    CompletableFuture<Picture> failing = video.snapshot("c1", DEADLINE).toCompletableFuture();
    sources.refuse("c1", "snapshot.url: nobody takes the connection");
    assertThatThrownBy(failing::get)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageEndingWith("snapshot.url: nobody takes the connection");
  }

  @Test
  void watchesAreTheSourcesOwn() throws Exception {
    cameras.add("c1", PLACE, 10, 100);
    cameras.addDark("doorbell", PLACE);
    Picture picture = picture(1);
    sources.answers("c1", picture);
    List<Picture> pictures = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    AutoCloseable handle = video.watch("c1", pictures::add, ends::add);
    assertThat(pictures).containsExactly(picture);
    handle.close();
    assertThat(ends).containsExactly("handle of camera-mjpeg~c1 closed");
    video.watch("doorbell", pictures::add, ends::add).close();
    assertThat(ends.get(1)).contains("not live");
  }

  @Test
  void closingAnswersAllWhoWaitAndLeavesNoThread() throws Exception {
    cameras.add("c1", PLACE, 10, 100);
    CompletableFuture<Picture> waiting = video.snapshot("c1", DEADLINE).toCompletableFuture();
    video.close();
    assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS))
        .hasMessageContaining("the cameras are being restarted");
    assertThatThrownBy(() -> video.snapshot("c1", DEADLINE).toCompletableFuture().get())
        .hasMessageContaining("the cameras are being restarted");
    await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("watchfloor-video-")));
  }

  @Test
  void isSubscribedDurablyToAlerts() {
    assertThat(bus.subscription("rtcc-video").durable()).isTrue();
    assertThat(bus.subscription("rtcc-video").filter()).isEqualTo(AlertPhotographer.ALERTS);
  }

  @Test
  void aKeyOutOfItsLimitsIsNamed() {
    assertThatThrownBy(() -> start(Map.of("alert_deadline_ms", 1)))
        .hasMessage("org.watchfloor.video: alert.deadline.ms = 1 is not within 100 to 30000");
  }

  private CameraVideo start(Map<String, Object> config) {
    return new CameraVideo(
        VideoSettings.of(Configs.of(VideoConfig.class, config)),
        cameras,
        sources,
        store,
        media,
        bus,
        clock);
  }

  /** What the bus is given: an alert, and when it came to disk. */
  private record Given(Instant recordedAt, Alert alert) {}

  private void deliver(Given given) throws Exception {
    bus.alert(given.recordedAt(), given.alert());
    bus.deliver();
  }

  /** As after a kill before the subscriber's place was moved. */
  private void redeliver() throws Exception {
    bus.rewind("rtcc-video");
    bus.deliver();
  }

  private static Given alert(String id) {
    return entry(id, NOON, NOON, Optional.of(PLACE));
  }

  private static Given entry(
      String id, Instant recordedAt, Instant occurredAt, Optional<GeoPoint> place) {
    Alert alert =
        new Alert(
            id,
            "gunshot.detected",
            Severity.values()[0],
            "Gunshot",
            "",
            occurredAt,
            place,
            List.of(1L),
            "",
            List.of(),
            Map.of());
    return new Given(recordedAt, alert);
  }

  private static Picture picture(int number) {
    return Picture.ofJpeg(NOON.plusMillis(500), jpeg(number, 100));
  }

  private static byte[] jpeg(int number, int length) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) 0xFF;
    bytes[1] = (byte) 0xD8;
    bytes[2] = (byte) 0xFF;
    bytes[3] = (byte) number;
    return bytes;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not happen within 10 s").isLessThan(end);
      Thread.sleep(5);
    }
  }
}
