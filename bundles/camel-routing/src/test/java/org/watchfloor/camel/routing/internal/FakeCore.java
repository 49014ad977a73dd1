package org.watchfloor.camel.routing.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/**
 * An ingest that answers what a signal's vendor key asks for: {@code overloaded-…}, {@code hang-…}.
 */
final class FakeCore implements Ingest, AlertBus {
  final List<Signal> kept = Collections.synchronizedList(new ArrayList<>());
  final List<CompletableFuture<Receipt>> hanging = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong number = new AtomicLong();

  @Override
  public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
    String key = signal.vendorKey();
    if (key.startsWith("overloaded")) {
      return refused(Receipt.Status.OVERLOADED, "the queue before the journal is full");
    }
    if (key.startsWith("unavailable")) {
      return refused(Receipt.Status.UNAVAILABLE, "the disk is full");
    }
    if (key.startsWith("rejected")) {
      return refused(Receipt.Status.REJECTED, "occurredAt: lies in the future");
    }
    if (key.startsWith("hang")) {
      CompletableFuture<Receipt> receipt = new CompletableFuture<>();
      hanging.add(receipt);
      return receipt;
    }
    kept.add(signal);
    // another thread, as the journal's writer is one
    return CompletableFuture.supplyAsync(() -> Receipt.accepted(number.incrementAndGet()));
  }

  private static CompletionStage<Receipt> refused(Receipt.Status status, String reason) {
    return CompletableFuture.completedStage(Receipt.refused(status, reason));
  }

  @Override
  public IngestStat stat() {
    return new IngestStat(0, 0, 0, 0, 0);
  }

  @Override
  public CompletionStage<Receipt> publish(String publisher, Alert alert) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Receipt> publish(String publisher, Change change) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AutoCloseable subscribe(Subscription subscription, EntryHandler handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<BusEntry> read(long after, Filter filter, int limit) {
    return List.of();
  }

  @Override
  public long head() {
    return number.get();
  }

  @Override
  public List<SubscriberStat> stats() {
    return List.of();
  }
}
