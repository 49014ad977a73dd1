package org.watchfloor.rtcc.cameras.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.cameras.Camera.Ownership;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

@EachStore
class StoredCamerasTest {
  private static final Actor ANN = new Actor("ann", "https 127.0.0.1");
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path home;
  private final MemoryAudit audit = new MemoryAudit();
  private final MemoryBus bus = new MemoryBus();
  private SqlStore store;
  private StoredCameras cameras;

  @BeforeEach
  void open() {
    store = RealStore.open(home);
    cameras = new StoredCameras(store, audit, bus, NOON);
  }

  @AfterEach
  void close() {
    store.close();
    assertThat(bus.publishers()).isSubsetOf("rtcc-cameras");
  }

  @Test
  void keepsAllOfACameraOverARestart() {
    Camera full =
        new Camera(
            "c-1",
            "5th & Main, \u00fcber \u6771\u4eac",
            Ownership.SHARED,
            "Bakery",
            new GeoPoint(35.123456789, -78.987654321, 4.5),
            271.25,
            62.5,
            120.75,
            Optional.of("camera-mjpeg~c1"));
    Camera bare =
        new Camera(
            "c-2", "B", Ownership.REGISTERED, "", GeoPoint.of(1, 2), 0, 360, 1, Optional.empty());
    assertThat(cameras.put(List.of(bare, full), ANN)).isEqualTo(2);
    StoredCameras again = new StoredCameras(store, audit, bus, NOON);
    assertThat(again.all()).containsExactly(full, bare);
    assertThat(again.camera("c-1")).contains(full);
    assertThat(again.camera("c-3")).isEmpty();
  }

  @Test
  void replacesWhatHasTheSameId() {
    cameras.put(List.of(camera("a", "old"), camera("b", "b")), ANN);
    assertThat(cameras.put(List.of(camera("a", "new")), ANN)).isEqualTo(2);
    assertThat(cameras.camera("a")).map(Camera::name).contains("new");
    assertThat(new StoredCameras(store, audit, bus, NOON).all())
        .extracting(Camera::name)
        .containsExactly("new", "b");
  }

  @Test
  void saysOnceWhatChanged() {
    cameras.put(List.of(camera("a", "a")), ANN);
    cameras.put(List.of(camera("b", "b"), camera("c", "c")), ANN);
    cameras.put(List.of(), ANN);
    assertThat(bus.changes())
        .containsExactly(
            new Change("camera.changed", "a", NOON.instant(), "ann", Map.of("count", "1")),
            new Change("camera.changed", "cameras", NOON.instant(), "ann", Map.of("count", "2")));
  }

  @Test
  void isAuditedBeforeItIsDone() {
    audit.before(() -> assertThat(cameras.all()).isEmpty());
    cameras.put(List.of(camera("a", "a")), ANN);
    assertThat(audit.records())
        .containsExactly(
            new AuditRecord(
                "ann",
                "https 127.0.0.1",
                "camera.put",
                "a",
                AuditRecord.Outcome.DONE,
                "",
                Map.of("count", "1")));
  }

  @Test
  void isNotDoneWithoutAudit() {
    audit.down(true);
    assertThatThrownBy(() -> cameras.put(List.of(camera("a", "a")), ANN))
        .isInstanceOf(AuditUnavailable.class);
    assertThat(cameras.all()).isEmpty();
    assertThat(bus.changes()).isEmpty();
    assertThat(new StoredCameras(store, audit, bus, NOON).all()).isEmpty();
  }

  @Test
  void aStoreThatRefusesLeavesAllAsItWas() {
    cameras.put(List.of(camera("a", "old")), ANN);
    store.close();
    assertThatThrownBy(() -> cameras.put(List.of(camera("a", "new")), ANN))
        .isInstanceOf(StoreException.class);
    assertThat(cameras.camera("a")).map(Camera::name).contains("old");
    assertThat(bus.changes()).hasSize(1);
    assertThat(audit.records().get(audit.records().size() - 1).outcome())
        .isEqualTo(AuditRecord.Outcome.FAILED);
  }

  @Test
  void namesWhatItRefuses() {
    assertThatThrownBy(() -> cameras.put(List.of(camera("a", "1"), camera("a", "2")), ANN))
        .hasMessage("cameras[1].id: \"a\" is there twice");
    assertThatThrownBy(
            () ->
                cameras.put(
                    IntStream.range(0, 10_001).mapToObj(i -> camera("c" + i, "c")).toList(), ANN))
        .hasMessageContaining("10001 at once");
    assertThatThrownBy(() -> cameras.near(GeoPoint.of(0, 0), -1, 1, false))
        .hasMessageStartingWith("metres:");
    assertThatThrownBy(() -> cameras.near(GeoPoint.of(0, 0), Double.NaN, 1, false))
        .hasMessageStartingWith("metres:");
    assertThatThrownBy(() -> cameras.near(GeoPoint.of(0, 0), 1, -1, false))
        .hasMessageStartingWith("limit:");
    assertThat(audit.records()).isEmpty();
    assertThat(cameras.all()).isEmpty();
  }

  @Test
  void aDamagedRowIsLeftOut() {
    cameras.put(List.of(camera("a", "a"), camera("b", "b")), ANN);
    store.write(
        connection -> {
          try (var damage = connection.createStatement()) {
            return damage.executeUpdate("UPDATE cameras_camera SET heading = 999 WHERE id = 'a'");
          }
        });
    assertThat(new StoredCameras(store, audit, bus, NOON).all())
        .extracting(Camera::id)
        .containsExactly("b");
  }

  @Test
  void readersNeverSeeHalfAPut() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> reader =
        CompletableFuture.supplyAsync(
            () -> {
              int looks = 0;
              while (!done.get()) {
                assertThat(cameras.all().stream().map(Camera::name).distinct().count())
                    .isLessThanOrEqualTo(1);
                assertThat(
                        cameras.near(GeoPoint.of(35, -78), 1e6, 5_000, false).stream()
                            .map(view -> view.camera().name())
                            .distinct()
                            .count())
                    .isLessThanOrEqualTo(1);
                looks++;
              }
              return looks;
            });
    for (int version = 0; version < 15; version++) {
      String name = "v" + version;
      cameras.put(IntStream.range(0, 2_200).mapToObj(i -> camera("c" + i, name)).toList(), ANN);
    }
    done.set(true);
    assertThat(reader.get()).isPositive();
    assertThat(cameras.all()).hasSize(2_200);
  }

  private static Camera camera(String id, String name) {
    return new Camera(
        id, name, Ownership.OWNED, "city", GeoPoint.of(35, -78), 0, 90, 100, Optional.empty());
  }
}
