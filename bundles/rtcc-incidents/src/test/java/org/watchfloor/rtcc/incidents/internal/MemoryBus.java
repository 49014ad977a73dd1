package org.watchfloor.rtcc.incidents.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.ChangeEntry;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** A bus in memory that delivers when the test says so, on the test's thread. */
final class MemoryBus implements AlertBus {
  private record Subscriber(Subscription subscription, EntryHandler handler) {}

  private final List<BusEntry> entries = new ArrayList<>();
  private final Set<String> alertIds = new HashSet<>();
  private final Map<String, Subscriber> subscribers = new TreeMap<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private Optional<Receipt.Status> refusal = Optional.empty();

  /** From now on nothing that is published comes to disk. */
  synchronized void refuse(Receipt.Status status) {
    refusal = Optional.of(status);
  }

  synchronized void accept() {
    refusal = Optional.empty();
  }

  synchronized long signal(String sourceId, Signal signal) {
    return append(number -> new SignalEntry(number, Instant.EPOCH, sourceId, signal));
  }

  @Override
  public synchronized CompletionStage<Receipt> publish(String publisher, Alert alert) {
    if (refusal.isPresent()) {
      return done(Receipt.refused(refusal.get(), "said the test"));
    }
    return alertIds.add(alert.id())
        ? done(Receipt.accepted(append(n -> new AlertEntry(n, Instant.EPOCH, alert))))
        : done(Receipt.duplicate(1));
  }

  @Override
  public synchronized CompletionStage<Receipt> publish(String publisher, Change change) {
    return refusal.isPresent()
        ? done(Receipt.refused(refusal.get(), "said the test"))
        : done(Receipt.accepted(append(n -> new ChangeEntry(n, Instant.EPOCH, change))));
  }

  private long append(LongFunction<BusEntry> entry) {
    entries.add(entry.apply(entries.size() + 1L));
    notifyAll();
    return entries.size();
  }

  private static CompletionStage<Receipt> done(Receipt receipt) {
    return CompletableFuture.completedStage(receipt);
  }

  @Override
  public synchronized AutoCloseable subscribe(Subscription subscription, EntryHandler handler) {
    String name = subscription.name();
    if (subscribers.putIfAbsent(name, new Subscriber(subscription, handler)) != null) {
      throw new IllegalStateException(name + " is open");
    }
    return () -> unsubscribe(name);
  }

  private synchronized void unsubscribe(String name) {
    subscribers.remove(name);
  }

  synchronized Set<String> subscribers() {
    return Set.copyOf(subscribers.keySet());
  }

  /** Delivers to all until they have everything; what a handler throws ends it. */
  void deliver() throws Exception {
    for (String name : subscribers()) {
      deliver(name);
    }
  }

  void deliver(String name) throws Exception {
    while (true) {
      List<BusEntry> batch;
      Subscriber subscriber;
      synchronized (this) {
        subscriber = subscribers.get(name);
        batch = after(cursors.getOrDefault(name, 0L), subscriber.subscription().filter(), 500);
      }
      if (batch.isEmpty()) {
        return;
      }
      subscriber.handler().handle(batch);
      synchronized (this) {
        cursors.put(name, batch.get(batch.size() - 1).number());
      }
    }
  }

  /** As after a kill before the cursor was moved. */
  synchronized void rewind(String name) {
    cursors.put(name, 0L);
  }

  private List<BusEntry> after(long number, Filter filter, int limit) {
    return entries.stream().skip(number).filter(filter::passes).limit(limit).toList();
  }

  synchronized List<Alert> alerts() {
    return entries.stream()
        .filter(AlertEntry.class::isInstance)
        .map(entry -> ((AlertEntry) entry).alert())
        .toList();
  }

  synchronized List<Change> changes() {
    return entries.stream()
        .filter(ChangeEntry.class::isInstance)
        .map(entry -> ((ChangeEntry) entry).change())
        .toList();
  }

  /** Waits up to 5 s for that many changes of a kind. */
  synchronized List<Change> awaitChanges(String kind, int count) throws InterruptedException {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (true) {
      List<Change> found = changes().stream().filter(c -> c.kind().equals(kind)).toList();
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (found.size() >= count || left <= 0) {
        return found;
      }
      wait(left);
    }
  }

  @Override
  public synchronized List<BusEntry> read(long after, Filter filter, int limit) {
    return after(after, filter, limit);
  }

  @Override
  public synchronized long head() {
    return entries.size();
  }

  @Override
  public List<SubscriberStat> stats() {
    return List.of();
  }
}
