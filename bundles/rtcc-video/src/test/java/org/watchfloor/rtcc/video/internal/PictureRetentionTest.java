package org.watchfloor.rtcc.video.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.store.internal.FileMediaStore;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.video.AlertPicture;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

/** Which pictures are still an alert's, on the real stores with a clock of the test. */
@Timeout(30)
@EachStore
class PictureRetentionTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration DAYS_30 = Duration.ofDays(30);
  private static final Duration TICK = Duration.ofMillis(1);
  private static final GeoPoint PLACE = GeoPoint.of(35.78, -78.64);

  @TempDir Path home;
  private final MovedClock clock = new MovedClock(NOON);
  private SqlStore store;
  private FileMediaStore media;
  private PictureTable table;
  private PictureRetention retention;

  @BeforeEach
  void open() throws Exception {
    store = RealStore.open(home);
    media = RealStore.media(home, 5_000);
    table = new PictureTable(store);
    retention = new PictureRetention(table, DAYS_30, clock);
  }

  @AfterEach
  void close() {
    retention.close();
    media.close();
    store.close();
  }

  private static AlertPicture picture(String alertId, String camera, Instant takenAt) {
    MediaRef ref = new MediaRef("a".repeat(64), "image/jpeg", "scene", 100);
    return new AlertPicture(alertId, camera, takenAt, ref, 10);
  }

  private List<String> cameras(String alertId) {
    return table.of(alertId).stream().map(AlertPicture::cameraId).toList();
  }

  private int rows() {
    return store.read(
        c -> {
          try (Statement select = c.createStatement();
              ResultSet row = select.executeQuery("SELECT COUNT(*) FROM video_picture")) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      table.add(picture("alert-" + i, "c1", NOON), clock.instant());
    }
  }

  private CameraVideo video(MemoryBus bus, FakeCameras cameras, FakeSources sources) {
    VideoSettings settings = VideoSettings.of(Configs.of(VideoConfig.class, Map.of()));
    return new CameraVideo(settings, cameras, sources, store, media, bus, clock);
  }

  @Test
  void whatIsOlderGoesAndWhatIsYoungerStays() {
    table.add(picture("a", "old", NOON), NOON);
    table.add(picture("a", "young", NOON), NOON.plus(TICK));
    clock.move(DAYS_30);
    retention.run();
    assertThat(cameras("a")).as("30 days to the millisecond").containsExactly("old", "young");
    clock.move(TICK);
    retention.run();
    assertThat(cameras("a")).containsExactly("young");
    clock.move(TICK);
    retention.run();
    assertThat(rows()).isZero();
  }

  @Test
  void aCameraWithAWrongClockChangesNothing() {
    table.add(picture("a", "behind", Instant.parse("2000-01-01T00:00:00Z")), NOON);
    table.add(picture("a", "ahead", Instant.parse("2050-01-01T00:00:00Z")), NOON);
    clock.move(DAYS_30);
    retention.run();
    assertThat(cameras("a")).containsExactly("behind", "ahead");
    clock.move(TICK);
    retention.run();
    assertThat(rows()).isZero();
  }

  @Test
  void manyGoInPieces() {
    store.write(
        c -> {
          try (Statement insert = c.createStatement()) {
            return insert.executeUpdate(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)"
                    + " INSERT INTO video_picture SELECT 'alert-' || i, 'c', 0, 1, 'a', 'image/jpeg',"
                    + " 'scene', 1, "
                    + NOON.toEpochMilli()
                    + " FROM n");
          }
        });
    clock.move(DAYS_30.plus(TICK));
    assertThat(table.deleteBefore(clock.instant().minus(DAYS_30), 10)).isEqualTo(10);
    assertThat(rows()).isEqualTo(2_490);
    retention.run();
    assertThat(rows()).isZero();
  }

  @Test
  void aStoreThatIsDownIsTriedAgainAfterTheRestart() throws Exception {
    fill(3);
    clock.move(DAYS_30.plus(TICK));
    store.close();
    retention.run();
    close();
    open();
    assertThat(rows()).isEqualTo(3);
    retention.run();
    assertThat(rows()).isZero();
  }

  @Test
  void noLimitKeepsAll() {
    fill(1);
    clock.move(Duration.ofDays(30_000));
    try (PictureRetention none = new PictureRetention(table, Duration.ZERO, clock)) {
      none.run();
    }
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void anAlertDeliveredAgainGetsNoPictureOfNow() throws Exception {
    MemoryBus bus = new MemoryBus();
    FakeCameras cameras = new FakeCameras();
    FakeSources sources = new FakeSources();
    cameras.add("c1", PLACE, 10, 100);
    sources.answers("c1", Picture.ofJpeg(NOON, jpeg()));
    CameraVideo video = video(bus, cameras, sources);
    bus.alert(NOON, alert());
    bus.deliver();
    await(() -> bus.changes().size() == 1);
    clock.move(DAYS_30.plus(TICK));
    retention.run();
    bus.rewind("rtcc-video");
    bus.deliver();
    video.close(); // waits for what is under way
    assertThat(rows()).isZero();
    assertThat(sources.asked).hasSize(1);
  }

  @Test
  void aPictureThatIsGoneIsNotShown() throws Exception {
    MediaRef ref = media.keep(Media.of(jpeg(), "image/jpeg", "scene"));
    table.add(new AlertPicture("a", "there", NOON, ref, 10), NOON);
    table.add(picture("a", "gone", NOON), NOON);
    try (CameraVideo video = video(new MemoryBus(), new FakeCameras(), new FakeSources())) {
      assertThat(video.pictures("a")).extracting(AlertPicture::cameraId).containsExactly("there");
      String name = ref.sha256();
      Path file =
          home.resolve("watchfloor/media")
              .resolve(name.substring(0, 2))
              .resolve(name.substring(2, 4))
              .resolve(name);
      Files.delete(file);
      assertThat(video.pictures("a")).isEmpty();
      assertThat(rows()).as("a disk that comes back shows them again").isEqualTo(2);
    }
  }

  @Test
  void itRunsByItselfAndItsThreadEndsWhenItIsClosed() {
    fill(1);
    clock.move(DAYS_30.plus(TICK));
    retention.start(1, TimeUnit.MILLISECONDS);
    await(() -> rows() == 0);
    assertThat(threads()).isEqualTo(1);
    retention.close();
    await(() -> threads() == 0);
  }

  @Test
  void videoHasItsThreadUntilItIsClosed() {
    CameraVideo video = video(new MemoryBus(), new FakeCameras(), new FakeSources());
    assertThat(threads()).isEqualTo(1);
    video.close();
    await(() -> threads() == 0);
  }

  @Test
  void theKeyHasADefaultAndLimits() {
    VideoConfig config = Configs.of(VideoConfig.class, Map.of());
    assertThat(VideoSettings.of(config).pictureAge()).isEqualTo(DAYS_30);
    VideoConfig wrong = Configs.of(VideoConfig.class, Map.of("picture_retention_days", -1));
    assertThatThrownBy(() -> VideoSettings.of(wrong))
        .hasMessage("org.watchfloor.video: picture.retention.days = -1 is not within 0 to 36500");
  }

  @Test
  void rowsOfTheFirstSchemaGoToo() throws Exception {
    try (SqlStore old = RealStore.open(home.resolve("old"))) {
      old.migrate("video", List.of(PictureTable.FIRST));
      old.write(
          c -> {
            try (Statement insert = c.createStatement()) {
              return insert.executeUpdate(
                  "INSERT INTO video_picture VALUES ('a', 'c', 1000, 1, 'a', 'image/jpeg', 's', 1)");
            }
          });
      PictureTable now = new PictureTable(old);
      assertThat(now.deleteBefore(Instant.ofEpochSecond(1), 10)).isZero();
      assertThat(now.deleteBefore(Instant.ofEpochSecond(2), 10)).isEqualTo(1);
    }
  }

  @Test
  void whatIsTooOldIsFoundByAnIndex() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "the words of a plan are SQLite's");
    String plan =
        store.read(
            c -> {
              try (PreparedStatement explain =
                      c.prepareStatement(
                          "EXPLAIN QUERY PLAN SELECT 1 FROM video_picture WHERE kept_at_ms < 5");
                  ResultSet row = explain.executeQuery()) {
                row.next();
                return row.getString(4);
              }
            });
    assertThat(plan).contains("kept_at_ms<?");
  }

  private static Alert alert() {
    return new Alert(
        "gunshot-1",
        "gunshot.detected",
        Severity.HIGH,
        "Gunshot",
        "",
        NOON,
        Optional.of(PLACE),
        List.of(1L),
        "",
        List.of(),
        Map.of());
  }

  private static byte[] jpeg() {
    byte[] bytes = new byte[100];
    bytes[0] = (byte) 0xFF;
    bytes[1] = (byte) 0xD8;
    bytes[2] = (byte) 0xFF;
    return bytes;
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("watchfloor-video-retention"))
        .count();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not happen within 10 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
