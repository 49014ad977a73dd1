package org.watchfloor.camel.routing.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Runs one source's tasks in order, one at a time, on a shared pool: a decoder that hangs holds one
 * thread and not the pool. Thread-safe.
 */
final class Lane {
  /** Tasks in a row before the pool may turn to another source. */
  private static final int TURN = 16;

  /** What became of a task that was offered. */
  enum Offer {
    QUEUED,
    FULL,
    CLOSED
  }

  private final Executor pool;
  private final int capacity;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean running;
  private boolean closed;

  Lane(Executor pool, int capacity) {
    this.pool = pool;
    this.capacity = capacity;
  }

  synchronized Offer offer(Runnable task) {
    if (closed) {
      return Offer.CLOSED;
    }
    if (waiting.size() >= capacity) {
      return Offer.FULL;
    }
    waiting.add(task);
    if (!running) {
      running = true;
      pool.execute(this::turn);
    }
    return Offer.QUEUED;
  }

  /** Takes no more tasks, and gives back those that did not begin. */
  synchronized List<Runnable> close() {
    closed = true;
    List<Runnable> left = new ArrayList<>(waiting);
    waiting.clear();
    return left;
  }

  private void turn() {
    for (int i = 0; i < TURN; i++) {
      Runnable task = next();
      if (task == null) {
        return;
      }
      task.run();
    }
    pool.execute(this::turn);
  }

  private synchronized @org.jspecify.annotations.Nullable Runnable next() {
    Runnable task = waiting.poll();
    running = task != null;
    return task;
  }
}
