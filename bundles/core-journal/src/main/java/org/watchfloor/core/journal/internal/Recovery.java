package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.journal.Damage;

/**
 * Finds out on opening where the log begins and ends and what is missing of it, says so, and puts a
 * mark in the place of each entry that is lost: so positions have no gap and none is given twice.
 *
 * <p>Of a log that is held, what is missing behind the visible entries is cut off instead: another
 * node has it and sends it again.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int CHUNK = 10_000;

  private final Positions positions;
  private final Meta meta;
  private final HighWater highWater;
  private final List<Damage> lost = new ArrayList<>();
  private volatile String said = "";
  private volatile long lostUpTo;

  Recovery(Positions positions, Meta meta, HighWater highWater) {
    this.positions = positions;
    this.meta = meta;
    this.highWater = highWater;
  }

  /** What was lost, in words for a person; empty for nothing. */
  String said() {
    return said;
  }

  /** Of a log that is held: up to where entries were written that are gone now; 0 for none. */
  long lostUpTo() {
    return positions.written < lostUpTo ? lostUpTo : 0;
  }

  void run(Tables tables) throws RocksDBException, IOException {
    positions.recover(tables, meta);
    long from = positions.first;
    if (highWater.first() > 0 && (from == 0 || highWater.first() < from)) {
      from = Math.max(highWater.first(), meta.base() + 1);
    }
    lost.clear();
    if (from > 0) {
      lost.addAll(Holes.find(tables, from, positions.written));
    }
    if (positions.held()) {
      cutOff(tables);
    } else {
      goOnAfterAllGiven(tables, Math.max(from, 1));
    }
    if (tables.mode == Tables.Mode.SALVAGE || !lost.isEmpty()) {
      KnownKeys.rebuild(tables, Math.max(1, positions.first), positions.written);
    }
    say();
    meta.setHeld(tables, positions.held(), positions.head);
    highWater.opened(positions.first, positions.written);
  }

  private void goOnAfterAllGiven(Tables tables, long from) throws RocksDBException {
    long written = Math.max(positions.written, from - 1);
    if (highWater.position() > written) {
      lost.add(new Damage(written + 1, highWater.position(), "missing"));
    }
    long given = Math.max(written, highWater.position());
    long mayBeGiven = highWater.mayBeGiven();
    for (Damage range : lost) {
      fill(tables, range);
    }
    if (mayBeGiven > given) {
      LOG.info(
          "The machine went down with the journal open: positions {} to {} are left out",
          given + 1,
          mayBeGiven);
      fill(tables, new Damage(given + 1, mayBeGiven, "left out"));
    }
    positions.recover(tables, meta);
  }

  private void cutOff(Tables tables) throws RocksDBException {
    long gone = Math.max(positions.written, highWater.position());
    for (Damage range : List.copyOf(lost)) {
      if (range.from() <= positions.head) {
        fill(tables, range);
        continue;
      }
      try (WriteOptions options = new WriteOptions().setSync(true)) {
        byte[] from = EntryCodec.position(range.from());
        byte[] to = EntryCodec.position(positions.written + 1);
        tables.db.deleteRange(tables.entries, options, from, to);
      }
      break;
    }
    positions.recover(tables, meta);
    lostUpTo = gone > positions.written ? gone : 0;
    if (lostUpTo > 0) {
      lost.add(new Damage(positions.written + 1, gone, "to be copied from another node"));
    }
  }

  private void fill(Tables tables, Damage range) throws RocksDBException {
    long position = range.from();
    while (position <= range.to()) {
      try (WriteBatch batch = new WriteBatch();
          WriteOptions options = new WriteOptions().setSync(true)) {
        for (int i = 0; i < CHUNK && position <= range.to(); i++, position++) {
          byte[] mark = EntryCodec.encodeLost(position, positions.lastMillis);
          batch.put(tables.entries, EntryCodec.position(position), mark);
        }
        tables.db.write(options, batch);
      }
    }
    meta.lost(tables, range);
  }

  private void say() {
    if (lost.isEmpty()) {
      return;
    }
    long entries = lost.stream().mapToLong(range -> range.to() - range.from() + 1).sum();
    String ranges =
        String.join(", ", lost.stream().limit(20).map(r -> r.from() + " to " + r.to()).toList());
    said = entries + " entries of the journal are lost by damage of its files: " + ranges;
    LOG.error("{}. They were acknowledged and are not served. Check the disk.", said);
  }
}
