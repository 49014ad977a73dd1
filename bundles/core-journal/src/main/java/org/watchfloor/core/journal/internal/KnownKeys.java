package org.watchfloor.core.journal.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ByteBufferGetStatus;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up which duplicate keys are known. Used by the writer's thread; the count is for all.
 *
 * <p>A key whose block is damaged counts as new: that a signal is taken twice is the lesser evil
 * than that the vendor's signals are refused for good. Health says so. RocksDB's call that gives
 * arrays answers "not found" there as well, so the one with a status for each key is used.
 */
final class KnownKeys {
  private static final Logger LOG = LoggerFactory.getLogger(KnownKeys.class);
  private static final int CHUNK = 10_000;

  private ByteBuffer slab = ByteBuffer.allocateDirect(256 << 10);
  private volatile long unreadable;

  /** How many keys could not be looked up. */
  long unreadable() {
    return unreadable;
  }

  /** For each key the position that it leads to; null for one that is new. */
  List<@Nullable Long> lookUp(Tables tables, List<byte[]> keys) throws RocksDBException {
    List<ByteBuffer> asked = new ArrayList<>(keys.size());
    List<ByteBuffer> room = new ArrayList<>(keys.size());
    lay(keys, asked, room);
    List<ByteBufferGetStatus> answers =
        tables.db.multiGetByteBuffers(Collections.nCopies(keys.size(), tables.keys), asked, room);
    List<@Nullable Long> known = new ArrayList<>(keys.size());
    for (ByteBufferGetStatus answer : answers) {
      known.add(position(answer));
    }
    return known;
  }

  /** Keys and room for their positions, one after the other in memory that RocksDB can reach. */
  private void lay(List<byte[]> keys, List<ByteBuffer> asked, List<ByteBuffer> room) {
    int bytes = keys.stream().mapToInt(key -> key.length + Long.BYTES).sum();
    if (slab.capacity() < bytes) {
      slab = ByteBuffer.allocateDirect(bytes * 2);
    }
    int at = 0;
    for (byte[] key : keys) {
      slab.put(at, key);
      asked.add(slab.slice(at, key.length));
      at += key.length;
      room.add(slab.slice(at, Long.BYTES));
      at += Long.BYTES;
    }
  }

  private @Nullable Long position(ByteBufferGetStatus answer) throws RocksDBException {
    switch (answer.status.getCode()) {
      case Ok:
        return answer.value.getLong(answer.value.position());
      case NotFound:
        return null;
      case Corruption:
        if (unreadable++ == 0) {
          LOG.error(
              "The journal's table of duplicate keys is damaged: {}. Keys in the damaged part count"
                  + " as new, so that a signal sent twice is taken twice.",
              answer.status.getState());
        }
        return null;
      default:
        throw new RocksDBException(answer.status);
    }
  }

  /** Writes the key of every entry that can be read, after damage that may have taken some. */
  static void rebuild(Tables tables, long from, long to) throws RocksDBException {
    LOG.warn("The journal's duplicate keys are written anew from entries {} to {}", from, to);
    long next = from;
    while (next <= to) {
      next = rebuildChunk(tables, next, to);
    }
  }

  private static long rebuildChunk(Tables tables, long from, long to) throws RocksDBException {
    long next = from;
    try (WriteBatch batch = new WriteBatch();
        WriteOptions options = new WriteOptions();
        RocksIterator rows = tables.db.newIterator(tables.entries)) {
      for (rows.seek(EntryCodec.position(from));
          rows.isValid() && batch.count() < CHUNK;
          rows.next()) {
        long position = EntryCodec.position(rows.key());
        if (position > to) {
          break;
        }
        next = position + 1;
        put(batch, tables, position, rows.value());
      }
      boolean full = batch.count() >= CHUNK;
      boolean damaged = !full && !rows.isValid() && damaged(rows);
      tables.db.write(options, batch);
      return full ? next : damaged ? next + 1 : to + 1;
    }
  }

  private static boolean damaged(RocksIterator rows) throws RocksDBException {
    try {
      rows.status();
      return false;
    } catch (RocksDBException e) {
      if (!RocksFiles.isCorruption(e)) {
        throw e;
      }
      return true;
    }
  }

  private static void put(WriteBatch batch, Tables tables, long position, byte[] value)
      throws RocksDBException {
    try {
      byte[] key = EntryCodec.storedKey(position, value);
      if (key.length > 0) {
        batch.put(tables.keys, key, EntryCodec.position(position));
      }
    } catch (CorruptEntry e) {
      LOG.debug("Entry {} has no key to be written anew: {}", position, e.getMessage());
    }
  }
}
