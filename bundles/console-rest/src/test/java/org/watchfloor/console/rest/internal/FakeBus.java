package org.watchfloor.console.rest.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** A journal in memory, and a thread for each subscription that waits for its handler. */
final class FakeBus implements AlertBus {
  private static final Instant AT = Instant.parse("2026-11-24T14:05:09Z");

  private final List<BusEntry> entries = new ArrayList<>();
  final Set<String> subscribed = ConcurrentHashMap.newKeySet();

  synchronized long signal(String kind, String key) {
    long number = entries.size() + 1L;
    Signal signal = Signal.of(new Kind(kind), key, AT).build();
    entries.add(new SignalEntry(number, AT, "test~source", signal));
    notifyAll();
    return number;
  }

  synchronized long signal(Signal signal) {
    long number = entries.size() + 1L;
    entries.add(new SignalEntry(number, AT, "test~source", signal));
    notifyAll();
    return number;
  }

  synchronized long change(String kind, String subject) {
    long number = entries.size() + 1L;
    entries.add(new ChangeEntry(number, AT, new Change(kind, subject, AT, "system", Map.of())));
    notifyAll();
    return number;
  }

  @Override
  public synchronized CompletionStage<Receipt> publish(String publisher, Alert alert) {
    entries.add(new AlertEntry(entries.size() + 1L, AT, alert));
    notifyAll();
    return CompletableFuture.completedStage(Receipt.accepted(entries.size()));
  }

  @Override
  public synchronized CompletionStage<Receipt> publish(String publisher, Change change) {
    entries.add(new ChangeEntry(entries.size() + 1L, AT, change));
    notifyAll();
    return CompletableFuture.completedStage(Receipt.accepted(entries.size()));
  }

  @Override
  public AutoCloseable subscribe(Subscription subscription, EntryHandler handler) {
    if (!subscribed.add(subscription.name())) {
      throw new IllegalStateException(subscription.name() + " is open");
    }
    Thread thread = new Thread(() -> deliver(subscription, handler), subscription.name());
    thread.setDaemon(true);
    thread.start();
    return () -> {
      subscribed.remove(subscription.name());
      synchronized (this) {
        notifyAll();
      }
      thread.join(2_000);
    };
  }

  private void deliver(Subscription subscription, EntryHandler handler) {
    long after = subscription.after().orElse(head());
    try {
      while (subscribed.contains(subscription.name())) {
        List<BusEntry> next = await(subscription, after);
        if (next.isEmpty()) {
          continue;
        }
        List<BusEntry> wanted = next.stream().filter(subscription.filter()::passes).toList();
        if (!wanted.isEmpty()) {
          handler.handle(wanted);
        }
        after = next.get(next.size() - 1).number();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized List<BusEntry> await(Subscription subscription, long after)
      throws InterruptedException {
    while (entries.size() <= after && subscribed.contains(subscription.name())) {
      wait(1_000);
    }
    int end = (int) Math.min(entries.size(), after + 500);
    return after >= end ? List.of() : List.copyOf(entries.subList((int) after, end));
  }

  @Override
  public synchronized List<BusEntry> read(long after, Filter filter, int limit) {
    long end = Math.min(entries.size(), after + 10_000);
    if (after >= end) {
      return List.of();
    }
    return entries.subList((int) after, (int) end).stream()
        .filter(filter::passes)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized long head() {
    return entries.size();
  }

  @Override
  public List<SubscriberStat> stats() {
    return List.of(new SubscriberStat("rtcc-incidents", true, 7, 7, 0, 0, 0, 0, ""));
  }
}
