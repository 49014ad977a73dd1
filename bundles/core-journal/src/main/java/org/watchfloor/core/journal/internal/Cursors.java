package org.watchfloor.core.journal.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Subscribers' cursors in memory, and which of them the disk does not know yet. Thread-safe.
 *
 * <p>A row: name, UTF-8 → position, and the time of the last move, milliseconds since 1970; 8 bytes
 * each, big-endian. Where the time is missing the move counts as made when the journal was opened.
 */
final class Cursors {
  private record Cursor(long position, long movedMillis) {}

  private final Clock clock;
  private final Map<String, Cursor> cursors = new HashMap<>();
  private final Set<String> moved = new HashSet<>();

  Cursors(Clock clock) {
    this.clock = clock;
  }

  synchronized void load(Tables tables) throws RocksDBException {
    long now = clock.millis();
    try (RocksIterator rows = tables.db.newIterator(tables.cursors)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        String name = new String(rows.key(), StandardCharsets.UTF_8);
        ByteBuffer row = ByteBuffer.wrap(rows.value());
        long position = row.getLong();
        cursors.put(name, new Cursor(position, row.remaining() < 8 ? now : row.getLong()));
      }
      rows.status();
    }
  }

  synchronized OptionalLong get(String name) {
    Cursor cursor = cursors.get(name);
    return cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor.position());
  }

  synchronized Map<String, Long> all() {
    return movedSince(Long.MIN_VALUE);
  }

  /** Positions of those that moved at a time or later. */
  synchronized Map<String, Long> movedSince(long millis) {
    Map<String, Long> positions = new HashMap<>();
    cursors.forEach(
        (name, cursor) -> {
          if (cursor.movedMillis() >= millis) {
            positions.put(name, cursor.position());
          }
        });
    return positions;
  }

  synchronized void move(String name, long position) {
    cursors.put(name, new Cursor(position, clock.millis()));
    moved.add(name);
  }

  synchronized void forget(String name) {
    if (cursors.remove(name) != null) {
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
      Cursor cursor = cursors.get(name);
      if (cursor == null) {
        batch.delete(tables.cursors, key);
      } else {
        ByteBuffer row = ByteBuffer.allocate(16);
        row.putLong(cursor.position()).putLong(cursor.movedMillis());
        batch.put(tables.cursors, key, row.array());
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
