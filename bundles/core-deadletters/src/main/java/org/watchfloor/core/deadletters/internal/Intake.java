package org.watchfloor.core.deadletters.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.deadletter.DeadLetter;

/**
 * Takes letters in without ever blocking, and writes them on a thread of its own, when there is a
 * store. Thread-safe.
 */
final class Intake implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** Letters, and bytes, that are written in one turn of the store's one writer. */
  private static final int BATCH = 64;

  private static final long BATCH_BYTES = 4L << 20;
  private static final long RETENTION_MINUTES = 60;
  private static final Duration CLOSE = Duration.ofSeconds(3);
  private static final String NO_STORE = "the store is not running";

  private final Supplier<@Nullable Shelf> shelf;
  private final Supplier<Settings> settings;
  private final Clock clock;
  private final Duration retry;
  private final LetterQueue queue = new LetterQueue();
  private final Losses losses;
  private final AtomicBoolean pending = new AtomicBoolean();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(Intake::thread);
  private volatile String trouble = "";

  /**
   * @param shelf null while there is no store
   * @param retry pause after a write that failed
   */
  Intake(
      Supplier<@Nullable Shelf> shelf,
      Supplier<Settings> settings,
      Clock clock,
      Duration retry,
      Losses losses) {
    this.shelf = shelf;
    this.settings = settings;
    this.clock = clock;
    this.retry = retry;
    this.losses = losses;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-deadletters-writer");
    thread.setDaemon(true);
    return thread;
  }

  /** Deletes what is over from now on; a start has better things to do than to begin with it. */
  void start() {
    writer.scheduleWithFixedDelay(this::deleteOld, 1, RETENTION_MINUTES, TimeUnit.MINUTES);
  }

  void take(DeadLetter letter) {
    DeadLetter kept = Letters.cut(letter);
    if (Letters.weight(kept) > settings.get().shareBytes()) {
      losses.add(kept.sourceId(), "it is larger than a source may have");
    } else if (!queue.offer(kept)) {
      losses.add(
          kept.sourceId(),
          trouble().isEmpty() ? "too many came at once" : "too many wait: " + trouble());
    } else {
      wake();
    }
  }

  /** To be called when a store has come. */
  void wake() {
    if (pending.compareAndSet(false, true)) {
      try {
        writer.execute(this::drain);
      } catch (RejectedExecutionException e) {
        LOG.debug("a letter came while the center stops");
      }
    }
  }

  private void drain() {
    pending.set(false);
    Shelf to = shelf.get();
    if (to == null) {
      return; // wakes us when it comes
    }
    try {
      List<DeadLetter> batch = queue.peek(BATCH, BATCH_BYTES);
      while (!batch.isEmpty()) {
        to.add(batch, settings.get());
        queue.done(batch.size());
        batch = queue.peek(BATCH, BATCH_BYTES);
      }
      trouble = "";
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** A reason that stays the same is logged once: it would fill a disk that is full already. */
  private void failed(RuntimeException e) {
    String reason = String.valueOf(e.getMessage());
    if (!reason.equals(trouble)) {
      LOG.warn("{} dead letters wait, they cannot be written: {}", queue.size(), reason, e);
    }
    trouble = reason;
    try {
      writer.schedule(this::wake, retry.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("no further try: the center stops");
    }
  }

  /** Blocks until nothing that is over is left. */
  void deleteOld() {
    Shelf in = shelf.get();
    int days = settings.get().keepDays();
    if (in == null || days == 0) {
      return;
    }
    Instant limit = clock.instant().minus(days, ChronoUnit.DAYS);
    try {
      boolean more = in.deleteOld(limit);
      while (more && !writer.isShutdown()) {
        more = in.deleteOld(limit);
      }
    } catch (RuntimeException e) {
      // Thrown on, it would be the last run.
      LOG.warn("dead letters of more than {} days ago cannot all be deleted", days, e);
    }
  }

  int waiting() {
    return queue.size();
  }

  /** Why letters wait, in words; empty if they need not. */
  String trouble() {
    // Asked anew: the writer has perhaps not had its turn yet.
    return shelf.get() == null ? NO_STORE : trouble;
  }

  /** Writes what waits, if that is quickly done. */
  @Override
  public void close() {
    wake();
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
    if (queue.size() > 0) {
      LOG.warn("{} dead letters are lost: {}", queue.size(), trouble());
    }
  }
}
