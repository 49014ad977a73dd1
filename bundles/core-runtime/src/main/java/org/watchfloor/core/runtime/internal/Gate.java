package org.watchfloor.core.runtime.internal;

import java.util.concurrent.atomic.LongAdder;

/**
 * The gate between one open instance of a plugin and the platform. Once shut it stays shut: calls
 * that come late are dropped and counted. Thread-safe.
 */
final class Gate {
  private final LongAdder dropped = new LongAdder();
  private volatile boolean shut;

  /** Whether a call may pass; one that may not is counted. */
  boolean pass() {
    if (shut) {
      dropped.increment();
      return false;
    }
    return true;
  }

  void shut() {
    shut = true;
  }

  boolean isShut() {
    return shut;
  }

  /** Calls that came after the gate was shut. */
  long dropped() {
    return dropped.sum();
  }
}
