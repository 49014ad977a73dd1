package org.watchfloor.core.runtime.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what all sources use, on a thread of its own: for calls that do not return and threads
 * that multiply several times a second, for signals and memory once a second.
 */
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  /** How often it looks, so that what takes 4 s is said before 5 s have gone by. */
  private static final long LOOK_MILLIS = 250;

  private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Wards wards;
  private final ThreadAllocation allocation = new ThreadAllocation();
  private final MemoryGuard memory;
  private final HeapGauge gauge;
  private final FullCollection collection;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Threads.runtime("watchdog"));
  private long sampledAt;

  Watchdog(Platform platform, Wards wards) {
    this.wards = wards;
    this.collection = new FullCollection(this::lookedAtAll);
    this.memory =
        new MemoryGuard(
            wards::custodies,
            platform::limits,
            System::nanoTime,
            collection::ask,
            !FullCollection.stopsEverybody());
    this.gauge = new HeapGauge(this::collected);
    long look = Math.min(LOOK_MILLIS, Math.max(10, platform.limits().notice().toMillis() / 4));
    executor.scheduleWithFixedDelay(this::look, look, look, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      for (Custody custody : wards.custodies()) {
        custody.check();
      }
      memory.look(HeapGauge.takenPercent());
      long now = System.nanoTime();
      if (now - sampledAt >= SAMPLE_NANOS) {
        sampledAt = now;
        sample(now);
        wards.all().forEach(Ward::settle);
        memory.tick();
      }
    } catch (RuntimeException e) {
      LOG.error("the watch over plugins failed, and goes on", e);
    }
  }

  private void sample(long now) {
    List<Custody> custodies = wards.custodies();
    List<Thread> threads = new ArrayList<>();
    int[] ends = new int[custodies.size()];
    for (int i = 0; i < ends.length; i++) {
      threads.addAll(custodies.get(i).threads());
      ends[i] = threads.size();
    }
    long[] bytes = allocation.since(threads);
    int thread = 0;
    for (int i = 0; i < ends.length; i++) {
      long sum = 0;
      for (; thread < ends[i]; thread++) {
        sum += bytes[thread];
      }
      custodies.get(i).sample(now, sum);
    }
  }

  private void collected(HeapGauge.Reading reading) {
    try {
      executor.execute(() -> memory.collected(reading));
    } catch (RejectedExecutionException e) {
      LOG.debug("stopping");
    }
  }

  private void lookedAtAll(long since) {
    gauge.lookedAtAll(since);
  }

  @Override
  public void close() {
    gauge.close();
    collection.close();
    executor.shutdownNow();
  }
}
