package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
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
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;

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
  private final Meta meta;
  private final SideRows side;
  private final HighWater highWater;
  private final Recovery recovery;
  private final Pending pending;
  private final KnownKeys keys = new KnownKeys();

  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();
  private final AtomicLong groups = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile @Nullable String failure;

  /** RocksDB met damage when it tidied up: it does not write any more, however often opened. */
  private volatile boolean damaged;

  private long nextReopenNanos = System.nanoTime();

  GroupWriter(
      Settings settings,
      Clock clock,
      RocksFiles files,
      Positions positions,
      Meta meta,
      SideRows side,
      HighWater highWater,
      Recovery recovery,
      Pending pending) {
    this.settings = settings;
    this.clock = clock;
    this.files = files;
    this.positions = positions;
    this.meta = meta;
    this.side = side;
    this.highWater = highWater;
    this.recovery = recovery;
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

  /** Duplicate keys that could not be looked up. */
  long unreadableKeys() {
    return keys.unreadable();
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
    writeSide(true);
  }

  private void turn(List<Pending.Work> work) {
    if (failure != null) {
      tryReopen();
    }
    if (work.isEmpty()) {
      writeSide(false);
    } else if (work.get(0) instanceof Pending.Job job) {
      change(job);
    } else {
      write(new Group(work, positions.written));
    }
  }

  private void change(Pending.Job job) {
    String broken = failure;
    if (broken != null) {
      job.answer().complete(new Appended(Outcome.UNAVAILABLE, 0, broken));
      return;
    }
    long head = positions.head;
    try {
      Appended answer = job.change().make();
      highWater.wrote(positions.first, positions.written);
      job.answer().complete(answer);
    } catch (IllegalArgumentException e) {
      job.answer().completeExceptionally(e);
    } catch (RocksDBException | RuntimeException | Error e) {
      fail(e);
      String reason = "the journal cannot write: " + e.getMessage();
      job.answer().complete(new Appended(Outcome.UNAVAILABLE, 0, reason));
    }
    if (positions.head > head) {
      tell();
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
      highWater.reserve(positions.written + group.size());
      files.use(tables -> commit(group, tables, millis));
    } catch (IOException | RocksDBException | RuntimeException | Error e) {
      fail(e);
      group.fail("the journal cannot write: " + e.getMessage());
      refused.addAndGet(group.size());
      return;
    }
    positions.lastMillis = millis;
    boolean visible = count(group);
    highWater.wrote(positions.first, positions.written);
    group.succeed();
    if (visible) {
      tell();
    }
  }

  private int commit(Group group, Tables tables, long millis) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch();
        WriteOptions options = new WriteOptions().setSync(true)) {
      group.fill(batch, tables, keys, meta, positions.first, millis);
      if (group.added() > 0) {
        long from = positions.written + 1;
        long term = meta.appendTerm(positions.written);
        meta.putTerm(batch, tables, from, term);
        side.write(tables, options, batch);
        meta.began(from, term);
      }
      return batch.count();
    }
  }

  /** True if entries became visible. */
  private boolean count(Group group) {
    duplicates.addAndGet(group.size() - group.added());
    if (group.added() == 0) {
      return false;
    }
    groups.incrementAndGet();
    written.addAndGet(group.added());
    return positions.wrote(positions.written + 1, group.head());
  }

  /** Without a sync but for the last one: a cursor that is lost costs a repeat, not an entry. */
  private void writeSide(boolean sync) {
    if (failure != null || !side.any()) {
      return;
    }
    try (WriteBatch batch = new WriteBatch();
        WriteOptions options = new WriteOptions().setSync(sync)) {
      files.use(
          tables -> {
            side.write(tables, options, batch);
            return 0;
          });
    } catch (RocksDBException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable cause) {
    LOG.error("The journal cannot write; signals are refused until it can", cause);
    damaged |= cause instanceof RocksDBException fault && RocksFiles.isCorruption(fault);
    failure = String.valueOf(cause.getMessage());
  }

  /** What a person can do about the failure. */
  String advice() {
    return damaged
        ? RocksFiles.restore(settings.directory())
        : ". Free disk space or repair the disk; it goes on by itself.";
  }

  private void tryReopen() {
    if (System.nanoTime() - nextReopenNanos < 0) {
      return;
    }
    nextReopenNanos = System.nanoTime() + REOPEN_NANOS;
    try {
      files.reopen();
      long before = positions.head;
      files.recover(recovery);
      failure = null;
      LOG.info("The journal can write again, after position {}", positions.written);
      if (positions.head > before) {
        tell();
      }
    } catch (IOException | RocksDBException | RuntimeException e) {
      failure = String.valueOf(e.getMessage());
    }
  }

  /** Tells the listeners what is visible: here, or where entries were released. */
  void tell() {
    for (LongConsumer listener : listeners) {
      try {
        listener.accept(positions.head);
      } catch (RuntimeException e) {
        LOG.error("A listener of the journal failed", e);
      }
    }
  }
}
