package org.watchfloor.core.journal.internal;

import java.util.Set;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * What goes to disk along with a group: cursors that moved and, in a log that is held, how far
 * entries are visible. Used by the writer's thread.
 */
final class SideRows {
  private final Cursors cursors;
  private final Positions positions;
  private final Meta meta;

  SideRows(Cursors cursors, Positions positions, Meta meta) {
    this.cursors = cursors;
    this.positions = positions;
    this.meta = meta;
  }

  /** Whether there is something that the disk does not know. */
  boolean any() {
    return cursors.anyMoved() || releasedMoved();
  }

  private boolean releasedMoved() {
    return positions.held() && positions.head != meta.releasedOnDisk();
  }

  /** Writes a batch and the rows in one. */
  void write(Tables tables, WriteOptions options, WriteBatch batch) throws RocksDBException {
    Set<String> moved = cursors.writeTo(batch, tables);
    long released = positions.head;
    boolean releasedMoved = releasedMoved();
    try {
      if (releasedMoved) {
        meta.putReleased(batch, tables, released);
      }
      tables.db.write(options, batch);
    } catch (RocksDBException e) {
      cursors.failed(moved);
      throw e;
    }
    if (releasedMoved) {
      meta.released(released);
    }
  }
}
