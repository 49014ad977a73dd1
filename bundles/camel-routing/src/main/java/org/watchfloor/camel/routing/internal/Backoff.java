package org.watchfloor.camel.routing.internal;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing pauses, each with jitter, so that many that failed together do not come back together.
 * Not thread-safe.
 */
final class Backoff {
  private final long firstMillis;
  private final long mostMillis;
  private long nextMillis;

  Backoff(long firstMillis, long mostMillis) {
    this.firstMillis = firstMillis;
    this.mostMillis = mostMillis;
    this.nextMillis = firstMillis;
  }

  /** Milliseconds to wait now: half to the whole of a pause that doubles each time. */
  long next() {
    long pause = nextMillis;
    nextMillis = Math.min(mostMillis, nextMillis * 2);
    return pause - ThreadLocalRandom.current().nextLong(pause / 2 + 1);
  }

  void reset() {
    nextMillis = firstMillis;
  }
}
