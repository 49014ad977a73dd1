package org.watchfloor.core.runtime.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** Takes everything. */
final class FakeIngest implements Ingest {
  final List<String> taken = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
    taken.add(sourceId + " " + signal.vendorKey());
    return CompletableFuture.completedStage(Receipt.accepted(taken.size()));
  }

  @Override
  public IngestStat stat() {
    return new IngestStat(taken.size(), 0, 0, 0, 0);
  }
}
