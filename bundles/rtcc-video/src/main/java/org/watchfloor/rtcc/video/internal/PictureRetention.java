package org.watchfloor.rtcc.video.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the rows of pictures that are too old, each hour, on a thread of its own, in small
 * transactions: who else writes waits for one of them at most. Thread-safe. The pictures themselves
 * are deleted by the media store.
 */
final class PictureRetention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PictureRetention.class);
  private static final long PERIOD_MINUTES = 60;
  private static final long CLOSE_SECONDS = 5;

  /** Rows in one transaction; small rows, a few milliseconds. */
  static final int PIECE = 1_000;

  private final PictureTable table;
  private final Duration age;
  private final Clock clock;
  private volatile BooleanSupplier ours = () -> true;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(PictureRetention::thread);

  /**
   * @param age zero for no limit
   */
  PictureRetention(PictureTable table, Duration age, Clock clock) {
    this.table = table;
    this.age = age;
    this.clock = clock;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-video-retention");
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
    long gone = 0;
    try {
      int piece = age.isZero() ? 0 : PIECE;
      while (piece == PIECE && !executor.isShutdown()) {
        piece = table.deleteBefore(clock.instant().minus(age), PIECE);
        gone += piece;
      }
    } catch (RuntimeException e) {
      // Thrown on, it would be the last run.
      LOG.warn(
          "Rows of pictures older than {} days cannot all be deleted; tried again in {} minutes",
          age.toDays(),
          PERIOD_MINUTES,
          e);
    }
    if (gone > 0) {
      LOG.info("Deleted {} rows of pictures older than {} days", gone, age.toDays());
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
