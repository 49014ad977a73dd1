package org.watchfloor.core.isolation.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.runtime.RemoteDecoder;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * The JVM that a plugin runs in now, or why there is none, and who wants to know. Thread-safe.
 * Listeners are called under the lock, so that each hears of the changes in their order.
 */
final class CurrentJvm {
  private final List<Watch> watches = new ArrayList<>();
  private @Nullable Jvm jvm;
  private String whyNot = "the plugin's JVM is starting";

  /** A listener, compared by identity: the same one may watch twice. */
  private final class Watch implements RemoteDecoder.Watch {
    final Consumer<SourceStatus> listener;

    Watch(Consumer<SourceStatus> listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      remove(this);
    }
  }

  synchronized void set(Jvm next) {
    jvm = next;
    notifyAll();
    tell();
  }

  synchronized void none(String reason) {
    jvm = null;
    whyNot = reason;
    tell();
  }

  /** Tells how it is now, and from now on each change. */
  synchronized RemoteDecoder.Watch watch(Consumer<SourceStatus> listener) {
    Watch watch = new Watch(listener);
    watches.add(watch);
    listener.accept(status());
    return watch;
  }

  private synchronized void remove(Watch watch) {
    watches.remove(watch);
  }

  private void tell() {
    for (Watch watch : watches) {
      watch.listener.accept(status());
    }
  }

  private SourceStatus status() {
    return jvm == null ? SourceStatus.offline(whyNot) : SourceStatus.online();
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
