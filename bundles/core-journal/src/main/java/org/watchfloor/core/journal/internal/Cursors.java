package org.watchfloor.core.journal.internal;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** Subscribers' cursors in memory, and which of them the disk does not know yet. Thread-safe. */
final class Cursors {
  private final Map<String, Long> positions = new HashMap<>();
  private final Set<String> moved = new HashSet<>();

  synchronized void load(Tables tables) throws RocksDBException {
    try (RocksIterator rows = tables.db.newIterator(tables.cursors)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        String name = new String(rows.key(), StandardCharsets.UTF_8);
        positions.put(name, EntryCodec.position(rows.value()));
      }
      rows.status();
    }
  }

  synchronized OptionalLong get(String name) {
    Long position = positions.get(name);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  synchronized Map<String, Long> all() {
    return Map.copyOf(positions);
  }

  synchronized void move(String name, long position) {
    positions.put(name, position);
    moved.add(name);
  }

  synchronized void forget(String name) {
    if (positions.remove(name) != null) {
      moved.add(name);
    }
  }

  synchronized boolean anyMoved() {
    return !moved.isEmpty();
  }

  /** Adds what the disk does not know to a batch. Names that come back by {@link #failed}. */
  synchronized Set<String> writeTo(WriteBatch batch, Tables tables) throws RocksDBException {
    for (String name : moved) {
      byte[] key = name.getBytes(StandardCharsets.UTF_8);
      Long position = positions.get(name);
      if (position == null) {
        batch.delete(tables.cursors, key);
      } else {
        batch.put(tables.cursors, key, EntryCodec.position(position));
      }
    }
    Set<String> written = Set.copyOf(moved);
    moved.clear();
    return written;
  }

  /** The batch was not written: the next one takes them again. */
  synchronized void failed(Set<String> names) {
    moved.addAll(names);
  }
}
