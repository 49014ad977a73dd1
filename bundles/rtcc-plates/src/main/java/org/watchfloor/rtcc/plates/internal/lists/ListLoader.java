package org.watchfloor.rtcc.plates.internal.lists;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotLists;
import org.watchfloor.rtcc.plates.internal.learned.LearnedKeeper;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;

/**
 * Keeps the lists in memory as they are in the store: loads them at start, again and again until
 * the store gives them, and later only what has changed. Thread-safe: one change at a time.
 */
final class ListLoader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ListLoader.class);
  private static final long RETRY_SECONDS = 5;

  private final HotListTable table;
  private final HandTable hand;
  private final ImportTable imports;
  private final HotListIndex index;
  private final LearnedKeeper learned;
  private final Clock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(ListLoader::thread);
  private final AtomicBoolean waiting = new AtomicBoolean();

  /** By name what is in memory; nothing before the first load. */
  private final Map<String, String> versions = new HashMap<>();

  private boolean loaded;
  private boolean failing;

  ListLoader(
      HotListTable table,
      HandTable hand,
      ImportTable imports,
      HotListIndex index,
      LearnedKeeper learned,
      Clock clock) {
    this.table = table;
    this.hand = hand;
    this.imports = imports;
    this.index = index;
    this.learned = learned;
    this.clock = clock;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-plates-lists");
    thread.setDaemon(true);
    return thread;
  }

  /** Looks soon for what has changed; what was asked for while one look waits is one look. */
  void start() {
    if (waiting.compareAndSet(false, true)) {
      try {
        executor.execute(this::look);
      } catch (RejectedExecutionException e) {
        LOG.debug("The lists are being closed; the next start loads them");
      }
    }
  }

  private void look() {
    waiting.set(false);
    try {
      refresh();
    } catch (RuntimeException e) {
      failed(e);
      return;
    }
    if (failing) {
      LOG.info("The hot lists are loaded");
      failing = false;
    }
    sweep();
  }

  private void failed(RuntimeException e) {
    if (executor.isShutdown()) {
      return;
    }
    if (!failing) {
      LOG.error("The hot lists cannot be loaded; it is tried again every 5 s", e);
      failing = true;
    }
    try {
      executor.schedule(this::look, RETRY_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException rejected) {
      LOG.debug("The lists are being closed; the next start loads them");
    }
  }

  /** Puts in memory what has changed in the store; for the next read when it returns. */
  synchronized void refresh() {
    List<HotListTable.Head> heads = table.heads();
    List<LoadedList> changed = new ArrayList<>();
    Map<String, String> now = new HashMap<>();
    for (HotListTable.Head head : heads) {
      String name = head.list().name();
      now.put(name, head.version());
      if (!head.version().equals(versions.get(name))) {
        changed.add(table.load(head));
      }
    }
    HandTable.InForce byHand = hand.inForce(clock.instant());
    now.put(HotLists.BY_HAND, byHand.version());
    if (!byHand.version().equals(versions.get(HotLists.BY_HAND))) {
      changed.add(byHand.list());
    }
    apply(changed, now.keySet());
    versions.clear();
    versions.putAll(now);
  }

  private void apply(List<LoadedList> changed, Set<String> names) {
    if (!loaded) {
      // Before the first read is let through to the lists.
      learned.start();
      index.load(changed);
      loaded = true;
      return;
    }
    changed.forEach(index::put);
    versions.keySet().stream().filter(name -> !names.contains(name)).forEach(index::remove);
  }

  /** Has a list point to an import; in force for the next read when it returns. */
  synchronized void point(HotList list, long importId) {
    table.point(list, importId);
    refresh();
    start();
  }

  /** False if there is none of that name. */
  synchronized boolean remove(String name) {
    boolean removed = table.remove(name);
    refresh();
    start();
    return removed;
  }

  /** What is left over takes space and harms nothing: the next change tries again. */
  private void sweep() {
    try {
      imports.sweep(clock.instant());
    } catch (RuntimeException e) {
      if (!executor.isShutdown()) {
        LOG.warn("Entries of former hot lists could not be deleted; the next import does it", e);
      }
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
