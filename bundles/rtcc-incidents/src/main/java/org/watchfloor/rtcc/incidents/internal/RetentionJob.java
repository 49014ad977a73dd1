package org.watchfloor.rtcc.incidents.internal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.store.Work;

/**
 * Forgets what {@link Seen} need not know any more, each hour, on a thread of its own, in small
 * transactions: who else writes waits for one of them at most. Thread-safe. Rows of the queue and
 * incidents are the agency's record and are never deleted.
 */
final class RetentionJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
  private static final long PERIOD_MINUTES = 60;
  private static final long CLOSE_SECONDS = 5;

  /** Rows in one transaction; small rows, a few milliseconds. */
  static final int PIECE = 1_000;

  private final Tables tables;
  private final Seen seen;
  private volatile BooleanSupplier ours = () -> true;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(RetentionJob::thread);

  RetentionJob(Tables tables, Seen seen) {
    this.tables = tables;
    this.seen = seen;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-incidents-retention");
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

  /** Returns when nothing is left that is too old, or soon after {@link #close}. */
  void run() {
    if (seen.retention().isZero()) {
      return;
    }
    long days = seen.retention().toDays();
    try {
      long alerts = all(c -> seen.forgetAlerts(c, PIECE));
      long pictures = all(c -> seen.forgetPictures(c, PIECE));
      if (alerts + pictures > 0) {
        LOG.info(
            "Forgot {} ids of repeated alerts and {} pictures without an incident, older than {}"
                + " days",
            alerts,
            pictures,
            days);
      }
    } catch (RuntimeException e) {
      // Thrown on, it would be the last run.
      LOG.warn(
          "Ids of alerts older than {} days cannot be deleted; tried again in {} minutes",
          days,
          PERIOD_MINUTES,
          e);
    }
  }

  private long all(Work<Integer> piece) {
    long gone = 0;
    int last = PIECE;
    while (last == PIECE && !executor.isShutdown()) {
      last = tables.store().write(piece);
      gone += last;
    }
    return gone;
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
