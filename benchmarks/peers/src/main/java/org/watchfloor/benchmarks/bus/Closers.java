package org.watchfloor.benchmarks.bus;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a peer has begun and how it ends, last first. Thread-safe. */
final class Closers {
  private final Deque<AutoCloseable> all = new ArrayDeque<>();

  /** Ends something when the peer is through, whether it was opened to the end or not. */
  synchronized void add(AutoCloseable closer) {
    all.push(closer);
  }

  private synchronized Deque<AutoCloseable> take() {
    Deque<AutoCloseable> taken = new ArrayDeque<>(all);
    all.clear();
    return taken;
  }

  /** Ends everything; throws the first fault once all was tried. */
  void close() throws Exception {
    Exception first = null;
    for (AutoCloseable closer : take()) {
      try {
        closer.close();
      } catch (Exception e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
