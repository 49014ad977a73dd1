package org.watchfloor.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceException;

/** A thread of the platform in which a source is started. */
final class Starter {
  private final CompletableFuture<Throwable> end = new CompletableFuture<>();
  private final Thread thread;

  private Starter(Source source) {
    thread = new Thread(() -> end.complete(thrown(source)), "testkit-starter");
    thread.setDaemon(true);
  }

  static Starter start(Source source) {
    Starter starter = new Starter(source);
    starter.thread.start();
    return starter;
  }

  private static Throwable thrown(Source source) {
    try {
      source.start();
      return new AssertionError("it started");
    } catch (SourceException | InterruptedException | RuntimeException e) {
      return e;
    }
  }

  void interrupt() {
    thread.interrupt();
  }

  /** What the start ended with. */
  Throwable end(Duration within) throws Exception {
    try {
      return end.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("start goes on after " + within, e);
    }
  }
}
