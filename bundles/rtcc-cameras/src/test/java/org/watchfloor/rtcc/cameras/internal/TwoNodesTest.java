package org.watchfloor.rtcc.cameras.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.testkit.core.FakeCluster;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

/** Two nodes on one store. */
class TwoNodesTest {
  private static final Actor ANN = new Actor("ann", "https 127.0.0.1");

  @TempDir Path home;

  @Test
  void aCameraThatIsPutOnOneNodeIsSeenOnTheOther() throws Exception {
    FakeCluster cluster = new FakeCluster("a", "b");
    MemoryBus onA = new MemoryBus();
    MemoryBus onB = new MemoryBus();
    try (SqlStore store = RealStore.open(home);
        StoredCameras a = new StoredCameras(store, new MemoryAudit(), onA, Clock.systemUTC());
        StoredCameras b = new StoredCameras(store, new MemoryAudit(), onB, Clock.systemUTC())) {
      assertThat(onB.subscribers()).as("alone").isEmpty();
      a.setCluster(cluster.node("a"));
      b.setCluster(cluster.node("b"));
      a.put(List.of(camera("gate")), ANN);
      Change change = onA.changes().get(0);
      assertThat(b.camera("gate")).as("not yet told").isEmpty();
      onB.publish("rtcc-cameras", change);
      onB.deliver();
      assertThat(b.camera("gate")).isPresent();
    }
    assertThat(onB.subscribers()).isEmpty();
    assertThat(cluster.node("b").listeners()).isZero();
  }

  @Test
  void whatWasPutBeforeTheNodeKnewOfTheOthersIsSeen() throws Exception {
    FakeCluster cluster = new FakeCluster("a", "b");
    try (SqlStore store = RealStore.open(home);
        StoredCameras b =
            new StoredCameras(store, new MemoryAudit(), new MemoryBus(), Clock.systemUTC());
        StoredCameras a =
            new StoredCameras(store, new MemoryAudit(), new MemoryBus(), Clock.systemUTC())) {
      a.put(List.of(camera("gate")), ANN);
      b.setCluster(cluster.node("b"));
      assertThat(b.camera("gate")).isPresent();
    }
  }

  private static Camera camera(String id) {
    return new Camera(
        id,
        id,
        Camera.Ownership.OWNED,
        "",
        GeoPoint.of(35.2, -80.8),
        0,
        360,
        100,
        Optional.empty());
  }
}
