package org.watchfloor.core.plugins.internal;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what may hang, because a plugin's code runs inside, on threads of its own, and stops waiting
 * at a deadline. Thread-safe.
 */
final class Bounded implements AutoCloseable {
  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread =
                new Thread(task, "watchfloor-plugins-bundle-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  /** What is run. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /**
   * @param what for the reason, like {@code stopping the bundle x}
   * @throws OperationFailed if it throws, or has not ended at the deadline
   */
  void run(String what, Duration deadline, Step step) throws OperationFailed {
    Future<?> running =
        threads.submit(
            () -> {
              step.run();
              return null;
            });
    try {
      running.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new OperationFailed(what + " failed: " + Words.of(cause), cause);
    } catch (TimeoutException e) {
      running.cancel(true);
      throw new OperationFailed(what + " took longer than " + deadline.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new OperationFailed(what + " was interrupted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
