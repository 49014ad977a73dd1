package org.watchfloor.rtcc.plates.internal.lists;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;

/**
 * Changes hot lists in the store and in memory together, and loads them at start: again and again
 * until the store gives them. Thread-safe: one change at a time.
 */
public final class ListLoader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ListLoader.class);
  private static final long RETRY_SECONDS = 5;

  private final HotListTable table;
  private final HotListIndex index;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(ListLoader::thread);
  private final AtomicBoolean waiting = new AtomicBoolean();
  private boolean failing;

  public ListLoader(HotListTable table, HotListIndex index) {
    this.table = table;
    this.index = index;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-plates-lists");
    thread.setDaemon(true);
    return thread;
  }

  /** Loads them soon; what was asked for while one load waits is one load. */
  public void start() {
    if (waiting.compareAndSet(false, true)) {
      try {
        executor.execute(this::load);
      } catch (RejectedExecutionException e) {
        LOG.debug("The lists are being closed; the next start loads them");
      }
    }
  }

  private synchronized void load() {
    waiting.set(false);
    try {
      index.load(table.load());
      if (failing) {
        LOG.info("The hot lists are loaded");
      }
      failing = false;
    } catch (RuntimeException e) {
      if (executor.isShutdown()) {
        return;
      }
      if (!failing) {
        LOG.error("The hot lists cannot be loaded; it is tried again every 5 s", e);
      }
      failing = true;
      retry();
      return;
    }
    sweep();
  }

  private void retry() {
    try {
      executor.schedule(this::load, RETRY_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The lists are being closed; the next start loads them");
    }
  }

  /** In force for the next read when it returns. */
  public synchronized void replace(HotList list, List<HotEntry> entries) {
    table.replace(list, entries);
    index.put(LoadedList.of(list.name(), list.importedAt(), entries));
    sweep();
  }

  /** False if there is none of that name. */
  public synchronized boolean remove(String name) {
    boolean removed = table.remove(name);
    index.remove(name);
    sweep();
    return removed;
  }

  /** What is left over takes space and harms nothing: the next change tries again. */
  private void sweep() {
    try {
      table.sweep();
    } catch (RuntimeException e) {
      LOG.warn("Entries of former hot lists could not be deleted; the next import does it", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
