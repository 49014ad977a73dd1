package org.watchfloor.rtcc.plates.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.rtcc.plates.internal.config.PlatesConfig;
import org.watchfloor.rtcc.plates.internal.history.ReadHistory;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

/** The job that deletes: by itself, after a failure, until it is closed. */
@Timeout(30)
@EachStore
class RetentionJobTest extends RetentionFixture {
  @Test
  void aFailureEndsTheRunAndTheNextGoesOnAfterARestart() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "PostgreSQL drops whole days");
    fill(2_500);
    clock.move(Duration.ofDays(90));
    writes.before =
        () -> {
          if (writes.results.size() == 1) {
            throw new StoreException("down, said the test");
          }
        };
    job.run();
    assertThat(reads.count()).isEqualTo(1_500);
    store.close();
    store = RealStore.open(folder);
    keep(90, 90);
    job.run();
    assertThat(readNumbers()).isEmpty();
  }

  @Test
  void itRunsByItselfAndEndsWithinAPieceWhenItIsClosed() throws Exception {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "PostgreSQL drops whole days");
    fill(3_000);
    clock.move(Duration.ofDays(90));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    writes.before =
        () -> {
          begun.countDown();
          awaitUninterrupted(closing);
        };
    job.start(1, TimeUnit.MILLISECONDS);
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    Thread close = new Thread(job::close);
    close.start();
    await(() -> close.getState() == Thread.State.TIMED_WAITING);
    closing.countDown();
    close.join();
    assertThat(reads.count()).isEqualTo(2_000);
    await(() -> threads() == 0);
  }

  @Test
  void centerAndHistoryHaveAThreadEachUntilTheyAreClosed() throws Exception {
    PlatesConfig config = Configs.of(PlatesConfig.class, Map.of());
    PlateCenter center = new PlateCenter(config, store, new MemoryBus());
    ReadHistory history = new ReadHistory(config, store, new MemoryAudit(), new MemoryBus());
    assertThat(threads()).isEqualTo(2);
    center.close();
    history.close();
    await(() -> threads() == 0);
    assertThat(config.read_retention_days()).isEqualTo(90);
    assertThat(config.hit_retention_days()).isEqualTo(90);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("watchfloor-plates-retention"))
        .count();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not happen within 10 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
