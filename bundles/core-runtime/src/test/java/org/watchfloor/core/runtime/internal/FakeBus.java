package org.watchfloor.core.runtime.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.plugin.api.source.Receipt;

/** Remembers changes. */
final class FakeBus implements AlertBus {
  final List<Change> changes = new CopyOnWriteArrayList<>();

  List<String> kindsOf(String sourceId) {
    return changes.stream().filter(c -> c.subject().equals(sourceId)).map(Change::kind).toList();
  }

  @Override
  public CompletionStage<Receipt> publish(String publisher, Alert alert) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Receipt> publish(String publisher, Change change) {
    changes.add(change);
    return CompletableFuture.completedStage(Receipt.accepted(changes.size()));
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
    return changes.size();
  }

  @Override
  public List<SubscriberStat> stats() {
    return List.of();
  }
}
