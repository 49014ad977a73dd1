package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hourly job that deletes the oldest entries together with their duplicate keys. Runs on one
 * thread of its own; ends early when that is interrupted. The last entry is never deleted.
 */
final class Retention implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int CHUNK = 5_000;

  private final RetentionPlan plan;
  private final RocksFiles files;
  private final Positions positions;
  private final Cursors cursors;
  private final HighWater highWater;
  private final Map<String, Long> dropped = new ConcurrentHashMap<>();
  private volatile String said = "";

  Retention(
      RetentionPlan plan,
      RocksFiles files,
      Positions positions,
      Cursors cursors,
      HighWater highWater) {
    this.plan = plan;
    this.files = files;
    this.positions = positions;
    this.cursors = cursors;
    this.highWater = highWater;
  }

  /** What a person should know, in words; empty for nothing. */
  String said() {
    return said;
  }

  /** Entries deleted since start that a subscriber had not handled. */
  long dropped(String name) {
    return dropped.getOrDefault(name, 0L);
  }

  @Override
  public void run() {
    try {
      RetentionPlan.Decision decision = plan.decide();
      long from = positions.first;
      long end = decision.end();
      if (from > 0 && end > from) {
        count(end);
        delete(end);
        LOG.info("Journal entries {} to {} are deleted by retention", from, positions.first - 1);
      }
      say(decision);
    } catch (IOException | RocksDBException | RuntimeException e) {
      LOG.error("Retention of the journal failed; it is tried again in an hour", e);
    }
  }

  private void say(RetentionPlan.Decision decision) {
    String words = decision.words();
    if (!words.isEmpty() && !words.equals(said)) {
      LOG.warn("{}", words);
    }
    String gone =
        new TreeMap<>(dropped)
            .entrySet().stream()
                .map(entry -> entry.getValue() + " of subscriber " + entry.getKey())
                .collect(Collectors.joining(", "));
    said =
        gone.isEmpty()
            ? words
            : words + " Retention deleted entries that were not handled: " + gone + ".";
  }

  /** Says whose entries go before they do. */
  private void count(long end) {
    long first = positions.first;
    cursors
        .all()
        .forEach(
            (name, position) -> {
              long unhandled = end - 1 - Math.max(position, first - 1);
              if (unhandled > 0) {
                LOG.warn(
                    "Retention deletes {} entries that subscriber {} has not handled",
                    unhandled,
                    name);
                dropped.merge(name, unhandled, Long::sum);
              }
            });
  }

  /**
   * What deletes goes into files of its own: a file that has entries as well would look as if
   * entries were missing from it, see {@link Holes}.
   */
  private void delete(long end) throws IOException, RocksDBException {
    highWater.keeps(end);
    flush();
    while (positions.first < end && !Thread.currentThread().isInterrupted()) {
      deleteTo(Math.min(positions.first + CHUNK, end));
    }
    flush();
    freeFiles();
  }

  private void flush() throws RocksDBException {
    files.use(
        tables -> {
          try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            tables.db.flush(options, tables.entries);
            return 0;
          }
        });
  }

  /** Keys and entries go in one batch: a key without its entry would refuse a signal for ever. */
  private void deleteTo(long end) throws RocksDBException {
    long first = positions.first;
    positions.first = end;
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
