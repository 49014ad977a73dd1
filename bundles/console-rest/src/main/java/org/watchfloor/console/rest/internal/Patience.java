package org.watchfloor.console.rest.internal;

import java.util.concurrent.Semaphore;

/**
 * How long and how much the center puts up with from senders of bodies. Thread-safe.
 *
 * @param memory bytes that all bodies being read may hold together, in memory or on disk
 * @param bodyMillis within which a body must be whole
 * @param lingerMillis for which the rest of an answered request is still thrown away
 * @param lingerBytes how much of it
 */
record Patience(Semaphore memory, long bodyMillis, long lingerMillis, long lingerBytes) {

  /** With whoever is not known: a thousand sign-ins of the largest size at once. */
  static Patience withStrangers() {
    return new Patience(new Semaphore(16 << 20), 10_000, 2_000, 64 << 10);
  }

  /** With whoever has signed in: a sensor behind a slow line may take its time. */
  static Patience withKnown() {
    return new Patience(new Semaphore(128 << 20), 60_000, 10_000, 8 << 20);
  }

  /**
   * With whoever sends a file, which goes to disk instead of memory: four of the largest at once,
   * over a line of some hundred kB/s. A browser sees a refusal only once it has sent all.
   *
   * @param maxBytes of one file
   */
  static Patience withFiles(int maxBytes) {
    int all = (int) Math.min(Integer.MAX_VALUE, 4L * maxBytes);
    return new Patience(new Semaphore(all), 600_000, 30_000, 2L * maxBytes);
  }
}
