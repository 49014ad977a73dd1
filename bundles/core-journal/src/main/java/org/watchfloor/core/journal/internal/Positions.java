package org.watchfloor.core.journal.internal;

import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * First and last position on disk, and the time of the last one. Read by any thread; head and time
 * are set by the writer, first by retention, all of them by recovery.
 */
final class Positions {
  /** How far back recovery looks for a readable time when the last entries are corrupt. */
  private static final int TIME_SEARCH = 1_000;

  volatile long first;
  volatile long head;
  volatile long lastMillis;

  /** Reads them from disk. */
  void recover(Tables tables) throws RocksDBException {
    try (RocksIterator entries = tables.db.newIterator(tables.entries)) {
      entries.seekToFirst();
      if (!entries.isValid()) {
        entries.status();
        return;
      }
      first = EntryCodec.position(entries.key());
      entries.seekToLast();
      entries.status();
      head = EntryCodec.position(entries.key());
      for (int i = 0; i < TIME_SEARCH && entries.isValid() && !recoverTime(entries); i++) {
        entries.prev();
      }
    }
  }

  private boolean recoverTime(RocksIterator entries) {
    try {
      long position = EntryCodec.position(entries.key());
      lastMillis = EntryCodec.decode(position, entries.value()).recordedAt().toEpochMilli();
      return true;
    } catch (CorruptEntry e) {
      return false;
    }
  }
}
