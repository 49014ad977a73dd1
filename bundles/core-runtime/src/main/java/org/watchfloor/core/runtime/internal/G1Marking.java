package org.watchfloor.core.runtime.internal;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Knows when what G1 leaves after a young collection is all that it cannot get back, though nobody
 * was stopped for long. Once the whole heap is marked, G1 evacuates the old regions that are worth
 * it within the next collections ("mixed" ones), the first after the marking aside; when the one
 * after that or after those touches young regions only, it has nothing to gain any more.
 * Thread-safe.
 */
final class G1Marking {
  static final String YOUNG = "G1 Young Generation";
  private static final String OLD = "G1 Old Gen";

  /** The first collection after a marking is young only in any case ("Prepare Mixed"). */
  private static final int YOUNG_ONLY = 2;

  private final List<MemoryPoolMXBean> old =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().equals(OLD))
          .toList();

  /** Small enough to be young, which half a region of G1 (1 MB at least) would not be. */
  private static final int PIECE = 1 << 16;

  private static final int PIECES_AT_ONCE = 64;
  private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final byte[] NOTHING = {};

  /** Seen by all, so that no compiler leaves it out. */
  private volatile byte[] waste = NOTHING;

  private boolean waiting;
  private long markedAt;
  private long since;
  private int youngOnly;
  private long oldAfter;

  /**
   * The whole heap has been marked.
   *
   * @param begin {@link System#nanoTime()} before that began: what was reachable then counts as
   *     used, also when it was dropped meanwhile
   */
  synchronized void marked(long begin) {
    since = begin;
    waiting = !old.isEmpty();
    markedAt = count();
    youngOnly = 0;
    oldAfter = oldAfterItsCollection();
  }

  /**
   * Makes the collections come that tell, which could take seconds in which the heap fills: by
   * waste, there is no other way to ask for a young one. Four times what the heap can hold at most.
   */
  void hasten() {
    long most = 4 * Runtime.getRuntime().maxMemory();
    long wasted = 0;
    while (wasted < most && isWaiting() && !Thread.currentThread().isInterrupted()) {
      wasted += (long) PIECE * PIECES_AT_ONCE;
      for (int i = 0; i < PIECES_AT_ONCE; i++) {
        waste = new byte[PIECE];
      }
      LockSupport.parkNanos(BREATH_NANOS);
    }
    waste = NOTHING;
  }

  /** {@link System#nanoTime()} before the marking began. */
  synchronized long since() {
    return since;
  }

  private synchronized boolean isWaiting() {
    return waiting;
  }

  /**
   * After each young or mixed collection: whether all garbage worth it is gone. True once for each
   * marking, because what dies later is not looked at.
   *
   * @param number of the collection, as HotSpot counts those of the young generation
   */
  synchronized boolean isSwept(long number) {
    if (!waiting || number <= markedAt) {
      return false;
    }
    long now = oldAfterItsCollection();
    if (now != oldAfter) {
      oldAfter = now;
      return false;
    }
    youngOnly++;
    waiting = youngOnly < YOUNG_ONLY;
    return !waiting;
  }

  private static long count() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(bean -> bean.getName().equals(YOUNG))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  /** Bytes; HotSpot sets it anew after collections that touch the old generation. */
  private long oldAfterItsCollection() {
    long sum = 0;
    for (MemoryPoolMXBean pool : old) {
      MemoryUsage usage = pool.getCollectionUsage();
      sum += usage == null ? 0 : usage.getUsed();
    }
    return sum;
  }
}
