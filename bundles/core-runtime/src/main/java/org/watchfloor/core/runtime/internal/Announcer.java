package org.watchfloor.core.runtime.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Change;

/**
 * Publishes changes of state, in order, on a thread of its own. While there is no bus the newest
 * ones wait for it. Thread-safe.
 */
final class Announcer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final String PUBLISHER = "core-runtime";

  /** Changes that wait for the bus; older ones are in the log anyway. */
  private static final int MAX_WAITING = 10_000;

  private final Service<AlertBus> bus = new Service<>();
  private final Deque<Change> waiting = new ArrayDeque<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(Threads.runtime("announcer"));

  void came(AlertBus service) {
    bus.came(service);
    wake();
  }

  void went(AlertBus service) {
    bus.went(service);
  }

  void announce(Change change) {
    synchronized (waiting) {
      if (waiting.size() >= MAX_WAITING) {
        waiting.removeFirst();
      }
      waiting.addLast(change);
    }
    wake();
  }

  private void wake() {
    try {
      executor.execute(this::publishAll);
    } catch (RejectedExecutionException e) {
      LOG.debug("stopping: a change is not published");
    }
  }

  private void publishAll() {
    AlertBus current = bus.get();
    while (current != null) {
      Change change = next();
      if (change == null) {
        return;
      }
      publish(current, change);
      current = bus.get();
    }
  }

  private @Nullable Change next() {
    synchronized (waiting) {
      return waiting.pollFirst();
    }
  }

  private static void publish(AlertBus bus, Change change) {
    try {
      bus.publish(PUBLISHER, change)
          .whenComplete(
              (receipt, e) -> {
                if (e != null || !receipt.onDisk()) {
                  LOG.debug(
                      "{} of {} is not published: {}", change.kind(), change.subject(), receipt);
                }
              });
    } catch (RuntimeException e) {
      LOG.debug("{} of {} is not published", change.kind(), change.subject(), e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
