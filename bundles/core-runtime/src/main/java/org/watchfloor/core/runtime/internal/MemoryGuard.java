package org.watchfloor.core.runtime.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.PluginEvent;

/**
 * Makes room when the heap is short: the source whose plugin has allocated most since there was
 * room has to go, and if that does not help, the next one. Who allocates much need not be who keeps
 * it, which no JVM can tell; so none goes that has allocated less than a part of what the heap has
 * grown by. For one thread.
 */
final class MemoryGuard {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryGuard.class);

  /** Percent points below the threshold at which there is room again. */
  private static final int ROOM = 10;

  /** Part of what the heap has grown by that a suspect must have allocated. */
  private static final int PART = 4;

  /** A source that goes is given so long to close before the next one is looked at. */
  private static final long SETTLE = TimeUnit.SECONDS.toNanos(3);

  /** A full collection stops everybody or takes processors: not more often than this. */
  private static final long BETWEEN_COLLECTIONS = TimeUnit.SECONDS.toNanos(20);

  private final Supplier<List<Custody>> custodies;
  private final Supplier<Limits> limits;
  private final LongSupplier nanos;
  private final BooleanSupplier collect;
  private final boolean collectsBeside;

  /**
   * Percent of the heap taken, garbage included, at which a look is due: G1 keeps a tenth free as
   * long as it can (G1ReservePercent).
   */
  private static final int SUSPICIOUS = 90;

  /** Nobody has to go, however full it is. */
  private static final int OFF = 100;

  /** At this the next collection may be the last one. */
  private static final int PRESSING = 95;

  private static final long PRESSING_COLLECTIONS = TimeUnit.SECONDS.toNanos(3);

  /** What each had allocated when there was room last, and the heap then. */
  private Map<Custody, Long> allocatedThen = Map.of();

  private long usedThen;
  private final Set<Custody> gone = new HashSet<>();
  private @Nullable Custody last;
  private long lastAt;
  private long collectedAt;

  /**
   * @param collect asks for a full collection; whether one begins
   * @param collectsBeside whether that works beside the program: then it is asked for sooner and
   *     more often, because its answer takes a while, and the heap must not be full before
   */
  MemoryGuard(
      Supplier<List<Custody>> custodies,
      Supplier<Limits> limits,
      LongSupplier nanos,
      BooleanSupplier collect,
      boolean collectsBeside) {
    this.custodies = custodies;
    this.limits = limits;
    this.nanos = nanos;
    this.collect = collect;
    this.collectsBeside = collectsBeside;
    this.collectedAt = nanos.getAsLong() - BETWEEN_COLLECTIONS;
  }

  /** After a collection. */
  void collected(HeapGauge.Reading heap) {
    int max = limits.get().budget().heapPercent();
    if (heap.percent() < max - ROOM) {
      roomy(heap);
    } else if (!heap.sure() || isBeforeItClosed(heap)) {
      suspicious(heap.percent(), max);
    } else if (heap.percent() >= max) {
      makeRoom(heap, max);
    }
  }

  /** Much is used, and part of it may be garbage. */
  private void suspicious(double percent, int max) {
    if (percent >= max) {
      makeSure(collectsBeside ? PRESSING_COLLECTIONS : BETWEEN_COLLECTIONS);
    } else if (collectsBeside && max < OFF) {
      makeSure(BETWEEN_COLLECTIONS);
    }
  }

  /** A look that began while the last one was still there has seen what is garbage by now. */
  private boolean isBeforeItClosed(HeapGauge.Reading heap) {
    return last != null && heap.since() - lastAt < SETTLE;
  }

  private boolean isSettled() {
    return last == null || nanos.getAsLong() - lastAt >= SETTLE;
  }

  /** From time to time: looks whether the last one's going has helped. */
  void tick() {
    if (last != null) {
      makeSure(BETWEEN_COLLECTIONS);
    }
  }

  /**
   * Between collections.
   *
   * @param taken percent of the heap, garbage included
   */
  void look(double taken) {
    if (last == null && taken >= SUSPICIOUS && limits.get().budget().heapPercent() < OFF) {
      boolean soon = collectsBeside || taken >= PRESSING;
      makeSure(soon ? PRESSING_COLLECTIONS : BETWEEN_COLLECTIONS);
    }
  }

  private void roomy(HeapGauge.Reading heap) {
    Map<Custody, Long> now = new HashMap<>();
    custodies.get().forEach(custody -> now.put(custody, custody.allocated()));
    allocatedThen = now;
    usedThen = heap.used();
    gone.clear();
    last = null;
  }

  /** What is used may be garbage that nobody has looked at yet. */
  private void makeSure(long between) {
    long now = nanos.getAsLong();
    boolean hasGone = last != null && lastAt - collectedAt > 0;
    if (isSettled() && (hasGone || now - collectedAt >= between)) {
      collectedAt = collect.getAsBoolean() ? now : collectedAt;
    }
  }

  private void makeRoom(HeapGauge.Reading heap, int max) {
    if (last != null) {
      last.note(
          PluginEvent.Kind.MEMORY,
          String.format(
              "the heap is still at %.0f %% after it was closed: perhaps it was not the one",
              heap.percent()));
    }
    Optional<Custody> suspect = suspect(heap);
    if (suspect.isEmpty()) {
      LOG.error(
          "the heap is at {} % after a collection, more than {} %, and no plugin has allocated as"
              + " much as it has grown by; raise JAVA_MAX_MEM",
          Math.round(heap.percent()), max);
      last = null;
      return;
    }
    Custody custody = suspect.get();
    gone.add(custody);
    last = custody;
    lastAt = nanos.getAsLong();
    custody.evict(
        PluginEvent.Kind.MEMORY,
        String.format(
            "the heap is at %.0f %% after a collection, more than %d %%, and this source's plugin"
                + " has allocated most since there was room: %d MB",
            heap.percent(), max, since(custody) >> 20));
  }

  private Optional<Custody> suspect(HeapGauge.Reading heap) {
    long least = (heap.used() - usedThen) / PART;
    return custodies.get().stream()
        .filter(custody -> custody.isOpen() && !gone.contains(custody))
        .filter(custody -> since(custody) > 0 && since(custody) >= least)
        .max(Comparator.comparingLong(this::since));
  }

  private long since(Custody custody) {
    return custody.allocated() - allocatedThen.getOrDefault(custody, 0L);
  }
}
