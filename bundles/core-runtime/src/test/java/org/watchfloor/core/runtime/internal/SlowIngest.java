package org.watchfloor.core.runtime.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** Gives the receipt on its own thread once the latch is down, as the journal does. */
final class SlowIngest implements Ingest {
  private final CountDownLatch latch;

  SlowIngest(CountDownLatch latch) {
    this.latch = latch;
  }

  @Override
  public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            latch.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Receipt.accepted(1);
        });
  }

  @Override
  public IngestStat stat() {
    return new IngestStat(0, 0, 0, 0, 0);
  }
}
