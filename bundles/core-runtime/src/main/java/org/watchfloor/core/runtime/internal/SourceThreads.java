package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that one source works with; none is there before it is used. Thread-safe. */
final class SourceThreads {
  /** A stream, a snapshot and a check may block at once, and something must still tick. */
  static final int SCHEDULER_THREADS = 4;

  static final int RECEIPT_THREADS = 1;

  private static final long IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor scheduler;
  private final ThreadPoolExecutor receipts;

  SourceThreads(String sourceId, ClassLoader loader, ThreadGroup group, Gate gate) {
    scheduler =
        new ScheduledThreadPoolExecutor(
            SCHEDULER_THREADS,
            Threads.source(sourceId, "scheduler", loader, group),
            (task, executor) -> {
              gate.pass(); // counts it
              throw new RejectedExecutionException("source " + sourceId + " is closed");
            });
    scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    scheduler.allowCoreThreadTimeOut(true);
    scheduler.setRemoveOnCancelPolicy(true);
    receipts =
        new ThreadPoolExecutor(
            RECEIPT_THREADS,
            RECEIPT_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Threads.source(sourceId, "receipts", loader, group));
    receipts.allowCoreThreadTimeOut(true);
  }

  ScheduledThreadPoolExecutor scheduler() {
    return scheduler;
  }

  /** Where a plugin's reaction to a receipt runs, so that it holds up nobody else's. */
  Executor receipts() {
    return receipts;
  }

  void shutdown() {
    scheduler.shutdownNow();
    receipts.shutdownNow();
  }

  /** False if a thread is still running after so long. */
  boolean await(Duration patience) {
    try {
      long end = System.nanoTime() + patience.toNanos();
      return scheduler.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)
          && receipts.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
