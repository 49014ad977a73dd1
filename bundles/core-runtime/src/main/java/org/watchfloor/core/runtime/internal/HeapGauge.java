package org.watchfloor.core.runtime.internal;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells after each collection how much of the heap is still used. Reads HotSpot's notifications
 * ({@code com.sun.management.GarbageCollectionNotificationInfo}) by the names of their fields,
 * because that package is not promised to a bundle. Tells on a thread of the JVM.
 */
final class HeapGauge implements NotificationListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeapGauge.class);
  private static final String COLLECTED = "com.sun.management.gc.notification";

  /** After these all that is still used is needed, as far as the collector can tell at all. */
  private static final Set<String> WHOLE =
      Set.of(
          "MarkSweepCompact",
          "PS MarkSweep",
          "G1 Old Generation",
          "ZGC Cycles",
          "ZGC Major Cycles",
          "Shenandoah Cycles");

  /**
   * This one leaves the old generation alone, mostly; but G1 cleans up in time, so that a full heap
   * after it is suspicious. After all others (young collections, and pauses of collectors that work
   * beside the program, which tell no usage at all) the heap says nothing.
   */
  private static final String MIXED = G1Marking.YOUNG;

  /** Shenandoah's cycles go by one name, whether they look at the old generation or not. */
  private static final String SHENANDOAH_OLD = "Shenandoah Old Gen";

  private static final String ASKED_FOR = "System.gc()";

  private final List<NotificationEmitter> emitters = new ArrayList<>();
  private final Set<String> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toUnmodifiableSet());

  private final G1Marking marking = new G1Marking();
  private final Consumer<Reading> onCollected;

  /**
   * The heap after a collection.
   *
   * @param used bytes
   * @param max bytes that there can be
   * @param sure whether all that is used is still needed, garbage that was not looked at aside
   * @param since {@link System#nanoTime()} of the moment as of which it is sure: what was dropped
   *     later may be in it
   */
  record Reading(long used, long max, boolean sure, long since) {
    double percent() {
      return 100.0 * used / max;
    }
  }

  HeapGauge(Consumer<Reading> onCollected) {
    this.onCollected = onCollected;
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(this, null, null);
        emitters.add(emitter);
      }
    }
  }

  /**
   * Percent of the heap that is taken now, garbage included. Asked of the runtime, because G1's
   * memory pools show what they held at the last collection.
   */
  static double takenPercent() {
    Runtime runtime = Runtime.getRuntime();
    return 100.0 * (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
  }

  /**
   * The whole heap was looked at beside the program; waits for what that has shown, if need be.
   *
   * @param since {@link System#nanoTime()} before the look began
   */
  void lookedAtAll(long since) {
    marking.marked(since);
    marking.hasten();
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (!COLLECTED.equals(notification.getType())
        || !(notification.getUserData() instanceof CompositeData data)) {
      return;
    }
    String collector = String.valueOf(data.get("gcName"));
    if ((MIXED.equals(collector) || WHOLE.contains(collector))
        && data.get("gcInfo") instanceof CompositeData info
        && info.get("memoryUsageAfterGc") instanceof TabularData after) {
      boolean sure = isSure(collector, String.valueOf(data.get("gcCause")), info);
      long max = Runtime.getRuntime().maxMemory();
      long since = since(collector, info);
      onCollected.accept(new Reading(used(after.values()), max, sure, since));
    }
  }

  private boolean isSure(String collector, String cause, CompositeData info) {
    if (MIXED.equals(collector)) {
      return info.get("id") instanceof Long number && marking.isSwept(number);
    }
    return ASKED_FOR.equals(cause) || !pools.contains(SHENANDOAH_OLD);
  }

  private long since(String collector, CompositeData info) {
    if (MIXED.equals(collector)) {
      return marking.since();
    }
    long took = info.get("duration") instanceof Long millis ? millis : 0;
    return System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(took);
  }

  private long used(Collection<?> rows) {
    long used = 0;
    for (Object row : rows) {
      if (row instanceof CompositeData pool
          && pools.contains(String.valueOf(pool.get("key")))
          && pool.get("value") instanceof CompositeData usage) {
        used += MemoryUsage.from(usage).getUsed();
      }
    }
    return used;
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : emitters) {
      try {
        emitter.removeNotificationListener(this);
      } catch (ListenerNotFoundException e) {
        LOG.debug("it was not listening", e);
      }
    }
    emitters.clear();
  }
}
