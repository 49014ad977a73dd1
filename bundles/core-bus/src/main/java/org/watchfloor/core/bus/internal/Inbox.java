package org.watchfloor.core.bus.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;

/**
 * The bounded queue of one subscriber. Thread-safe: the dispatcher feeds it, the subscriber's
 * thread takes. Open while the dispatcher feeds it.
 */
final class Inbox {
  private final Filter filter;
  private final int capacity;
  private final Subscription.Overflow overflow;
  private final ArrayDeque<BusEntry> queue = new ArrayDeque<>();
  private boolean open;
  private boolean closed;
  private long fedUpTo;
  private long dropped;

  Inbox(Subscription subscription) {
    this.filter = subscription.filter();
    this.capacity = subscription.queueSize();
    this.overflow = subscription.overflow();
  }

  /**
   * What was taken.
   *
   * @param upTo position behind which the subscriber stands once it has handled the entries
   */
  record Batch(List<BusEntry> entries, long upTo) {}

  /** From here on the dispatcher feeds what comes after a position. */
  synchronized void open(long after) {
    queue.clear();
    fedUpTo = after;
    open = true;
  }

  synchronized boolean isOpen() {
    return open;
  }

  /**
   * Puts in what passes the filter. False if the inbox is not fed any more: it overflowed and its
   * subscriber reads on from the journal.
   */
  synchronized boolean feed(List<BusEntry> entries, long upTo) {
    if (!open || closed) {
      return false;
    }
    boolean wasEmpty = queue.isEmpty();
    for (BusEntry entry : entries) {
      if (entry.number() > fedUpTo && filter.passes(entry) && !add(entry)) {
        return false;
      }
    }
    fedUpTo = Math.max(fedUpTo, upTo);
    if (wasEmpty && !queue.isEmpty()) {
      notifyAll();
    }
    return true;
  }

  private boolean add(BusEntry entry) {
    if (queue.size() >= capacity) {
      if (overflow == Subscription.Overflow.CATCH_UP) {
        queue.clear();
        open = false;
        notifyAll();
        return false;
      }
      queue.removeFirst();
      dropped++;
    }
    queue.add(entry);
    return true;
  }

  /** Waits for entries. Empty when only the position moved on, on overflow, or once closed. */
  synchronized Batch take(int max, long waitMillis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    long left = waitMillis;
    while (queue.isEmpty() && open && !closed && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
    List<BusEntry> entries = new ArrayList<>(Math.min(max, queue.size()));
    while (!queue.isEmpty() && entries.size() < max) {
      entries.add(queue.removeFirst());
    }
    if (!queue.isEmpty()) {
      return new Batch(entries, entries.get(entries.size() - 1).number());
    }
    return new Batch(entries, open ? fedUpTo : lastOf(entries));
  }

  private static long lastOf(List<BusEntry> entries) {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).number();
  }

  synchronized long dropped() {
    return dropped;
  }

  /** Is fed no more, until it is opened again. */
  synchronized void shut() {
    open = false;
    queue.clear();
  }

  /** Wakes who waits; nothing is fed after it. */
  synchronized void close() {
    closed = true;
    open = false;
    queue.clear();
    notifyAll();
  }
}
