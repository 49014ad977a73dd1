package org.watchfloor.rtcc.plates.internal.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.rtcc.plates.internal.index.DamagedIndex;
import org.watchfloor.rtcc.plates.internal.index.Place;
import org.watchfloor.rtcc.plates.internal.index.ReadIndex;
import org.watchfloor.rtcc.plates.internal.index.Sighting;
import org.watchfloor.rtcc.plates.internal.index.Sought;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/**
 * Keeps the index of this node in step with the reads in the store, whichever node wrote them: they
 * are written in the order of their numbers, and are followed by number. On a thread of its own,
 * and a little before each search. Thread-safe. An index that is missing, damaged or of another
 * store is made again, which health tells.
 */
public final class ReadFinder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadFinder.class);
  private static final long PERIOD_SECONDS = 2;
  private static final long CLOSE_SECONDS = 20;

  /** How long a search waits for what is under way; then it asks the store. */
  private static final long WAIT_MILLIS = 250;

  /** Pages that a search reads itself. */
  private static final int PAGES = 3;

  private static final long EXPIRY_NANOS = TimeUnit.HOURS.toNanos(1);

  /** A file with reads that are over is written again once in half a day. */
  private static final long DUE_MICROS = TimeUnit.HOURS.toMicros(12);

  private final Tables tables;
  private final FollowedReads followed;
  private final ReadIndex index;
  private final Path folder;
  private final ReadTable reads;
  private final IndexProgress progress = new IndexProgress();
  private final ReentrantLock lock = new ReentrantLock();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(ReadFinder::thread);

  private boolean opened;
  private long seen;
  private long expired = System.nanoTime();

  /** Told once; of the thread. */
  private boolean failing;

  private volatile boolean closed;

  /** Why the files can no longer be read; empty while they can. */
  private volatile String lost = "";

  /**
   * @param folder of this node, for nothing else
   * @param reads says how many there are, and which are over
   */
  public ReadFinder(Tables tables, Path folder, ReadTable reads) {
    this.tables = tables;
    this.followed = new FollowedReads(tables);
    this.index = new ReadIndex(folder);
    this.folder = folder;
    this.reads = reads;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-plates-index");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /** To be called once. */
  void start() {
    executor.scheduleWithFixedDelay(this::tryTend, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void tryTend() {
    try {
      tend();
      failing = false;
    } catch (IOException | RuntimeException e) {
      // Thrown on, it would be the last time.
      progress.failed(
          e,
          " It is tried again every "
              + PERIOD_SECONDS
              + " s; look at room and rights of "
              + folder);
      if (!failing && !closed) {
        LOG.warn(
            "The index of plate reads in {} cannot be kept; searches ask the store, which is slow."
                + " Tried again every {} s",
            folder,
            PERIOD_SECONDS,
            e);
      }
      failing = true;
    }
  }

  /** Does all there is to do: reads what came, writes and merges files, leaves out what is over. */
  public void tend() throws IOException {
    tables.store();
    try {
      catchUp();
    } catch (InternalError | IndexOutOfBoundsException e) {
      // While files are merged; the next run makes it again.
      lose(e);
    }
  }

  private void catchUp() throws IOException {
    boolean more = true;
    while (more && !closed) {
      lock.lock();
      try {
        open();
        more = !follow();
        tell(more);
        index.flush();
      } finally {
        lock.unlock();
      }
      while (!closed && index.merge(reads.limit(), () -> closed)) {
        LOG.debug("Files of the index of plate reads were merged");
      }
    }
    if (System.nanoTime() - expired > EXPIRY_NANOS) {
      expire();
      expired = System.nanoTime();
    }
  }

  private void tell(boolean more) {
    if (more) {
      progress.behind(index.count(), reads.count(), System.nanoTime());
    } else {
      progress.whole();
    }
  }

  /** Whether searches use it, and if not, how far it is. */
  HealthResult health() {
    return progress.result();
  }

  /** Leaves out what is over. */
  private void expire() throws IOException {
    long over = reads.limit();
    if (over != Long.MIN_VALUE) {
      index.expire(over, over - DUE_MICROS, () -> closed);
    }
  }

  private void open() throws IOException {
    String why = lost;
    if (!why.isEmpty()) {
      again(why);
      seen = Long.MIN_VALUE;
      opened = true;
      lost = "";
    }
    if (opened) {
      return;
    }
    try {
      index.open();
      if (!sameStore()) {
        LOG.warn("The index of plate reads in {} is of another store and is made again", folder);
        again("it was of another store");
      }
    } catch (DamagedIndex e) {
      LOG.warn("The index of plate reads is made again from the store: {}", e.getMessage());
      again("it was damaged or of another version: " + e.getMessage());
    }
    seen = index.last().map(Place::number).orElse(Long.MIN_VALUE);
    opened = true;
  }

  private void again(String why) throws IOException {
    progress.again(why);
    index.clear();
  }

  /** Whether the store has the newest read of the index, or has deleted it. */
  private boolean sameStore() {
    Optional<Place> last = index.last();
    return last.isEmpty()
        || last.get().time() < reads.limit()
        || followed.has(last.get().number(), last.get().time());
  }

  /** Adds a page of reads; whether it was the last one. */
  private boolean follow() {
    if (index.full()) {
      return false;
    }
    List<Sighting> page = followed.after(seen);
    index.add(page);
    if (!page.isEmpty()) {
      seen = page.get(page.size() - 1).number();
    }
    return page.size() < FollowedReads.PAGE;
  }

  /**
   * Brings the index up to what is in the store now.
   *
   * @return false where that takes too long for a search
   */
  boolean ready() {
    try {
      if (!lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("The search was interrupted", e);
    }
    try {
      boolean last = false;
      for (int page = 0; opened && lost.isEmpty() && !last && page < PAGES; page++) {
        last = follow();
      }
      return last;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Answers by the index where it is ready, and otherwise, or if a file of it turns out to be
   * unreadable, from the store.
   *
   * @param indexed may be ended half way and must leave nothing behind then
   */
  <T> T answer(Supplier<T> indexed, Supplier<T> stored) {
    if (!ready()) {
      return stored.get();
    }
    try {
      return indexed.get();
    } catch (InternalError | IndexOutOfBoundsException e) {
      // So Java tells that a mapped file was cut short or a disk fails; and what is not what was
      // written may point beyond the file.
      lose(e);
      return stored.get();
    }
  }

  private synchronized void lose(Throwable fault) {
    if (!lost.isEmpty()) {
      return; // searches that run at once come upon it together
    }
    LOG.warn(
        "A file of the index of plate reads in {} cannot be read; it is made again", folder, fault);
    String why = "a file of it could not be read: " + fault.getMessage();
    progress.lost(why);
    lost = why;
  }

  /** At most so many reads behind a place, newest first. */
  List<Sighting> find(Sought sought, Place after, int most) {
    return index.find(sought, after, most);
  }

  /** The time, in microseconds, of before which reads are over. */
  long limit() {
    return reads.limit();
  }

  @Override
  public void close() {
    closed = true;
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The index of plate reads in {} is still being written", folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
