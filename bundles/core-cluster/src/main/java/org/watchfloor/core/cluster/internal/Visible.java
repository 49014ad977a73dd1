package org.watchfloor.core.cluster.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.watchfloor.core.api.journal.LocalJournal;

/**
 * What is to happen once an entry is visible on this node, so that who wrote an entry can read it.
 * Thread-safe. Does not wait for more than 5 s: the entry is decided, only this copy is late.
 */
final class Visible {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final LocalJournal local;
  private final NavigableMap<Long, List<Task>> tasks = new TreeMap<>();

  private record Task(Runnable task, long until) {}

  Visible(LocalJournal local) {
    this.local = local;
  }

  void after(long position, Runnable task) {
    synchronized (this) {
      if (local.head() < position) {
        tasks
            .computeIfAbsent(position, key -> new ArrayList<>(1))
            .add(new Task(task, System.nanoTime() + PATIENCE));
        return;
      }
    }
    task.run();
  }

  /** The journal is visible up to a position. */
  void upTo(long position) {
    List<Task> ready = new ArrayList<>();
    synchronized (this) {
      NavigableMap<Long, List<Task>> reached = tasks.headMap(position, true);
      reached.values().forEach(ready::addAll);
      reached.clear();
    }
    ready.forEach(task -> task.task().run());
  }

  /** Ends what waited long enough. */
  void tick() {
    upTo(local.head());
    List<Task> late = new ArrayList<>();
    synchronized (this) {
      long now = System.nanoTime();
      tasks
          .values()
          .forEach(list -> list.removeIf(task -> now - task.until() > 0 && late.add(task)));
      tasks.values().removeIf(List::isEmpty);
    }
    late.forEach(task -> task.task().run());
  }
}
