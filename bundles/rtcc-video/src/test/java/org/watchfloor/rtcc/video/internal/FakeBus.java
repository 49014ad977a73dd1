package org.watchfloor.rtcc.video.internal;

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

/** A bus whose only thread is the test's. */
final class FakeBus implements AlertBus {
  final List<Change> changes = new CopyOnWriteArrayList<>();
  final List<BusEntry> journal = new CopyOnWriteArrayList<>();
  private Subscription subscription;
  private EntryHandler handler;

  /** As the bus does: to disk, then to the subscriber. */
  void deliver(BusEntry entry) throws Exception {
    journal.add(entry);
    handler.handle(List.of(entry));
  }

  void redeliver(BusEntry entry) throws Exception {
    handler.handle(List.of(entry));
  }

  Subscription subscription() {
    return subscription;
  }

  @Override
  public CompletionStage<Receipt> publish(String publisher, Alert alert) {
    throw new AssertionError("video raises no alerts");
  }

  @Override
  public CompletionStage<Receipt> publish(String publisher, Change change) {
    if (!publisher.equals("rtcc-video")) {
      throw new AssertionError(publisher);
    }
    changes.add(change);
    return CompletableFuture.completedStage(Receipt.accepted(changes.size()));
  }

  @Override
  public AutoCloseable subscribe(Subscription wanted, EntryHandler taker) {
    subscription = wanted;
    handler = taker;
    return () -> handler = entries -> {};
  }

  @Override
  public List<BusEntry> read(long after, Filter filter, int limit) {
    return journal.stream()
        .filter(entry -> entry.number() > after && filter.passes(entry))
        .limit(limit)
        .toList();
  }

  @Override
  public long head() {
    return journal.size();
  }

  @Override
  public List<SubscriberStat> stats() {
    return List.of();
  }
}
