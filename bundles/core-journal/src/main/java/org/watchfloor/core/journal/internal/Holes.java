package org.watchfloor.core.journal.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.watchfloor.core.api.journal.Damage;

/**
 * Positions that have no entry although others after them have one. Stateless.
 *
 * <p>On opening RocksDB has put all that it recovered into files, and entries are only appended: so
 * what each file says of itself, its first and last position and how many rows it has, tells
 * whether any can be missing, without reading one. Where it can, that range is read.
 */
final class Holes {
  private Holes() {}

  private record Span(long from, long to, long rows) {
    boolean full() {
      return rows >= to - from + 1;
    }
  }

  /** Ranges without entries between two positions. */
  static List<Damage> find(Tables tables, long first, long last) throws RocksDBException {
    List<Damage> holes = new ArrayList<>();
    long next = first;
    for (Span span : spans(tables)) {
      if (span.to() < next) {
        continue;
      }
      if (span.from() > next) {
        scan(tables, next, Math.min(last, span.from() - 1), holes);
      }
      long from = Math.max(next, span.from());
      if (!span.full()) {
        scan(tables, from, Math.min(last, span.to()), holes);
      }
      next = Math.max(next, span.to() + 1);
    }
    if (next <= last) {
      scan(tables, next, last, holes);
    }
    return holes;
  }

  private static List<Span> spans(Tables tables) {
    String family = "entries";
    return tables.db.getLiveFilesMetaData().stream()
        .filter(file -> new String(file.columnFamilyName()).equals(family))
        .filter(file -> file.numEntries() > file.numDeletions())
        .map(Holes::span)
        .sorted(Comparator.comparingLong(Span::from))
        .toList();
  }

  private static Span span(LiveFileMetaData file) {
    return new Span(
        EntryCodec.position(file.smallestKey()),
        EntryCodec.position(file.largestKey()),
        file.numEntries() - file.numDeletions());
  }

  /** Reads the keys; a block that cannot be read is no hole: its entries are reported when read. */
  private static void scan(Tables tables, long from, long to, List<Damage> holes)
      throws RocksDBException {
    if (from > to) {
      return;
    }
    long next = from;
    try (ReadOptions once = new ReadOptions().setFillCache(false);
        RocksIterator rows = tables.db.newIterator(tables.entries, once)) {
      for (rows.seek(EntryCodec.position(from)); rows.isValid(); rows.next()) {
        long position = EntryCodec.position(rows.key());
        if (position > to) {
          break;
        }
        if (position > next) {
          holes.add(new Damage(next, position - 1, "missing"));
        }
        next = position + 1;
      }
      rows.status();
    }
    if (next <= to) {
      holes.add(new Damage(next, to, "missing"));
    }
  }
}
