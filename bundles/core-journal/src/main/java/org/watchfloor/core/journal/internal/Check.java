package org.watchfloor.core.journal.internal;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.watchfloor.core.api.journal.Damage;

/** Reads a whole log and names what is missing, lost or corrupt. For one run. */
final class Check {
  private final Positions positions;
  private final Meta meta;
  private final List<Damage> found = new ArrayList<>();

  Check(Positions positions, Meta meta) {
    this.positions = positions;
    this.meta = meta;
  }

  /** A page at a time, so that the files can be closed meanwhile. */
  List<Damage> run(RocksFiles files) throws RocksDBException {
    long next = Math.max(1, positions.first);
    long last = positions.written;
    while (next <= last) {
      long from = next;
      next = files.use(tables -> page(tables, from, last));
    }
    return found;
  }

  private long page(Tables tables, long from, long last) throws RocksDBException {
    long next = from;
    long end = Math.min(last, from + 100_000);
    try (ReadOptions once = new ReadOptions().setFillCache(false);
        RocksIterator rows = tables.db.newIterator(tables.entries, once)) {
      for (rows.seek(EntryCodec.position(from)); rows.isValid(); rows.next()) {
        long position = EntryCodec.position(rows.key());
        missing(next, Math.min(position - 1, end));
        if (position > end) {
          return end + 1;
        }
        look(position, rows.value());
        next = position + 1;
      }
      rows.status();
      missing(next, end);
      return end + 1;
    } catch (RocksDBException e) {
      if (!RocksFiles.isCorruption(e)) {
        throw e;
      }
      add(next, next, "its block cannot be read");
      return next + 1;
    }
  }

  private void missing(long from, long to) {
    // those that retention has deleted meanwhile are not missing
    long first = Math.max(from, positions.first);
    if (first <= to) {
      add(first, to, "missing");
    }
  }

  private void look(long position, byte[] value) {
    try {
      EntryCodec.check(position, value);
      if (EntryCodec.isLost(value)) {
        String why = meta.whyLost(position);
        add(position, position, why.isEmpty() ? "lost" : why);
      }
    } catch (CorruptEntry e) {
      add(position, position, String.valueOf(e.getMessage()));
    }
  }

  /** Those that follow each other are one range. */
  private void add(long from, long to, String words) {
    Damage last = found.isEmpty() ? null : found.get(found.size() - 1);
    if (last != null && last.to() + 1 == from && last.words().equals(words)) {
      found.set(found.size() - 1, new Damage(last.from(), to, words));
    } else {
      found.add(new Damage(from, to, words));
    }
  }
}
