package org.watchfloor.camel.alertbus.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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

/** An ingest whose receipts the test gives, and a bus whose entries the test delivers. */
final class FakeCore implements Ingest, AlertBus {
  final List<String> submitted = new ArrayList<>();
  final List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
  final Map<String, EntryHandler> handlers = new ConcurrentHashMap<>();
  final List<Subscription> subscriptions = new ArrayList<>();

  @Override
  public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
    submitted.add(sourceId + " " + signal.vendorKey());
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    receipts.add(receipt);
    return receipt;
  }

  @Override
  public IngestStat stat() {
    return new IngestStat(0, 0, 0, 0, 0);
  }

  @Override
  public AutoCloseable subscribe(Subscription subscription, EntryHandler handler) {
    if (handlers.putIfAbsent(subscription.name(), handler) != null) {
      throw new IllegalStateException(subscription.name() + " is open");
    }
    subscriptions.add(subscription);
    return () -> handlers.remove(subscription.name(), handler);
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
  public List<BusEntry> read(long after, Filter filter, int limit) {
    return List.of();
  }

  @Override
  public long head() {
    return 0;
  }

  @Override
  public List<SubscriberStat> stats() {
    return List.of();
  }
}
