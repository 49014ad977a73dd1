package org.watchfloor.core.runtime.internal;

import java.util.concurrent.atomic.LongAdder;

/**
 * The gate between one open instance of a plugin and the platform. Once shut it stays shut: calls
 * that come late are dropped and counted. Thread-safe.
 */
final class Gate {
  private final LongAdder dropped;
  private volatile boolean shut;

  /**
   * @param dropped counts the calls that came too late, together with those of earlier sessions
   */
  Gate(LongAdder dropped) {
    this.dropped = dropped;
  }

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
}
