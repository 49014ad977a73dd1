package org.watchfloor.testkit.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

/**
 * A bus in memory that delivers when the test says so, on the test's thread: stands for core-bus
 * and the journal below it. Numbers are dense from 1, an alert's id is taken once, a subscriber's
 * place outlives its subscription, and delivery is at least once where the test rewinds.
 * Thread-safe.
 */
public final class MemoryBus implements AlertBus {
  private record Subscriber(Subscription subscription, EntryHandler handler) {}

  private final List<BusEntry> entries = new ArrayList<>();
  private final Set<String> alertIds = new HashSet<>();
  private final Map<String, Subscriber> subscribers = new TreeMap<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private final Set<String> publishers = new TreeSet<>();
  private Optional<Receipt.Status> refusal = Optional.empty();

  /** From now on nothing that is published comes to disk. */
  public synchronized void refuse(Receipt.Status status) {
    refusal = Optional.of(status);
  }

  /** The end of {@link #refuse}. */
  public synchronized void accept() {
    refusal = Optional.empty();
  }

  /** Puts a signal in, as ingest does; its number. */
  public synchronized long signal(String sourceId, Signal signal) {
    return append(number -> new SignalEntry(number, Instant.EPOCH, sourceId, signal));
  }

  /** Puts an alert in that was recorded at another time than the epoch; its number. */
  public synchronized long alert(Instant recordedAt, Alert alert) {
    alertIds.add(alert.id());
    return append(number -> new AlertEntry(number, recordedAt, alert));
  }

  @Override
  public synchronized CompletionStage<Receipt> publish(String publisher, Alert alert) {
    publishers.add(publisher);
    if (refusal.isPresent()) {
      return done(Receipt.refused(refusal.get(), "said the test"));
    }
    return alertIds.add(alert.id())
        ? done(Receipt.accepted(append(n -> new AlertEntry(n, Instant.EPOCH, alert))))
        : done(Receipt.duplicate(1));
  }

  @Override
  public synchronized CompletionStage<Receipt> publish(String publisher, Change change) {
    publishers.add(publisher);
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

  /** Names of the subscriptions that are open. */
  public synchronized Set<String> subscribers() {
    return Set.copyOf(subscribers.keySet());
  }

  /** What an open subscription asks for. */
  public synchronized Subscription subscription(String name) {
    Subscriber subscriber = subscribers.get(name);
    if (subscriber == null) {
      throw new IllegalStateException(name + " is not open; open are " + subscribers.keySet());
    }
    return subscriber.subscription();
  }

  /** Names of those who published, refused or not. */
  public synchronized Set<String> publishers() {
    return Set.copyOf(publishers);
  }

  /** Delivers to all until they have everything; what a handler throws ends it. */
  public void deliver() throws Exception {
    for (String name : subscribers()) {
      deliver(name);
    }
  }

  /** Delivers to one until it has everything. */
  public void deliver(String name) throws Exception {
    while (true) {
      List<BusEntry> batch;
      Subscriber subscriber;
      synchronized (this) {
        subscriber = subscribers.get(name);
        if (subscriber == null) {
          throw new IllegalStateException(name + " is not open");
        }
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
  public synchronized void rewind(String name) {
    cursors.put(name, 0L);
  }

  private List<BusEntry> after(long number, Filter filter, int limit) {
    return entries.stream().skip(number).filter(filter::passes).limit(limit).toList();
  }

  public synchronized List<Alert> alerts() {
    return entries.stream()
        .filter(AlertEntry.class::isInstance)
        .map(entry -> ((AlertEntry) entry).alert())
        .toList();
  }

  public synchronized List<Change> changes() {
    return entries.stream()
        .filter(ChangeEntry.class::isInstance)
        .map(entry -> ((ChangeEntry) entry).change())
        .toList();
  }

  /** Waits up to 5 s for that many changes of a kind. */
  public synchronized List<Change> awaitChanges(String kind, int count)
      throws InterruptedException {
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
