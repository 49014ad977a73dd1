package org.watchfloor.console.rest.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.cameras.CameraView;
import org.watchfloor.rtcc.api.cameras.Cameras;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.api.incidents.DismissReason;
import org.watchfloor.rtcc.api.incidents.Incident;
import org.watchfloor.rtcc.api.incidents.Incidents;
import org.watchfloor.rtcc.api.incidents.QueuedAlert;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;
import org.watchfloor.rtcc.api.incidents.WrongState;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.api.plates.Plates;
import org.watchfloor.rtcc.api.video.AlertPicture;
import org.watchfloor.rtcc.api.video.Video;

/** The capabilities' services from memory. */
final class FakeRtcc {
  static final GeoPoint PLACE = GeoPoint.of(36.0999, -80.2442);
  static final Instant AT = Instant.parse("2026-11-24T14:05:09Z");

  private FakeRtcc() {}

  static final class FakeCameras implements Cameras {
    final TreeMap<String, Camera> byId = new TreeMap<>();

    FakeCameras() {
      Actor nobody = Actor.SYSTEM;
      put(
          List.of(camera("c1", Optional.of("camera-mjpeg~c1")), camera("c2", Optional.empty())),
          nobody);
    }

    static Camera camera(String id, Optional<String> source) {
      return new Camera(
          id, "Camera " + id, Camera.Ownership.OWNED, "City", PLACE, 90, 60, 100, source);
    }

    @Override
    public int put(List<Camera> cameras, Actor by) {
      cameras.forEach(camera -> byId.put(camera.id(), camera));
      return byId.size();
    }

    @Override
    public Optional<Camera> camera(String id) {
      return Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<Camera> all() {
      return List.copyOf(byId.values());
    }

    @Override
    public List<CameraView> near(GeoPoint place, double withinMetres, int limit, boolean live) {
      return all().stream()
          .filter(camera -> !live || camera.sourceId().isPresent())
          .limit(limit)
          .map(camera -> new CameraView(camera, 12.5, true))
          .toList();
    }
  }

  static final class FakeVideo implements Video {
    volatile CompletableFuture<Picture> next = new CompletableFuture<>();
    volatile Consumer<Picture> onPicture = picture -> {};
    volatile Consumer<String> onEnd = reason -> {};
    final CountDownLatch watched = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public CompletionStage<Picture> snapshot(String cameraId, Duration deadline) {
      return next;
    }

    @Override
    public AutoCloseable watch(String cameraId, Consumer<Picture> pictures, Consumer<String> end) {
      onPicture = pictures;
      onEnd = end;
      watched.countDown();
      return closed::countDown;
    }

    @Override
    public List<AlertPicture> pictures(String alertId) {
      MediaRef ref = new MediaRef("a".repeat(64), "image/jpeg", "scene", 7);
      return List.of(new AlertPicture(alertId, "c1", AT, ref, 12.5));
    }
  }

  static final class FakeIncidents implements Incidents {
    final Map<String, QueuedAlert> alerts = new ConcurrentHashMap<>();
    final List<Incident> others = new ArrayList<>();
    volatile boolean broken;

    FakeIncidents() {
      put("gunshot-1", AlertState.NEW);
    }

    private QueuedAlert put(String id, AlertState state) {
      return put(id, "gunshot.detected", state);
    }

    QueuedAlert put(String id, String kind, AlertState state) {
      Alert alert =
          new Alert(
              id,
              kind,
              Severity.CRITICAL,
              "Gunshot, 3 rounds",
              "",
              AT,
              Optional.of(PLACE),
              List.of(1L),
              "",
              List.of(),
              Map.of("rounds", "3"));
      QueuedAlert queued = new QueuedAlert(1, alert, state, "", 1, AT, "INC-2026-000001", "");
      alerts.put(id, queued);
      return queued;
    }

    @Override
    public List<QueuedAlert> alerts(boolean closed, int limit) {
      if (broken) {
        throw new IllegalStateException("jdbc:sqlite password=hunter2 broke");
      }
      return alerts.values().stream().limit(limit).toList();
    }

    @Override
    public Optional<QueuedAlert> alert(String alertId) {
      return Optional.ofNullable(alerts.get(alertId));
    }

    @Override
    public QueuedAlert acknowledge(String alertId, Actor by) throws WrongState {
      if (alerts.get(alertId).state() == AlertState.DISMISSED) {
        throw new WrongState("alert " + alertId + " is dismissed and cannot be acknowledged");
      }
      return put(alertId, AlertState.OWNED);
    }

    @Override
    public QueuedAlert dismiss(String alertId, DismissReason reason, String text, Actor by) {
      return put(alertId, AlertState.DISMISSED);
    }

    @Override
    public QueuedAlert undoDismiss(String alertId, Actor by) {
      return put(alertId, AlertState.NEW);
    }

    @Override
    public Incident open(String alertId, Actor by) {
      return incidents(true, 1).get(0);
    }

    @Override
    public List<Incident> incidents(boolean closed, int limit) {
      List<Incident> all = new ArrayList<>();
      all.add(incident("INC-2026-000001", "gunshot-1"));
      all.addAll(others);
      return all;
    }

    static Incident incident(String id, String... alertIds) {
      return new Incident(
          id,
          Incident.State.UNVERIFIED,
          "Gunshot",
          Severity.CRITICAL,
          Optional.of(PLACE),
          AT,
          "",
          List.of(alertIds));
    }

    @Override
    public Optional<Incident> incident(String incidentId) {
      return incidents(true, 9).stream().filter(i -> i.id().equals(incidentId)).findFirst();
    }

    @Override
    public List<TimelineEntry> timeline(String incidentId) {
      return List.of(new TimelineEntry(1, AT, "alert", "system", "Gunshot", Map.of("a", "b")));
    }

    @Override
    public TimelineEntry note(String incidentId, String text, Actor by) {
      return new TimelineEntry(2, AT, "note", by.name(), text, Map.of());
    }

    @Override
    public Incident close(String incidentId, String outcome, Actor by) {
      return incidents(true, 1).get(0);
    }
  }

  static final class FakePlates implements Plates {
    @Override
    public List<Hit> hits(int limit) {
      return List.of(new Hit("plate-1", 4, "HOT1234", "stolen", "stolen", "PD", "NC", AT, 60));
    }
  }
}
