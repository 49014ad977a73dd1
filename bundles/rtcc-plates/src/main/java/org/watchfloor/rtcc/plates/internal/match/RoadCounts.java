package org.watchfloor.rtcc.plates.internal.match;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What was counted of the reads on the roads: layouts and states. Thread-safe. */
final class RoadCounts {
  /** Old traffic fades: all counts are halved at so many reads. */
  static final int MOST = 1 << 22;

  /** Beyond these, layouts are misreads and vanity plates. */
  static final int MAX_LAYOUTS = 512;

  /** A layout with more of the reads is no misread of others. */
  static final double COMMON_FROM = 0.05;

  static final int MAX_STATES = 200;

  private final Map<Long, Layout> layouts = new ConcurrentHashMap<>();
  private final Map<Issuer, LongAdder> states = new ConcurrentHashMap<>();
  private final AtomicLong reads = new AtomicLong();
  private final LongAdder known = new LongAdder();

  RoadCounts() {}

  /**
   * @param reads not less than the layouts have together
   */
  RoadCounts(long reads, List<Layout> layouts, Map<Issuer, Long> states) {
    this.reads.set(reads);
    layouts.forEach(layout -> this.layouts.put(layout.key(), layout));
    states.forEach(this::add);
  }

  private void add(Issuer issuer, long count) {
    states.computeIfAbsent(issuer, i -> new LongAdder()).add(count);
    known.add(count);
  }

  /** The layout of the plate if the read is to be {@link Layout#looked} at; null otherwise. */
  @Nullable Layout add(long code, Issuer issuer) {
    if (reads.incrementAndGet() >= MOST) {
      halve();
    }
    long key = Layout.key(code);
    Layout layout = layouts.get(key);
    if (layout == null && layouts.size() < MAX_LAYOUTS) {
      layout = layouts.computeIfAbsent(key, Layout::new);
    }
    if (!issuer.isUnknown()) {
      state(issuer);
    }
    boolean look = layout != null && layout.add(code, COMMON_FROM * reads.get());
    return look ? layout : null;
  }

  private void state(Issuer issuer) {
    LongAdder count = states.get(issuer);
    if (count != null) {
      count.increment();
      known.increment();
    } else if (states.size() < MAX_STATES) {
      add(issuer, 1);
    }
  }

  /** All at once: what a layout has of the reads must not change by it. */
  private synchronized void halve() {
    if (reads.get() < MOST) {
      return;
    }
    reads.addAndGet(-MOST / 2);
    layouts.values().forEach(Layout::halve);
    layouts.values().removeIf(layout -> layout.total() == 0);
    for (LongAdder count : states.values()) {
      long half = count.sum() / 2;
      count.add(-half);
      known.add(-half);
    }
  }

  long reads() {
    return reads.get();
  }

  /** Of those whose state was read. */
  long known() {
    return known.sum();
  }

  long ofState(Issuer issuer) {
    LongAdder count = states.get(issuer);
    return count == null ? 0 : count.sum();
  }

  Map<Issuer, LongAdder> states() {
    return states;
  }

  /** By {@link Layout#key}. */
  Map<Long, Layout> layouts() {
    return layouts;
  }
}
