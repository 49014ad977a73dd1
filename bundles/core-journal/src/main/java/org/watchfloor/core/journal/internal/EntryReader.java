package org.watchfloor.core.journal.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.journal.JournalEntry;

/** Reads entries; corrupt ones are logged once, counted and left out. Thread-safe. */
final class EntryReader {
  private static final Logger LOG = LoggerFactory.getLogger(EntryReader.class);
  private static final int MAX_REMEMBERED = 10_000;

  private final RocksFiles files;
  private final Positions positions;
  private final Set<Long> corrupt = ConcurrentHashMap.newKeySet();

  EntryReader(RocksFiles files, Positions positions) {
    this.files = files;
    this.positions = positions;
  }

  /** Collects entries up to the caller's limits. */
  private static final class Page {
    private final List<JournalEntry> entries = new ArrayList<>();
    private final int maxEntries;
    private long bytesLeft;

    Page(int maxEntries, long maxBytes) {
      this.maxEntries = maxEntries;
      this.bytesLeft = maxBytes;
    }

    void add(JournalEntry entry) {
      entries.add(entry);
      bytesLeft -= entry.payload().length;
    }

    boolean full() {
      return entries.size() >= maxEntries || (bytesLeft < 0 && !entries.isEmpty());
    }
  }

  /** How many corrupt entries were met, at most 10,000. */
  int corruptEntries() {
    return corrupt.size();
  }

  List<JournalEntry> read(long after, int maxEntries, long maxBytes) throws RocksDBException {
    return readUpTo(after, positions.head, maxEntries, maxBytes);
  }

  private List<JournalEntry> readUpTo(long after, long last, int maxEntries, long maxBytes)
      throws RocksDBException {
    Page page = new Page(maxEntries, maxBytes);
    return files.use(
        tables -> {
          long next = Math.max(after + 1, positions.first);
          while (next <= last && !page.full()) {
            next = scan(tables, next, last, page);
          }
          return page.entries;
        });
  }

  /** Reads on until the page is full, the end, or a block that is corrupt; gives the next. */
  private long scan(Tables tables, long from, long last, Page page) throws RocksDBException {
    long next = from;
    try (ReadOptions options = new ReadOptions();
        RocksIterator rows = tables.db.newIterator(tables.entries, options)) {
      for (rows.seek(EntryCodec.position(from)); rows.isValid(); rows.next()) {
        long position = EntryCodec.position(rows.key());
        if (position > last) {
          return position;
        }
        next = position + 1;
        add(position, rows.value(), page);
        if (page.full()) {
          return next;
        }
      }
      rows.status();
      return last + 1;
    } catch (RocksDBException e) {
      if (!RocksFiles.isCorruption(e)) {
        throw e;
      }
      // The block's other entries are tried as well, one by one.
      report(next, String.valueOf(e.getMessage()));
      return next + 1;
    }
  }

  private void add(long position, byte[] value, Page page) {
    try {
      EntryCodec.check(position, value);
      if (!EntryCodec.isLost(value)) {
        page.add(EntryCodec.decode(position, value));
      }
    } catch (CorruptEntry e) {
      report(position, String.valueOf(e.getMessage()));
    }
  }

  private void report(long position, String reason) {
    if (corrupt.size() < MAX_REMEMBERED && corrupt.add(position)) {
      LOG.error("Journal entry {} is corrupt and left out: {}", position, reason);
    }
  }

  /** By bisection: times never go back from one entry to the next. */
  long positionAt(Instant time) throws RocksDBException {
    long low = Math.max(1, positions.first);
    long high = positions.head + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      List<JournalEntry> found = readUpTo(middle - 1, high - 1, 1, Long.MAX_VALUE);
      if (found.isEmpty() || !found.get(0).recordedAt().isBefore(time)) {
        high = middle;
      } else {
        low = found.get(0).position() + 1;
      }
    }
    return low;
  }
}
