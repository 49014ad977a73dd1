package org.watchfloor.core.runtime.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs the tasks of one source one after the other, in order, on threads shared by all sources: the
 * source's one lock, on which nobody waits. Thread-safe.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final String sourceId;
  private final Executor executor;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  Lane(String sourceId, Executor executor) {
    this.sourceId = sourceId;
    this.executor = executor;
  }

  /** The future completes when the task has run, whether it failed or not. */
  CompletableFuture<@Nullable Void> post(Runnable task) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    synchronized (tasks) {
      tasks.add(() -> run(task, done));
      if (running) {
        return done;
      }
      running = true;
    }
    try {
      executor.execute(this::drain);
    } catch (RejectedExecutionException e) {
      done.cancel(false); // the platform has stopped
    }
    return done;
  }

  private void drain() {
    MDC.put("source", sourceId);
    try {
      for (Runnable task = next(); task != null; task = next()) {
        task.run();
      }
    } finally {
      MDC.remove("source");
    }
  }

  private @Nullable Runnable next() {
    synchronized (tasks) {
      Runnable task = tasks.poll();
      running = task != null;
      return task;
    }
  }

  private void run(Runnable task, CompletableFuture<@Nullable Void> done) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("the supervision of source {} failed", sourceId, e);
    } finally {
      done.complete(null);
    }
  }
}
