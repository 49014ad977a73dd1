package org.watchfloor.core.journal.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.rocksdb.Range;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hourly job that deletes the oldest entries together with their duplicate keys. Runs on one
 * thread of its own; ends early when that is interrupted. The last entry is never deleted: it
 * carries the position to go on from.
 */
final class Retention implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int CHUNK = 5_000;

  private final Settings settings;
  private final Clock clock;
  private final RocksFiles files;
  private final Positions positions;
  private final Cursors cursors;
  private final EntryReader reader;

  Retention(
      Settings settings,
      Clock clock,
      RocksFiles files,
      Positions positions,
      Cursors cursors,
      EntryReader reader) {
    this.settings = settings;
    this.clock = clock;
    this.files = files;
    this.positions = positions;
    this.cursors = cursors;
    this.reader = reader;
  }

  @Override
  public void run() {
    try {
      long from = positions.first;
      long end = Math.min(Math.max(endByAge(), endByBytes()), positions.head);
      if (from == 0 || end <= from) {
        return;
      }
      warnOfCursorsBefore(end);
      while (positions.first < end && !Thread.currentThread().isInterrupted()) {
        deleteTo(Math.min(positions.first + CHUNK, end));
      }
      freeFiles();
      LOG.info("Journal entries {} to {} are deleted by retention", from, positions.first - 1);
    } catch (RocksDBException | RuntimeException e) {
      LOG.error("Retention of the journal failed; it is tried again in an hour", e);
    }
  }

  /** First position that age alone would keep. */
  private long endByAge() throws RocksDBException {
    return settings.retentionDays() == 0
        ? 0
        : reader.positionAt(clock.instant().minus(Duration.ofDays(settings.retentionDays())));
  }

  /** First position that size alone would keep, if all entries were of one size. */
  private long endByBytes() throws RocksDBException {
    long first = positions.first;
    long head = positions.head;
    if (settings.retentionBytes() == 0 || head == 0) {
      return 0;
    }
    long bytes = files.use(tables -> size(tables, first, head));
    double excess = 1 - (double) settings.retentionBytes() / Math.max(1, bytes);
    return excess <= 0 ? 0 : first + (long) Math.ceil((head - first + 1) * excess);
  }

  private static long size(Tables tables, long first, long head) {
    try (Slice from = new Slice(EntryCodec.position(first));
        Slice to = new Slice(EntryCodec.position(head + 1))) {
      return tables
          .db
          .getApproximateSizes(
              tables.entries,
              List.of(new Range(from, to)),
              SizeApproximationFlag.INCLUDE_FILES,
              SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
    }
  }

  private void warnOfCursorsBefore(long end) {
    cursors
        .all()
        .forEach(
            (name, position) -> {
              if (position < end - 1) {
                LOG.warn(
                    "Retention deletes up to {} entries that subscriber {} has not handled",
                    end - 1 - Math.max(position, positions.first - 1),
                    name);
              }
            });
  }

  /** Keys and entries go in one batch: a key without its entry would refuse a signal for ever. */
  private void deleteTo(long end) throws RocksDBException {
    long first = positions.first;
    files.use(
        tables -> {
          try (WriteBatch batch = new WriteBatch();
              WriteOptions options = new WriteOptions()) {
            addKeys(batch, tables, first, end);
            batch.deleteRange(tables.entries, EntryCodec.position(first), EntryCodec.position(end));
            tables.db.write(options, batch);
            return 0;
          }
        });
    positions.first = end;
  }

  private static void addKeys(WriteBatch batch, Tables tables, long first, long end)
      throws RocksDBException {
    try (RocksIterator rows = tables.db.newIterator(tables.entries)) {
      for (rows.seek(EntryCodec.position(first)); rows.isValid(); rows.next()) {
        long position = EntryCodec.position(rows.key());
        if (position >= end) {
          return;
        }
        try {
          byte[] key = EntryCodec.storedKey(position, rows.value());
          if (key.length > 0) {
            batch.delete(tables.keys, key);
          }
        } catch (CorruptEntry e) {
          // Its key stays and does no harm: one that leads before the first entry counts as new.
          LOG.warn("Journal entry {} is corrupt and deleted by retention", position);
        }
      }
    }
  }

  /** Gives whole files back at once; the rest goes with RocksDB's next compaction. */
  private void freeFiles() throws RocksDBException {
    files.use(
        tables -> {
          tables.db.deleteFilesInRanges(
              tables.entries,
              List.of(EntryCodec.position(0), EntryCodec.position(positions.first)),
              false);
          return 0;
        });
  }
}
