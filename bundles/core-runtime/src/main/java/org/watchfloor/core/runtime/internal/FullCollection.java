package org.watchfloor.core.runtime.internal;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the JVM to look at the whole heap, on a thread of its own: a collector that works beside the
 * program lets the one who asks wait until it is done. One at a time. Thread-safe.
 */
final class FullCollection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FullCollection.class);
  private static final String CONCURRENT = "ExplicitGCInvokesConcurrent";
  private static final String DISABLED = "DisableExplicitGC";

  private final LongConsumer done;
  private final boolean disabled;
  private final AtomicBoolean running = new AtomicBoolean();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(Threads.runtime("collector"));

  /**
   * @param done is told when the heap was looked at beside the program, on a thread of this; gets
   *     {@link System#nanoTime()} before that began
   */
  FullCollection(LongConsumer done) {
    this.done = done;
    this.disabled =
        isSet(ManagementFactory.getRuntimeMXBean().getInputArguments(), DISABLED, false);
  }

  /** Whether everybody stands still for as long as it takes, in this JVM. */
  static boolean stopsEverybody() {
    return stopsEverybody(
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList(),
        ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  static boolean stopsEverybody(List<String> collectors, List<String> arguments) {
    String one = collectors.isEmpty() ? "" : collectors.get(0);
    if (one.startsWith("ZGC")) {
      return false;
    }
    // Shenandoah sets it by itself, unless it is told not to
    boolean shenandoah = one.startsWith("Shenandoah");
    boolean choice = shenandoah || one.startsWith("G1");
    return !choice || !isSet(arguments, CONCURRENT, shenandoah);
  }

  /** The last one counts, as for the JVM. */
  private static boolean isSet(List<String> arguments, String flag, boolean otherwise) {
    boolean set = otherwise;
    for (String argument : arguments) {
      if (argument.equals("-XX:+" + flag)) {
        set = true;
      } else if (argument.equals("-XX:-" + flag)) {
        set = false;
      }
    }
    return set;
  }

  /** Whether a look begins; not while one goes on, which may have passed by what is new. */
  boolean ask() {
    if (disabled) {
      LOG.warn("the heap is nearly full; nobody can look whether it is garbage: -XX:+{}", DISABLED);
      return true;
    }
    if (!running.compareAndSet(false, true)) {
      return false;
    }
    try {
      LOG.warn("the heap is nearly full: a look at all of it shows whether it is garbage");
      executor.execute(this::run);
    } catch (RejectedExecutionException e) {
      LOG.debug("stopping");
    }
    return true;
  }

  private void run() {
    try {
      long begin = System.nanoTime();
      System.gc();
      if (!stopsEverybody()) {
        done.accept(begin);
      }
    } finally {
      running.set(false);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
