package org.watchfloor.rtcc.incidents.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.incidents.QueuedAlert;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

/** The bundle on the real store, with a bus and an audit log of the test; can be restarted. */
final class Desk implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  static final Actor ANA = new Actor("ana", "https 127.0.0.1");
  static final Actor BOB = new Actor("bob", "https 127.0.0.1");

  final MemoryBus bus = new MemoryBus();
  final MemoryAudit audit = new MemoryAudit();
  final MovedClock clock = new MovedClock(NOW.toString());
  private final Path folder;
  SqlStore store;
  IncidentDesk incidents;

  Desk(Path folder) {
    this.folder = folder;
    start();
  }

  void start() {
    store = RealStore.open(folder);
    incidents = new IncidentDesk(Duration.ofSeconds(120), Duration.ZERO, store, audit, bus, clock);
  }

  @Override
  public void close() throws Exception {
    incidents.close();
    store.close();
  }

  void restart() throws Exception {
    close();
    start();
  }

  static Alert alert(String id, Severity severity, Instant at, String key) {
    return new Alert(
        id,
        id.startsWith("hit") ? "plate.hit" : "gunshot.detected",
        severity,
        "Title of " + id,
        "summary",
        at,
        Optional.of(GeoPoint.of(36.0999, -80.2442)),
        List.of(7L),
        key,
        List.of(),
        Map.of("source", "a~b"));
  }

  QueuedAlert raise(Alert alert) throws Exception {
    bus.publish("test", alert);
    bus.deliver();
    return incidents.alert(alert.id()).orElseThrow();
  }

  QueuedAlert raise(String id) throws Exception {
    return raise(alert(id, Severity.HIGH, NOW, ""));
  }

  void picture(String alertId, String camera) {
    bus.publish(
        "rtcc-video",
        new Change(
            "alert.pictured",
            alertId,
            NOW,
            "system",
            Map.of(
                "cameraId",
                camera,
                "sha256",
                "c".repeat(64),
                "metres",
                "83.7",
                "takenAt",
                "2026-11-24T14:00:01Z")));
  }

  /** Kinds of timeline entries with their texts. */
  List<String> timeline(String incidentId) {
    return incidents.timeline(incidentId).stream().map(e -> e.kind() + " " + e.text()).toList();
  }

  List<TimelineEntry> entries(String incidentId, String kind) {
    return incidents.timeline(incidentId).stream().filter(e -> e.kind().equals(kind)).toList();
  }

  List<String> queue(boolean closed) {
    return incidents.alerts(closed, 100).stream().map(q -> q.alert().id()).toList();
  }
}
