package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes entries: takes what waits, writes it as one synced group, answers.
 *
 * <p>After a write that failed nothing is written to the same RocksDB again, because part of the
 * failed group may be on disk: the files are opened anew first, which tells. Until that works,
 * about once a second, every draft is answered UNAVAILABLE.
 */
final class GroupWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
  private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Settings settings;
  private final Clock clock;
  private final RocksFiles files;
  private final Positions positions;
  private final Cursors cursors;
  private final Pending pending;

  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();
  private final AtomicLong groups = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile @Nullable String failure;
  private long nextReopenNanos = System.nanoTime();

  GroupWriter(
      Settings settings,
      Clock clock,
      RocksFiles files,
      Positions positions,
      Cursors cursors,
      Pending pending) {
    this.settings = settings;
    this.clock = clock;
    this.files = files;
    this.positions = positions;
    this.cursors = cursors;
    this.pending = pending;
  }

  List<LongConsumer> listeners() {
    return listeners;
  }

  long written() {
    return written.get();
  }

  long duplicates() {
    return duplicates.get();
  }

  long groups() {
    return groups.get();
  }

  long refused() {
    return refused.get();
  }

  /** Why the last write failed; null while the journal can write. */
  @Nullable String failure() {
    return failure;
  }

  @Override
  public void run() {
    while (!pending.done()) {
      try {
        turn(
            pending.take(
                settings.groupEntries(), settings.groupBytes(), settings.cursorIntervalMillis()));
      } catch (InterruptedException e) {
        // Only close() ends this thread: a callback's stray interrupt must not end the journal.
        LOG.warn("The journal's writer was interrupted by a callback; it goes on");
      }
    }
    writeCursors(true);
  }

  private void turn(List<Pending.Item> items) {
    if (failure != null) {
      tryReopen();
    }
    if (!items.isEmpty()) {
      write(new Group(items, positions.head));
    } else if (cursors.anyMoved()) {
      writeCursors(false);
    }
  }

  private void write(Group group) {
    String broken = failure;
    if (broken != null) {
      group.fail(broken);
      refused.addAndGet(group.size());
      return;
    }
    // A clock that is set back must not put entries before older ones: positionAt searches by time.
    long millis = Math.max(clock.millis(), positions.lastMillis);
    try {
      files.use(tables -> commit(group, tables, millis));
    } catch (RocksDBException | RuntimeException | Error e) {
      fail(e);
      group.fail("the journal cannot write: " + e.getMessage());
      refused.addAndGet(group.size());
      return;
    }
    positions.lastMillis = millis;
    count(group);
    group.succeed();
    if (group.added() > 0) {
      tell();
    }
  }

  private int commit(Group group, Tables tables, long millis) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch();
        WriteOptions options = new WriteOptions().setSync(true)) {
      group.fill(batch, tables, positions.first, millis);
      if (group.added() > 0) {
        writeWithCursors(tables, options, batch);
      }
      return batch.count();
    }
  }

  private void writeWithCursors(Tables tables, WriteOptions options, WriteBatch batch)
      throws RocksDBException {
    Set<String> moved = cursors.writeTo(batch, tables);
    try {
      tables.db.write(options, batch);
    } catch (RocksDBException e) {
      cursors.failed(moved);
      throw e;
    }
  }

  private void count(Group group) {
    duplicates.addAndGet(group.size() - group.added());
    if (group.added() > 0) {
      groups.incrementAndGet();
      written.addAndGet(group.added());
      if (positions.first == 0) {
        positions.first = 1;
      }
      positions.head = group.head();
    }
  }

  /** Without a sync but for the last one: a cursor that is lost costs a repeat, not an entry. */
  private void writeCursors(boolean sync) {
    if (failure != null || !cursors.anyMoved()) {
      return;
    }
    try (WriteBatch batch = new WriteBatch();
        WriteOptions options = new WriteOptions().setSync(sync)) {
      files.use(
          tables -> {
            writeWithCursors(tables, options, batch);
            return 0;
          });
    } catch (RocksDBException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable cause) {
    LOG.error("The journal cannot write; signals are refused until it can", cause);
    failure = String.valueOf(cause.getMessage());
  }

  private void tryReopen() {
    if (System.nanoTime() - nextReopenNanos < 0) {
      return;
    }
    nextReopenNanos = System.nanoTime() + REOPEN_NANOS;
    try {
      files.reopen();
      long before = positions.head;
      files.use(
          tables -> {
            positions.recover(tables);
            return 0;
          });
      failure = null;
      LOG.info("The journal can write again, after position {}", positions.head);
      if (positions.head > before) {
        tell();
      }
    } catch (IOException | RocksDBException | RuntimeException e) {
      failure = String.valueOf(e.getMessage());
    }
  }

  private void tell() {
    for (LongConsumer listener : listeners) {
      try {
        listener.accept(positions.head);
      } catch (RuntimeException e) {
        LOG.error("A listener of the journal failed", e);
      }
    }
  }
}
