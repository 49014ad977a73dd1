package org.watchfloor.testkit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.source.Receipt;

/** The promises of the interfaces that the other tests lean on. */
class CoreTestkitTest {
  private final MemoryBus bus = new MemoryBus();

  @Test
  void aSubscribersPlaceOutlivesItsSubscriptionAndIsMovedOnlyBySuccess() throws Exception {
    List<Long> seen = new ArrayList<>();
    Subscription one = Subscription.durable("one", Filter.ALL);
    try (AutoCloseable open = bus.subscribe(one, batch -> take(seen, batch))) {
      assertThatThrownBy(() -> bus.subscribe(one, batch -> {}))
          .isInstanceOf(IllegalStateException.class);
      change("a");
      bus.deliver();
      bus.deliver();
    }
    assertThat(seen).containsExactly(1L);
    change("b");
    bus.subscribe(
        one,
        batch -> {
          throw new IllegalStateException("down");
        });
    assertThatThrownBy(bus::deliver).hasMessage("down");
    assertThatThrownBy(bus::deliver).as("comes again").hasMessage("down");
    assertThat(bus.subscription("one")).isEqualTo(one);
  }

  @Test
  void whatIsRefusedIsNotThere() {
    bus.refuse(Receipt.Status.OVERLOADED);
    assertThat(change("a").onDisk()).isFalse();
    assertThat(bus.head()).isZero();
    bus.accept();
    assertThat(change("a")).isEqualTo(Receipt.accepted(1));
    assertThat(bus.publishers()).containsExactly("test");
  }

  @Test
  void anAuditThatIsDownKeepsNothing() {
    MemoryAudit audit = new MemoryAudit();
    AuditRecord record =
        new AuditRecord("ann", "https", "a.b", "c", AuditRecord.Outcome.DONE, "", Map.of());
    audit.record(record);
    audit.down(true);
    assertThatThrownBy(() -> audit.record(record)).isInstanceOf(AuditUnavailable.class);
    assertThat(audit.records()).containsExactly(record);
    assertThat(audit.read(1, 10)).isEmpty();
  }

  @Test
  void theStoreIsInTheFolderAndLeavesTheProcessAsItWas(@TempDir Path folder) {
    String before = System.getProperty("karaf.data");
    try (SqlStore store = RealStore.open(folder)) {
      assertThat(store.dialect()).isEqualTo(Store.Dialect.SQLITE);
    }
    assertThat(folder.resolve("watchfloor")).isNotEmptyDirectory();
    assertThat(System.getProperty("karaf.data")).isEqualTo(before);
  }

  private Receipt change(String subject) {
    Change change = new Change("a.b", subject, Instant.EPOCH, "ann", Map.of());
    return bus.publish("test", change).toCompletableFuture().join();
  }

  private static void take(List<Long> seen, List<BusEntry> batch) {
    batch.forEach(entry -> seen.add(entry.number()));
  }
}
