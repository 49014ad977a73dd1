package org.watchfloor.camel.routing.internal;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads whose names say whose they are. */
record NamedThreads(String prefix, AtomicInteger number) implements ThreadFactory {
  NamedThreads(String prefix) {
    this(prefix, new AtomicInteger());
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, prefix + "-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
