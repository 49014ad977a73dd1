package org.watchfloor.core.runtime.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** A way in that counts signals and keeps none. Thread-safe. */
final class ThrowAway implements Ingest {
  private final AtomicLong signals = new AtomicLong();

  @Override
  public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
    return CompletableFuture.completedFuture(Receipt.accepted(signals.incrementAndGet()));
  }

  long signals() {
    return signals.get();
  }

  @Override
  public IngestStat stat() {
    return new IngestStat(signals.get(), 0, 0, 0, 0);
  }
}
