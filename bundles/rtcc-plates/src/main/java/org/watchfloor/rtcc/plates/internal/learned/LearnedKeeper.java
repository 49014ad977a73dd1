package org.watchfloor.rtcc.plates.internal.learned;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.Learned;

/**
 * Keeps what reads have taught over restarts, and has it on all nodes: the node that matches reads
 * writes it every five minutes, the others take it from there. None of it is worth a hit: where the
 * store fails or has something else, matching goes on with what is in memory. Thread-safe.
 */
public final class LearnedKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LearnedKeeper.class);
  private static final long PERIOD_MINUTES = 5;
  private static final long CLOSE_SECONDS = 5;
  private static final long UNKNOWN = -1;

  private final LearnedTable table;
  private final HotListIndex index;
  private volatile BooleanSupplier matches = () -> true;
  private final Clock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(LearnedKeeper::thread);

  private long version = UNKNOWN;
  private long reads;
  private boolean failing;

  public LearnedKeeper(Store store, HotListIndex index, Clock clock) {
    this.table = new LearnedTable(store);
    this.index = index;
    this.clock = clock;
    executor.scheduleWithFixedDelay(this::look, PERIOD_MINUTES, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-plates-learned");
    thread.setDaemon(true);
    return thread;
  }

  /** To be called before the first read is matched; never throws. */
  public void start() {
    safely(this::follow);
  }

  /** From now on this node writes while this says that it is the one that matches reads. */
  public void onlyWhile(BooleanSupplier says) {
    matches = says;
  }

  /** To be called when this node begins to match reads: it goes on from what another wrote. */
  public void lead() {
    try {
      executor.execute(this::start);
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed before");
    }
  }

  /** Writes what is known here, or takes over what another node has written. */
  void look() {
    safely(matches.getAsBoolean() ? this::write : this::follow);
  }

  private synchronized void safely(Runnable work) {
    try {
      work.run();
      failing = false;
    } catch (RuntimeException e) {
      // Thrown on, it would be the last look.
      if (!failing) {
        LOG.warn(
            "What reads have taught of the roads is not kept: the store fails; it is tried again"
                + " every {} minutes and matters at the next restart only",
            PERIOD_MINUTES,
            e);
      }
      failing = true;
    }
  }

  private void follow() {
    Optional<LearnedTable.Row> other = table.other(version);
    if (other.isPresent()) {
      take(other.get());
    }
  }

  private void take(LearnedTable.Row row) {
    version = row.version();
    if (version == LearnedTable.NOTHING) {
      return;
    }
    try {
      Learned learned = Learned.parse(row.record());
      reads = learned.reads();
      index.learned(learned, clock.instant());
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "What reads had taught of the roads cannot be used and is learned anew; until about a"
              + " hundred reads came there is no forecast: table plates_learned, {}",
          e.getMessage());
    }
  }

  private void write() {
    if (!index.isLoaded() || index.reads() == reads) {
      return;
    }
    long now = index.reads();
    if (table.write(version, index.learned(clock.instant()).text(), clock.instant())) {
      version++;
      reads = now;
    } else {
      follow();
    }
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    try {
      executor.execute(this::last);
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed before");
    }
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

  private void last() {
    if (matches.getAsBoolean()) {
      safely(this::write);
    }
  }
}
