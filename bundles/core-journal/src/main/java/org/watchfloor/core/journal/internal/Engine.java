package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.JournalStat;

/**
 * The parts of an open journal and their threads. Open from construction to {@link #close}.
 * Thread-safe.
 */
final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final long SIZE_CACHE_NANOS = TimeUnit.SECONDS.toNanos(5);

  final RocksFiles files;
  final Positions positions;
  final Meta meta = new Meta();
  private final HighWater highWater;
  private final Recovery recovery;
  final Cursors cursors;
  private final Pending pending;
  final EntryReader reader;
  final GroupWriter writer;
  final Copies copies;
  final Retention retention;
  private final Thread writerThread;
  private final ScheduledExecutorService retentionThread;
  private final LongAdder overloaded = new LongAdder();
  private volatile long diskBytes;
  private volatile long diskBytesUntilNanos = System.nanoTime();

  /**
   * @param nanos what retention compares the clock with
   * @throws IOException if the files cannot be opened; nothing is left open then
   */
  Engine(Settings settings, Clock clock, LongSupplier nanos) throws IOException {
    cursors = new Cursors(clock);
    files = new RocksFiles(settings.directory());
    positions = new Positions(settings.held());
    SideRows side = new SideRows(cursors, positions, meta);
    highWater = files.highWater();
    recovery = new Recovery(positions, meta, highWater);
    pending = new Pending(settings.queueEntries(), settings.queueBytes());
    reader = new EntryReader(files, positions);
    writer =
        new GroupWriter(
            settings, clock, files, positions, meta, side, highWater, recovery, pending);
    copies = new Copies(files, positions, meta, side, highWater);
    recover();
    TrustedTime time = new TrustedTime(clock, nanos, positions.lastMillis);
    RetentionPlan plan =
        new RetentionPlan(settings, clock, time, files, positions, cursors, reader);
    retention = new Retention(plan, files, positions, cursors, highWater);
    writerThread = new Thread(writer, "journal-writer");
    writerThread.setDaemon(true);
    writerThread.start();
    retentionThread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "journal-retention");
              thread.setDaemon(true);
              return thread;
            });
    retentionThread.scheduleWithFixedDelay(retention, 1, 60, TimeUnit.MINUTES);
    LOG.info(
        "Journal open in {}, entries {} to {}",
        settings.directory(),
        positions.first,
        positions.written);
  }

  private void recover() throws IOException {
    try {
      files.recover(recovery);
      files.use(
          tables -> {
            cursors.load(tables);
            return 0;
          });
    } catch (RocksDBException | IOException | RuntimeException e) {
      files.close();
      throw new IOException(e.getMessage(), e);
    }
  }

  CompletableFuture<Appended> append(Draft draft) {
    Pending.Item item = Pending.Item.of(draft);
    switch (pending.offer(item)) {
      case TAKEN -> {}
      case FULL -> {
        overloaded.increment();
        item.answer()
            .complete(new Appended(Outcome.OVERLOADED, 0, "too many signals wait for the disk"));
      }
      case CLOSED ->
          item.answer()
              .complete(new Appended(Outcome.UNAVAILABLE, 0, "the journal is being closed"));
    }
    return item.answer();
  }

  /** Has the writer make a change between two groups. */
  CompletableFuture<Appended> order(Pending.Change change) {
    Pending.Job job = new Pending.Job(change, new CompletableFuture<>());
    if (!pending.offer(job)) {
      job.answer().complete(new Appended(Outcome.UNAVAILABLE, 0, "the journal is being closed"));
    }
    return job.answer();
  }

  JournalStat stat() {
    return new JournalStat(
        writer.written(),
        writer.duplicates(),
        writer.groups(),
        pending.size(),
        overloaded.sum() + writer.refused(),
        diskBytes());
  }

  /** Listing the directory is not free, and metrics are asked for by everyone. */
  private long diskBytes() {
    long now = System.nanoTime();
    if (now - diskBytesUntilNanos >= 0) {
      diskBytesUntilNanos = now + SIZE_CACHE_NANOS;
      diskBytes = files.diskBytes();
    }
    return diskBytes;
  }

  long lostUpTo() {
    return recovery.lostUpTo();
  }

  HealthResult health() {
    String failure = writer.failure();
    if (failure != null) {
      return HealthResult.critical(
          "The journal cannot write, signals are refused: " + failure + writer.advice());
    }
    if (!writerThread.isAlive()) {
      return HealthResult.critical("The journal's writer has ended. Restart the center.");
    }
    return damage();
  }

  private HealthResult damage() {
    int corrupt = reader.corruptEntries();
    String words =
        (recovery.said().isEmpty()
                ? ""
                : recovery.said() + ". See rtcc:journal-check; check the disk. ")
            + (retention.said().isEmpty() ? "" : retention.said() + " ")
            + (corrupt == 0
                ? ""
                : corrupt
                    + " corrupt entries were left out. See rtcc:journal-check; check the disk. ");
    if (writer.unreadableKeys() > 0) {
      words +=
          writer.unreadableKeys()
              + " duplicate keys cannot be read: signals sent twice are taken twice. See the log. ";
    }
    return words.isEmpty() ? HealthResult.OK : HealthResult.warn(words.strip());
  }

  /** Writes what waits, then closes. Returns when all of RocksDB is closed. */
  @Override
  public void close() {
    pending.close();
    retentionThread.shutdownNow();
    boolean interrupted = false;
    while (writerThread.isAlive()) {
      try {
        writerThread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    files.close();
    LOG.info("Journal closed after position {}", positions.head);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
