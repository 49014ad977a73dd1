package org.watchfloor.core.journal.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;

/** The bounded queue before the writer. Thread-safe; many offer, one takes. */
final class Pending {
  /** What memory an item needs beside its payload, roughly. */
  private static final int OVERHEAD_BYTES = 256;

  /**
   * A draft on its way.
   *
   * @param storedKey of its duplicate key; empty for none
   */
  record Item(Draft draft, byte[] storedKey, CompletableFuture<Appended> answer) {
    static Item of(Draft draft) {
      return new Item(draft, EntryCodec.storedKey(draft), new CompletableFuture<>());
    }

    long bytes() {
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
  private final ArrayDeque<Item> items = new ArrayDeque<>();
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
    items.add(item);
    bytes += item.bytes();
    if (items.size() == 1) {
      notifyAll();
    }
    return Admission.TAKEN;
  }

  /** The oldest items, within the limits but at least one; none after the wait or once closed. */
  synchronized List<Item> take(int groupEntries, long groupBytes, long waitMillis)
      throws InterruptedException {
    if (items.isEmpty() && !closed) {
      wait(waitMillis);
    }
    List<Item> group = new ArrayList<>(Math.min(items.size(), groupEntries));
    long sum = 0;
    while (!items.isEmpty() && group.size() < groupEntries) {
      long next = items.element().bytes();
      if (!group.isEmpty() && sum + next > groupBytes) {
        break;
      }
      sum += next;
      group.add(items.remove());
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
