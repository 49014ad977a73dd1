package org.watchfloor.core.access.internal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.store.StoreException;

/**
 * Reads from the store again what other nodes may have changed there, every two seconds, and when
 * somebody comes who is not known here; does nothing on a node that is alone. Thread-safe.
 */
final class Refresh implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Refresh.class);

  /** How long what was revoked on one node may still open another. */
  static final long PERIOD_MILLIS = 2_000;

  /** Whoever guesses secrets must not have the store read for each of them. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Runnable read;
  private final AtomicLong lastMiss = new AtomicLong(System.nanoTime() - PAUSE_NANOS);
  private @Nullable Cluster cluster;
  private @Nullable ScheduledExecutorService timer;
  private volatile boolean failing;

  /**
   * @param read reads everything; blocks
   */
  Refresh(Runnable read) {
    this.read = read;
  }

  synchronized void came(Cluster next) {
    cluster = next;
    if (timer == null) {
      timer = Executors.newSingleThreadScheduledExecutor(Refresh::thread);
      timer.scheduleWithFixedDelay(this::readAll, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  synchronized void went(Cluster gone) {
    if (cluster == gone) {
      close();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-access-refresh");
    thread.setDaemon(true);
    return thread;
  }

  /** Somebody is not known; true if everything was read again for it. */
  boolean missed() {
    synchronized (this) {
      if (cluster == null) {
        return false;
      }
    }
    long now = System.nanoTime();
    long last = lastMiss.get();
    if (now - last < PAUSE_NANOS || !lastMiss.compareAndSet(last, now)) {
      return false;
    }
    readAll();
    return true;
  }

  private void readAll() {
    try {
      read.run();
      failing = false;
    } catch (StoreException e) {
      if (!failing) {
        LOG.warn(
            "Users, sessions and tokens that other nodes change are not seen here: {}",
            e.getMessage());
      }
      failing = true;
    }
  }

  /** Returns when nothing is read any more, or after five seconds. */
  @Override
  public synchronized void close() {
    cluster = null;
    ScheduledExecutorService running = timer;
    timer = null;
    if (running == null) {
      return;
    }
    running.shutdownNow();
    try {
      if (!running.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("The store does not answer; what is read from it at the moment is left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
