package org.watchfloor.core.isolation.internal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task at a time, now or later, on a thread of its own; and a second thread that only beats,
 * because a task may wait long for a JVM. Thread-safe.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /** A JVM that is being started is given up at once, one that is stopped within seconds. */
  private static final long CLOSE_SECONDS = 20;

  private final ScheduledThreadPoolExecutor tasks;
  private final ScheduledThreadPoolExecutor beats;

  Lane(String name) {
    tasks = executor("watchfloor-isolation-" + name);
    beats = executor("watchfloor-isolation-" + name + "-beat");
  }

  private static ScheduledThreadPoolExecutor executor(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              thread.setContextClassLoader(Lane.class.getClassLoader());
              return thread;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  void post(Runnable task) {
    post(task, Duration.ZERO);
  }

  void post(Runnable task, Duration delay) {
    try {
      tasks.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed", e);
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("an isolated plugin's task failed", e);
    }
  }

  ScheduledFuture<?> every(Runnable task, Duration period) {
    return beats.scheduleWithFixedDelay(
        () -> run(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Gives up what runs and what waits, runs a last task, and returns when it is done. */
  void closeAfter(Runnable last) {
    tasks.shutdownNow();
    try {
      boolean free = tasks.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
      if (!free) {
        LOG.warn("an isolated plugin's task does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    run(last);
    beats.shutdownNow();
  }
}
