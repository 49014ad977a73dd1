package org.watchfloor.rtcc.plates.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.rtcc.plates.internal.lists.HotListCsv;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.Issuer;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.testkit.core.FakeCluster;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

/** Two nodes on one store. */
@Timeout(30)
class TwoNodesTest {
  private static final Actor ANA = new Actor("ana", "https 127.0.0.1");
  private static final String CSV =
      HotListCsv.HEADER + "\nHOT1234,NC,stolen vehicle,Demo PD,2026-11-24,\n";

  @TempDir Path folder;
  private final FakeCluster cluster = new FakeCluster("a", "b");
  private final HotListIndex ofA = new HotListIndex();
  private final HotListIndex ofB = new HotListIndex();

  private static PlateCenter center(SqlStore store, MemoryBus bus, HotListIndex index) {
    return new PlateCenter(Retention.NONE, store, new MemoryAudit(), bus, index, Clock.systemUTC());
  }

  private static boolean hot(HotListIndex index) {
    return !index.match("HOT1234", Issuer.of("NC"), Clock.systemUTC().instant()).isEmpty();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void aListThatIsUploadedOnOneNodeIsMatchedOnTheOther() throws Exception {
    MemoryBus onA = new MemoryBus();
    MemoryBus onB = new MemoryBus();
    try (SqlStore store = RealStore.open(folder);
        PlateCenter a = center(store, onA, ofA);
        PlateCenter b = center(store, onB, ofB)) {
      a.setCluster(cluster.node("a"));
      b.setCluster(cluster.node("b"));
      ofA.awaitLoaded();
      b.importHotList("stolen", "Demo PD", CSV, ANA);
      Change change = onB.awaitChanges("hotlist.imported", 1).get(0);
      onA.publish("rtcc-plates", change);
      onA.deliver();
      await(() -> hot(ofA));

      b.removeHotList("stolen", ANA);
      onA.publish("rtcc-plates", onB.awaitChanges("hotlist.removed", 1).get(0));
      onA.deliver();
      await(() -> !hot(ofA));
    }
  }

  @Test
  void whoTakesTheLeadOverReadsTheListsAgain() throws Exception {
    try (SqlStore store = RealStore.open(folder);
        PlateCenter a = center(store, new MemoryBus(), ofA);
        PlateCenter b = center(store, new MemoryBus(), ofB)) {
      a.setCluster(cluster.node("a"));
      b.setCluster(cluster.node("b"));
      ofB.awaitLoaded();
      a.importHotList("stolen", "Demo PD", CSV, ANA);
      cluster.lead("b");
      await(() -> hot(ofB));
    }
  }
}
