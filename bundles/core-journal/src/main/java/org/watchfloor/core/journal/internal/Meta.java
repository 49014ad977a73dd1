package org.watchfloor.core.journal.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.watchfloor.core.api.journal.Damage;

/**
 * What the log knows beside its entries: which term gave which positions, the promised term, how
 * far entries are visible. Read by any thread, changed by the writer's only; a change is put into a
 * batch first and made here once the batch is written.
 *
 * <p>Rows, integers 8 bytes big-endian: {@code r} the released position, there only in a log that
 * is held; {@code p} the promised term; {@code b} the position before the first entry of a log that
 * was begun anew; {@code t} and a position, the term that begins there; {@code l} and a position,
 * the last position of a range that is lost and begins there, and the reason in words.
 */
final class Meta {
  private static final byte[] RELEASED = {'r'};
  private static final byte[] PROMISED = {'p'};
  private static final byte[] BASE = {'b'};
  private static final byte TERM = 't';
  private static final byte LOST = 'l';

  /** Term by the first position that was given in it. */
  private final NavigableMap<Long, Long> terms = new ConcurrentSkipListMap<>();

  /** Ranges of entries that are lost, by their first position. */
  private final NavigableMap<Long, Damage> lost = new ConcurrentSkipListMap<>();

  private volatile long promised;
  private volatile long appendTerm;
  private volatile long base;
  private volatile long releasedOnDisk = -1;

  void load(Tables tables) throws RocksDBException {
    promised = number(tables, PROMISED, 0);
    base = number(tables, BASE, 0);
    releasedOnDisk = number(tables, RELEASED, -1);
    terms.clear();
    try (RocksIterator rows = tables.db.newIterator(tables.meta)) {
      for (rows.seek(new byte[] {TERM}); rows.isValid() && rows.key()[0] == TERM; rows.next()) {
        terms.put(ByteBuffer.wrap(rows.key()).getLong(1), EntryCodec.position(rows.value()));
      }
      rows.status();
    }
    loadLost(tables);
  }

  private void loadLost(Tables tables) throws RocksDBException {
    lost.clear();
    try (RocksIterator rows = tables.db.newIterator(tables.meta)) {
      for (rows.seek(new byte[] {LOST}); rows.isValid() && rows.key()[0] == LOST; rows.next()) {
        long from = ByteBuffer.wrap(rows.key()).getLong(1);
        byte[] value = rows.value();
        String words = new String(value, 8, value.length - 8, StandardCharsets.UTF_8);
        lost.put(from, new Damage(from, EntryCodec.position(value), words));
      }
      rows.status();
    }
  }

  /** Remembers a range whose entries are lost. */
  void lost(Tables tables, Damage range) throws RocksDBException {
    byte[] words = range.words().getBytes(StandardCharsets.UTF_8);
    ByteBuffer value = ByteBuffer.allocate(8 + words.length).putLong(range.to()).put(words);
    try (WriteOptions options = new WriteOptions().setSync(true)) {
      tables.db.put(tables.meta, options, positionKey(LOST, range.from()), value.array());
    }
    lost.put(range.from(), range);
  }

  /** Why the entry at a position is lost; empty where it is not known to be. */
  String whyLost(long position) {
    Map.Entry<Long, Damage> range = lost.floorEntry(position);
    return range == null || range.getValue().to() < position ? "" : range.getValue().words();
  }

  private static long number(Tables tables, byte[] key, long absent) throws RocksDBException {
    byte @Nullable [] value = tables.db.get(tables.meta, key);
    return value == null ? absent : EntryCodec.position(value);
  }

  long promised() {
    return promised;
  }

  /** Position before the first entry ever written; not 0 where the log was begun anew. */
  long base() {
    return base;
  }

  /** The released position on disk; -1 where none is, which means that all is visible. */
  long releasedOnDisk() {
    return releasedOnDisk;
  }

  /** The term of a position, whether it is written or not; 0 before all terms. */
  long termAt(long position) {
    Map.Entry<Long, Long> begin = terms.floorEntry(position);
    return begin == null ? 0 : begin.getValue();
  }

  /** The term of entries that are appended after a position; terms never go back. */
  long appendTerm(long written) {
    return Math.max(appendTerm, termAt(written));
  }

  /**
   * @throws IllegalArgumentException if the term is not promised
   */
  void appendIn(long term) {
    if (term > promised) {
      throw new IllegalArgumentException("term " + term + " is not promised, " + promised + " is");
    }
    appendTerm = term;
  }

  /** Puts the term of a position into the batch where the one before it has another. */
  void putTerm(WriteBatch batch, Tables tables, long position, long term) throws RocksDBException {
    if (termAt(position - 1) != term) {
      putTermRow(batch, tables, position, term);
    }
  }

  void putTermRow(WriteBatch batch, Tables tables, long position, long term)
      throws RocksDBException {
    batch.put(tables.meta, termKey(position), EntryCodec.position(term));
  }

  /** The batch with {@link #putTerm} is written. */
  void began(long position, long term) {
    if (termAt(position - 1) != term) {
      terms.put(position, term);
    }
  }

  void putPromised(WriteBatch batch, Tables tables, long term) throws RocksDBException {
    batch.put(tables.meta, PROMISED, EntryCodec.position(term));
  }

  void promised(long term) {
    promised = term;
  }

  void putReleased(WriteBatch batch, Tables tables, long position) throws RocksDBException {
    batch.put(tables.meta, RELEASED, EntryCodec.position(position));
  }

  void released(long position) {
    releasedOnDisk = position;
  }

  /** On opening: a log that is held has the released position on disk, another has none. */
  void setHeld(Tables tables, boolean held, long head) throws RocksDBException {
    if (held == releasedOnDisk >= 0) {
      return;
    }
    try (WriteOptions options = new WriteOptions().setSync(true)) {
      if (held) {
        tables.db.put(tables.meta, options, RELEASED, EntryCodec.position(head));
      } else {
        tables.db.delete(tables.meta, options, RELEASED);
      }
    }
    releasedOnDisk = held ? head : -1;
  }

  /** Takes away the terms that begin after a position. */
  void deleteTerms(WriteBatch batch, Tables tables, long after) throws RocksDBException {
    for (Long position : terms.tailMap(after, false).keySet()) {
      batch.delete(tables.meta, termKey(position));
    }
  }

  void termsDeleted(long after) {
    terms.tailMap(after, false).clear();
  }

  void putBase(WriteBatch batch, Tables tables, long position) throws RocksDBException {
    batch.put(tables.meta, BASE, EntryCodec.position(position));
  }

  void base(long position) {
    base = position;
  }

  private static byte[] termKey(long position) {
    return positionKey(TERM, position);
  }

  private static byte[] positionKey(byte kind, long position) {
    return ByteBuffer.allocate(9).put(kind).putLong(position).array();
  }
}
