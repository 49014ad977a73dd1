package org.watchfloor.core.isolation.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JVM that a plugin runs in now, or why there is none. Thread-safe. */
final class CurrentJvm {
  private @Nullable Jvm jvm;
  private String whyNot = "the plugin's JVM is starting";

  synchronized void set(Jvm next) {
    jvm = next;
    notifyAll();
  }

  synchronized void none(String reason) {
    jvm = null;
    whyNot = reason;
  }

  synchronized boolean is(Jvm other) {
    return jvm == other;
  }

  synchronized Jvm get() throws Gone {
    if (jvm == null) {
      throw new Gone(whyNot);
    }
    return jvm;
  }

  /**
   * Waits for one, while the last one is being replaced.
   *
   * @throws Gone if there is none after so long
   */
  synchronized Jvm await(Duration patience) throws Gone, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long left = patience.toNanos(); jvm == null && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return get();
  }
}
