package org.watchfloor.camel.alertbus.internal;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** The core's services as they are at the moment. Thread-safe. */
final class Core {
  private static final Logger LOG = LoggerFactory.getLogger(Core.class);

  /** Wants to know when the bus comes and goes; called by one thread at a time. */
  interface BusListener {
    void busCame(AlertBus bus);

    void busWent();
  }

  private final Set<BusListener> listeners = new LinkedHashSet<>();
  private volatile @Nullable Ingest ingest;
  private @Nullable AlertBus bus;

  void ingest(Ingest service) {
    ingest = service;
  }

  /** A replacement is announced before its predecessor goes, hence the comparison. */
  void ingestGone(Ingest service) {
    if (ingest == service) {
      ingest = null;
    }
  }

  synchronized void bus(AlertBus service) {
    if (bus != null) {
      listeners.forEach(BusListener::busWent);
    }
    bus = service;
    for (BusListener listener : listeners) {
      try {
        listener.busCame(service);
      } catch (RuntimeException e) {
        LOG.error("{} could not go on after the bus was replaced; restart its route", listener, e);
      }
    }
  }

  synchronized void busGone(AlertBus service) {
    if (bus == service) {
      listeners.forEach(BusListener::busWent);
      bus = null;
    }
  }

  synchronized void add(BusListener listener) {
    Optional.ofNullable(bus).ifPresent(listener::busCame);
    listeners.add(listener);
  }

  synchronized void remove(BusListener listener) {
    if (listeners.remove(listener)) {
      listener.busWent();
    }
  }

  /** Never blocks, never completes exceptionally. */
  CompletionStage<Receipt> submit(String sourceId, Signal signal) {
    Ingest now = ingest;
    if (now == null) {
      return unavailable("the center's ingest is not running; send again in a few seconds");
    }
    try {
      return now.submit(sourceId, signal).exceptionally(e -> refused(sourceId, e));
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(refused(sourceId, e));
    }
  }

  private static Receipt refused(String sourceId, Throwable e) {
    LOG.error(
        "A signal of {} was lost on its way to the journal; it is not acknowledged", sourceId, e);
    return Receipt.refused(
        Receipt.Status.UNAVAILABLE, "the center's ingest failed; send again in a few seconds");
  }

  private static CompletionStage<Receipt> unavailable(String reason) {
    return CompletableFuture.completedStage(Receipt.refused(Receipt.Status.UNAVAILABLE, reason));
  }
}
