package org.watchfloor.core.journal.internal;

import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * First and last position on disk, the last that is visible, and the time of the last one. Read by
 * any thread; the last and the time are set by the writer, first by retention and the writer, all
 * of them by recovery. What is visible only grows, but for a log that is begun anew.
 */
final class Positions {
  /** How far back recovery looks for a readable time when the last entries are corrupt. */
  private static final int TIME_SEARCH = 1_000;

  private final boolean held;

  /** Of the oldest entry; 0 where there is none. */
  volatile long first;

  /** Of the last entry on disk. */
  volatile long written;

  /** Of the last entry that readers may see. */
  volatile long head;

  volatile long lastMillis;

  Positions(boolean held) {
    this.held = held;
  }

  /** Whether entries become visible only by {@link #release}. */
  boolean held() {
    return held;
  }

  /** Reads them from disk. */
  void recover(Tables tables, Meta meta) throws RocksDBException {
    meta.load(tables);
    recoverEnds(tables, meta.base());
    long released = held ? meta.releasedOnDisk() : -1;
    head = Math.max(head, released < 0 ? written : Math.min(released, written));
  }

  private void recoverEnds(Tables tables, long base) throws RocksDBException {
    try (RocksIterator entries = tables.db.newIterator(tables.entries)) {
      entries.seekToFirst();
      if (!entries.isValid()) {
        entries.status();
        first = 0;
        written = base;
        return;
      }
      first = EntryCodec.position(entries.key());
      entries.seekToLast();
      entries.status();
      written = EntryCodec.position(entries.key());
      for (int i = 0; i < TIME_SEARCH && entries.isValid() && !recoverTime(entries); i++) {
        entries.prev();
      }
    }
  }

  private boolean recoverTime(RocksIterator entries) {
    try {
      long position = EntryCodec.position(entries.key());
      lastMillis =
          Math.max(
              lastMillis, EntryCodec.decode(position, entries.value()).recordedAt().toEpochMilli());
      return true;
    } catch (CorruptEntry e) {
      return false;
    }
  }

  /** Entries are on disk, up to a position; true where they are visible with that. */
  boolean wrote(long from, long to) {
    if (first == 0) {
      first = from;
    }
    written = to;
    if (held) {
      return false;
    }
    head = to;
    return true;
  }

  /** Makes entries visible up to a position; true if any became so. */
  synchronized boolean release(long upTo) {
    long now = Math.min(upTo, written);
    if (now <= head) {
      return false;
    }
    head = now;
    return true;
  }

  /** All entries after a position are gone. */
  void truncated(long after) {
    written = after;
    if (after < first) {
      first = 0;
    }
  }

  /** There are no entries, and the next one comes after a position. */
  synchronized void restarted(long base) {
    first = 0;
    written = base;
    head = base;
  }
}
