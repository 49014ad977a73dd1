package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.core.api.journal.JournalStat;
import org.watchfloor.core.api.journal.LocalJournal;
import org.watchfloor.core.api.journal.StoredEntry;

/**
 * The journal on RocksDB. Thread-safe. Open from construction to {@link #close}; after that appends
 * are answered UNAVAILABLE and reads throw {@link IllegalStateException}.
 */
final class RocksJournal implements LocalJournal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RocksJournal.class);
  private static final long SIZE_CACHE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final RocksFiles files;
  private final Positions positions;
  private final Meta meta = new Meta();
  private final Cursors cursors = new Cursors();
  private final Pending pending;
  private final EntryReader reader;
  private final GroupWriter writer;
  private final Copies copies;
  private final Retention retention;
  private final Thread writerThread;
  private final ScheduledExecutorService retentionThread;
  private final LongAdder overloaded = new LongAdder();
  private volatile long diskBytes;
  private volatile long diskBytesUntilNanos = System.nanoTime();

  /**
   * @throws IOException if the files cannot be opened; nothing is left open then
   */
  RocksJournal(Settings settings, Clock clock) throws IOException {
    files = new RocksFiles(settings.directory());
    positions = new Positions(settings.held());
    SideRows side = new SideRows(cursors, positions, meta);
    pending = new Pending(settings.queueEntries(), settings.queueBytes());
    reader = new EntryReader(files, positions);
    writer = new GroupWriter(settings, clock, files, positions, meta, side, pending);
    copies = new Copies(files, positions, meta, side);
    retention = new Retention(settings, clock, files, positions, cursors, reader);
    recover();
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
    LOG.info("Journal open in {}, entries {} to {}", settings.directory(), first(), head());
  }

  private void recover() throws IOException {
    try {
      files.use(
          tables -> {
            positions.recover(tables, meta);
            cursors.load(tables);
            meta.setHeld(tables, positions.held(), positions.head);
            return 0;
          });
    } catch (RocksDBException e) {
      files.close();
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public CompletionStage<Appended> append(Draft draft) {
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

  @Override
  public List<JournalEntry> read(long after, int maxEntries, long maxBytes) {
    try {
      return reader.read(after, maxEntries, maxBytes);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the journal cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public long head() {
    return positions.head;
  }

  @Override
  public long first() {
    return positions.first;
  }

  @Override
  public long positionAt(Instant time) {
    try {
      return reader.positionAt(time);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the journal cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public OptionalLong cursor(String name) {
    return cursors.get(name);
  }

  @Override
  public void moveCursor(String name, long position) {
    cursors.move(name, position);
  }

  @Override
  public void forgetCursor(String name) {
    cursors.forget(name);
  }

  @Override
  public Map<String, Long> cursors() {
    return cursors.all();
  }

  @Override
  public AutoCloseable onWritten(LongConsumer listener) {
    // A fresh object, so that the same listener added twice is removed once by each handle.
    LongConsumer added = listener::accept;
    writer.listeners().add(added);
    return () -> writer.listeners().remove(added);
  }

  @Override
  public JournalStat stat() {
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

  @Override
  public boolean held() {
    return positions.held();
  }

  @Override
  public long written() {
    return positions.written;
  }

  @Override
  public void release(long upTo) {
    if (positions.release(upTo)) {
      writer.tell();
    }
  }

  @Override
  public List<StoredEntry> stored(long after, int maxEntries, long maxBytes) {
    try {
      return copies.stored(after, maxEntries, maxBytes);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the journal cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public CompletionStage<Appended> install(List<StoredEntry> entries) {
    List<StoredEntry> given = List.copyOf(entries);
    return order(() -> copies.install(given));
  }

  @Override
  public void truncate(long after) throws IOException {
    await(order(() -> copies.truncate(after)));
  }

  @Override
  public void restartAt(long first) throws IOException {
    await(order(() -> copies.restartAt(first)));
  }

  @Override
  public long term() {
    return meta.promised();
  }

  @Override
  public void promise(long term) throws IOException {
    await(order(() -> copies.promise(term)));
  }

  @Override
  public void appendIn(long term) {
    meta.appendIn(term);
  }

  @Override
  public long termAt(long position) {
    return position < first() || position > written() ? 0 : meta.termAt(position);
  }

  @Override
  public void checkpoint(Path directory) throws IOException {
    files.checkpoint(directory);
  }

  private CompletableFuture<Appended> order(Pending.Change change) {
    Pending.Job job = new Pending.Job(change, new CompletableFuture<>());
    if (!pending.offer(job)) {
      job.answer().complete(new Appended(Outcome.UNAVAILABLE, 0, "the journal is being closed"));
    }
    return job.answer();
  }

  private static void await(CompletableFuture<Appended> answer) throws IOException {
    try {
      Appended appended = answer.join();
      if (appended.outcome() != Outcome.WRITTEN) {
        throw new IOException(appended.reason());
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new IllegalArgumentException(refused.getMessage(), refused);
      }
      throw e;
    }
  }

  HealthResult health() {
    String failure = writer.failure();
    if (failure != null) {
      return HealthResult.critical(
          "The journal cannot write, signals are refused: "
              + failure
              + ". Free disk space or repair the disk; it goes on by itself.");
    }
    if (!writerThread.isAlive()) {
      return HealthResult.critical("The journal's writer has ended. Restart the center.");
    }
    int corrupt = reader.corruptEntries();
    return corrupt == 0
        ? HealthResult.OK
        : HealthResult.warn(
            corrupt + " corrupt entries were left out. See the log; check the disk.");
  }

  RocksFiles files() {
    return files;
  }

  /** Deletes what retention does not keep; for tests, on the caller's thread. */
  void retain() {
    retention.run();
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
    LOG.info("Journal closed after position {}", head());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
