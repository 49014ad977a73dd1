package org.watchfloor.rtcc.signals.internal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes signals that are over, each hour, on a thread of its own. Thread-safe. It deletes in
 * small transactions: the store has one writer, who gives turns in order of arrival, so that
 * whoever else writes waits for one of them at most.
 */
final class RetentionJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
  private static final long PERIOD_MINUTES = 60;
  private static final long CLOSE_SECONDS = 5;

  /** Rows in one transaction. */
  static final int PIECE = 1_000;

  private final SignalTable table;
  private volatile BooleanSupplier ours = () -> true;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(RetentionJob::thread);

  RetentionJob(SignalTable table) {
    this.table = table;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-signals-retention");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * To be called once.
   *
   * @param after the first run; a start has better things to do
   */
  void start(long after, TimeUnit unit) {
    long period = unit.convert(PERIOD_MINUTES, TimeUnit.MINUTES);
    executor.scheduleWithFixedDelay(this::runIfOurs, after, period, unit);
  }

  /** From now on it is done while this says so: of several nodes on one store one does it. */
  void onlyWhile(BooleanSupplier says) {
    ours = says;
  }

  private void runIfOurs() {
    if (ours.getAsBoolean()) {
      run();
    }
  }

  /** Returns when nothing is left that is over, or soon after {@link #close}. */
  void run() {
    Retention retention = table.retention();
    if (retention.days() > 0) {
      drop(retention.days());
      run("received more than " + retention.days() + " days ago", table::deleteOld);
    }
    run("above the newest " + retention.signals(), table::deleteExcess);
  }

  private void drop(int days) {
    try {
      long gone = table.dropOld();
      if (gone > 0) {
        LOG.info("Dropped the days of {} signals received more than {} days ago", gone, days);
      }
    } catch (RuntimeException e) {
      // Thrown on, it would be the last run.
      LOG.warn(
          "Days of signals that are over cannot all be dropped; tried again in {} minutes",
          PERIOD_MINUTES,
          e);
    }
  }

  private void run(String which, IntUnaryOperator delete) {
    long gone = 0;
    try {
      int piece = PIECE;
      while (piece == PIECE && !executor.isShutdown()) {
        piece = delete.applyAsInt(PIECE);
        gone += piece;
      }
    } catch (RuntimeException e) {
      // Thrown on, it would be the last run.
      LOG.warn(
          "Signals {} cannot all be deleted; tried again in {} minutes", which, PERIOD_MINUTES, e);
    }
    if (gone > 0) {
      LOG.info("Deleted {} signals {}", gone, which);
    }
  }

  /** Ends after the transaction that is under way. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
