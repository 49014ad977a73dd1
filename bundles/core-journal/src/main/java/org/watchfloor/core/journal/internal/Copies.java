package org.watchfloor.core.journal.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.core.api.journal.StoredEntry;

/**
 * What keeps this log the same as those of other nodes: takes copies in, gives copies out, takes
 * back what no majority has. Changes are made on the writer's thread; {@link #stored} is
 * thread-safe.
 *
 * <p>Changes other than copies are flushed out of the write-ahead log at once: a record of it that
 * is damaged later must not bring entries back, or make a promise forgotten.
 */
final class Copies {
  /** After every key of an entry, 8 bytes of a positive number, and of a duplicate. */
  private static final byte[] LAST_KEY = {-1, -1, -1, -1, -1, -1, -1, -1, -1};

  private final RocksFiles files;
  private final Positions positions;
  private final Meta meta;
  private final SideRows side;
  private final HighWater highWater;

  Copies(RocksFiles files, Positions positions, Meta meta, SideRows side, HighWater highWater) {
    this.files = files;
    this.positions = positions;
    this.meta = meta;
    this.side = side;
    this.highWater = highWater;
  }

  /** Copies of what is on this disk, up to the first that is missing or corrupt. */
  List<StoredEntry> stored(long after, int maxEntries, long maxBytes) throws RocksDBException {
    return files.use(tables -> stored(tables, after, maxEntries, maxBytes));
  }

  private List<StoredEntry> stored(Tables tables, long after, int maxEntries, long maxBytes)
      throws RocksDBException {
    List<StoredEntry> found = new ArrayList<>();
    long last = positions.written;
    long expected = after + 1;
    long bytes = 0;
    try (RocksIterator rows = tables.db.newIterator(tables.entries)) {
      for (rows.seek(EntryCodec.position(expected)); rows.isValid(); rows.next()) {
        long position = EntryCodec.position(rows.key());
        byte[] value = rows.value();
        boolean full = found.size() >= maxEntries || bytes > maxBytes;
        if (full || position > last || position != expected || corrupt(position, value)) {
          return found;
        }
        found.add(new StoredEntry(position, meta.termAt(position), value));
        bytes += value.length;
        expected++;
      }
      // A block that cannot be read ends the list as a corrupt entry does.
      return found;
    }
  }

  private static boolean corrupt(long position, byte[] value) {
    try {
      EntryCodec.check(position, value);
      return false;
    } catch (CorruptEntry e) {
      return true;
    }
  }

  /** Writes copies in one synced group; does nothing where they do not fit. */
  Appended install(List<StoredEntry> entries) throws RocksDBException {
    long before = positions.written;
    String fault = fault(entries, before);
    if (fault != null) {
      return new Appended(Outcome.UNAVAILABLE, 0, fault);
    }
    if (entries.isEmpty()) {
      return new Appended(Outcome.WRITTEN, before, "");
    }
    write(
        false,
        (batch, tables) -> {
          long term = meta.termAt(before);
          for (StoredEntry entry : entries) {
            put(batch, tables, entry);
            if (entry.term() != term) {
              term = entry.term();
              meta.putTermRow(batch, tables, entry.position(), term);
            }
          }
        });
    entries.forEach(entry -> meta.began(entry.position(), entry.term()));
    positions.lastMillis = Math.max(positions.lastMillis, millis(entries));
    long last = before + entries.size();
    positions.wrote(before + 1, last);
    return new Appended(Outcome.WRITTEN, last, "");
  }

  private static @Nullable String fault(List<StoredEntry> entries, long written) {
    long expected = written + 1;
    for (StoredEntry entry : entries) {
      if (entry.position() != expected) {
        return "entry " + entry.position() + " does not follow entry " + (expected - 1);
      }
      try {
        EntryCodec.check(entry.position(), entry.bytes());
      } catch (CorruptEntry e) {
        return "entry " + entry.position() + ": " + e.getMessage();
      }
      expected++;
    }
    return null;
  }

  private static void put(WriteBatch batch, Tables tables, StoredEntry entry)
      throws RocksDBException {
    byte[] position = EntryCodec.position(entry.position());
    batch.put(tables.entries, position, entry.bytes());
    byte[] key = key(entry.position(), entry.bytes());
    if (key != null && key.length > 0) {
      batch.put(tables.keys, key, position);
    }
  }

  private static long millis(List<StoredEntry> entries) {
    StoredEntry last = entries.get(entries.size() - 1);
    return EntryCodec.millis(last.bytes());
  }

  /** The duplicate key of an entry; empty for none, null where the entry is corrupt. */
  private static byte @Nullable [] key(long position, byte[] value) {
    try {
      return EntryCodec.storedKey(position, value);
    } catch (CorruptEntry e) {
      return null;
    }
  }

  /**
   * @throws IllegalArgumentException if an entry that would go is visible
   */
  Appended truncate(long after) throws RocksDBException {
    if (after < positions.head) {
      throw new IllegalArgumentException(
          "entries after " + after + " cannot go: they are visible up to " + positions.head);
    }
    long last = positions.written;
    if (after < last) {
      // first, so that a kill in between does not make them count as lost
      highWater.wrote(positions.first, after);
      write(true, (batch, tables) -> fillTruncation(batch, tables, after, last));
      meta.termsDeleted(after);
      if (after < positions.first) {
        meta.base(after);
      }
      positions.truncated(after);
    }
    return new Appended(Outcome.WRITTEN, after, "");
  }

  private void fillTruncation(WriteBatch batch, Tables tables, long after, long last)
      throws RocksDBException {
    boolean unknown = false;
    for (long position = after + 1; position <= last; position++) {
      byte[] value = tables.db.get(tables.entries, EntryCodec.position(position));
      byte[] key = value == null ? null : key(position, value);
      if (key == null) {
        unknown = true;
      } else if (key.length > 0) {
        batch.delete(tables.keys, key);
      }
    }
    if (unknown) {
      deleteKeysAfter(batch, tables, after);
    }
    batch.deleteRange(
        tables.entries, EntryCodec.position(after + 1), EntryCodec.position(last + 1));
    meta.deleteTerms(batch, tables, after);
    if (after < positions.first) {
      meta.putBase(batch, tables, after);
    }
  }

  /** Looks at all keys: a corrupt entry does not say its own. */
  private static void deleteKeysAfter(WriteBatch batch, Tables tables, long after)
      throws RocksDBException {
    try (RocksIterator rows = tables.db.newIterator(tables.keys)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        if (EntryCodec.position(rows.value()) > after) {
          batch.delete(tables.keys, rows.key());
        }
      }
      rows.status();
    }
  }

  Appended restartAt(long first) throws RocksDBException {
    if (first < 1) {
      throw new IllegalArgumentException("first: " + first + " is less than 1");
    }
    highWater.wrote(0, 0);
    write(
        true,
        (batch, tables) -> {
          batch.deleteRange(tables.entries, new byte[0], LAST_KEY);
          batch.deleteRange(tables.keys, new byte[0], LAST_KEY);
          meta.deleteTerms(batch, tables, -1);
          meta.putBase(batch, tables, first - 1);
        });
    meta.termsDeleted(-1);
    meta.base(first - 1);
    positions.restarted(first - 1);
    return new Appended(Outcome.WRITTEN, first - 1, "");
  }

  /**
   * @throws IllegalArgumentException if a newer term was promised
   */
  Appended promise(long term) throws RocksDBException {
    if (term < meta.promised()) {
      throw new IllegalArgumentException(
          "term " + term + " is older than the promised " + meta.promised());
    }
    if (term > meta.promised()) {
      write(true, (batch, tables) -> meta.putPromised(batch, tables, term));
      meta.promised(term);
    }
    return new Appended(Outcome.WRITTEN, positions.written, "");
  }

  /** Puts rows into a batch. */
  private interface Filling {
    void fill(WriteBatch batch, Tables tables) throws RocksDBException;
  }

  private void write(boolean flushed, Filling filling) throws RocksDBException {
    files.use(
        tables -> {
          try (WriteBatch batch = new WriteBatch();
              WriteOptions options = new WriteOptions().setSync(true);
              FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            filling.fill(batch, tables);
            side.write(tables, options, batch);
            if (flushed) {
              tables.db.flush(flush, tables.all());
            }
            return 0;
          }
        });
  }
}
