package org.watchfloor.core.journal.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.rocksdb.RocksDBException;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;

/**
 * The bounded queue before the writer. Thread-safe; many offer, one takes. Drafts and jobs are
 * taken in the order in which they came.
 */
final class Pending {
  /** What memory an item needs beside its payload, roughly. */
  private static final int OVERHEAD_BYTES = 256;

  /** What the writer has to do. */
  sealed interface Work {
    /** Memory that it takes, roughly. */
    long bytes();
  }

  /** A change of the log that is made alone, between two groups. */
  interface Change {
    Appended make() throws RocksDBException;
  }

  /** A change on its way; bounded by those who ask for one, who wait for its answer. */
  record Job(Change change, CompletableFuture<Appended> answer) implements Work {
    @Override
    public long bytes() {
      return OVERHEAD_BYTES;
    }
  }

  /**
   * A draft on its way.
   *
   * @param storedKey of its duplicate key; empty for none
   */
  record Item(Draft draft, byte[] storedKey, CompletableFuture<Appended> answer) implements Work {
    static Item of(Draft draft) {
      return new Item(draft, EntryCodec.storedKey(draft), new CompletableFuture<>());
    }

    @Override
    public long bytes() {
      return OVERHEAD_BYTES + draft.payload().length;
    }
  }

  /** Whether an item was taken in. */
  enum Admission {
    TAKEN,
    FULL,
    CLOSED
  }

  private final int maxEntries;
  private final long maxBytes;
  private final ArrayDeque<Work> items = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  Pending(int maxEntries, long maxBytes) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  synchronized Admission offer(Item item) {
    if (closed) {
      return Admission.CLOSED;
    }
    if (items.size() >= maxEntries || (!items.isEmpty() && bytes + item.bytes() > maxBytes)) {
      return Admission.FULL;
    }
    add(item);
    return Admission.TAKEN;
  }

  /** False once closed. */
  synchronized boolean offer(Job job) {
    if (!closed) {
      add(job);
    }
    return !closed;
  }

  private void add(Work work) {
    items.add(work);
    bytes += work.bytes();
    if (items.size() == 1) {
      notifyAll();
    }
  }

  /**
   * The oldest work, within the limits but at least one: drafts that follow each other, or one job;
   * none after the wait or once closed.
   */
  synchronized List<Work> take(int groupEntries, long groupBytes, long waitMillis)
      throws InterruptedException {
    if (items.isEmpty() && !closed) {
      wait(waitMillis);
    }
    List<Work> group = new ArrayList<>(Math.min(items.size(), groupEntries));
    long sum = 0;
    while (!items.isEmpty() && group.size() < groupEntries) {
      Work next = items.element();
      boolean alone = next instanceof Job;
      if (!group.isEmpty() && (alone || sum + next.bytes() > groupBytes)) {
        break;
      }
      sum += next.bytes();
      group.add(items.remove());
      if (alone) {
        break;
      }
    }
    bytes -= sum;
    return group;
  }

  synchronized int size() {
    return items.size();
  }

  /** True once nothing is left and nothing more will come. */
  synchronized boolean done() {
    return closed && items.isEmpty();
  }

  /** Takes nothing more in; what is here is still given out. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
