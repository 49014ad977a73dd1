package org.watchfloor.rtcc.incidents.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.watchfloor.rtcc.incidents.internal.Desk.ANA;
import static org.watchfloor.rtcc.incidents.internal.Desk.NOW;
import static org.watchfloor.rtcc.incidents.internal.Desk.alert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.api.incidents.DismissReason;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.FakeCluster;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

/** Two nodes on one store, each with the bus that it publishes on. */
@Timeout(30)
class TwoNodesTest {
  @TempDir Path folder;
  private final FakeCluster cluster = new FakeCluster("a", "b");
  private final MemoryBus onA = new MemoryBus();
  private final MemoryBus onB = new MemoryBus();
  private SqlStore store;
  private IncidentDesk a;
  private IncidentDesk b;

  @BeforeEach
  void start() throws Exception {
    store = RealStore.open(folder);
    a = desk(onA);
    b = desk(onB);
    a.setCluster(cluster.node("a"));
    b.setCluster(cluster.node("b"));
    onA.publish("test", alert("gunshot-1", Severity.HIGH, NOW, ""));
    onA.deliver();
  }

  private IncidentDesk desk(MemoryBus bus) {
    return new IncidentDesk(
        Duration.ofSeconds(120), Duration.ZERO, store, new MemoryAudit(), bus, new MovedClock(NOW));
  }

  @AfterEach
  void stop() throws Exception {
    a.close();
    b.close();
    store.close();
    assertThat(cluster.node("a").listeners()).isZero();
  }

  @Test
  void whatIsDoneOnAFollowerIsToldByTheLeader() throws Exception {
    b.acknowledge("gunshot-1", ANA);
    assertThat(onA.awaitChanges("alert.acknowledged", 1)).hasSize(1);
    assertThat(onB.changes()).isEmpty();
    assertThat(a.alert("gunshot-1").orElseThrow().state()).isEqualTo(AlertState.OWNED);
  }

  @Test
  void whatALeaderLeavesBehindIsToldByTheNext() throws Exception {
    onA.refuse(Receipt.Status.UNAVAILABLE);
    a.acknowledge("gunshot-1", ANA);
    cluster.lead("b");
    assertThat(onB.awaitChanges("alert.acknowledged", 1)).hasSize(1);
    onA.accept();
    b.dismiss("gunshot-1", DismissReason.TEST, "", ANA);
    assertThat(onB.awaitChanges("alert.dismissed", 1)).hasSize(1);
    assertThat(onA.changes()).noneMatch(change -> change.kind().equals("alert.acknowledged"));
  }

  @Test
  void aLeaderThatCouldNotBeAskedLooksForItself() throws Exception {
    cluster
        .node("a")
        .answer(
            "rtcc-incidents.outbox",
            (question, left) -> {
              throw new IOException("lost on its way");
            });
    b.acknowledge("gunshot-1", ANA);
    assertThat(onA.awaitChanges("alert.acknowledged", 1)).hasSize(1);
  }
}
