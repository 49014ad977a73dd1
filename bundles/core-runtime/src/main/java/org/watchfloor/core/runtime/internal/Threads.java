package org.watchfloor.core.runtime.internal;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Makes the named daemon threads of this bundle. Thread-safe. */
final class Threads implements ThreadFactory {
  private final AtomicInteger made = new AtomicInteger();
  private final String name;
  private final @Nullable String sourceId;
  private final @Nullable ClassLoader loader;
  private final ThreadGroup group;

  private Threads(
      String name, @Nullable String sourceId, @Nullable ClassLoader loader, ThreadGroup group) {
    this.name = name;
    this.group = group;
    this.sourceId = sourceId;
    this.loader = loader;
  }

  /** Threads of the platform itself: {@code watchfloor-runtime-<part>-<n>}. */
  static Threads runtime(String part) {
    return new Threads("watchfloor-runtime-" + part, null, null, PluginThreads.TOP);
  }

  /** Threads that run a plugin's code for one source, with its class loader and its log context. */
  static Threads source(String sourceId, String part, ClassLoader loader, ThreadGroup group) {
    String name = PluginThreads.SOURCE + sourceId + "-" + part;
    return new Threads(name, sourceId, loader, group);
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(group, () -> run(task), name + "-" + made.incrementAndGet());
    thread.setDaemon(true);
    // otherwise it inherits whichever plugin's loader the calling thread happens to have
    thread.setContextClassLoader(loader != null ? loader : Threads.class.getClassLoader());
    return thread;
  }

  private void run(Runnable task) {
    if (sourceId != null) {
      MDC.put("source", sourceId);
    }
    task.run();
  }
}
