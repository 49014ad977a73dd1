package org.watchfloor.core.runtime.internal;

import java.time.Duration;

/**
 * Deadlines and thresholds of the supervision.
 *
 * @param start that {@code Source.start} may take
 * @param call that any other call into a plugin may take
 * @param close that {@code Source.close} may take
 * @param notice after which a call that still runs is reported, though not yet given up
 * @param backoffMin before the first new attempt
 * @param backoffMax between two attempts at most
 * @param crashes within the window that lead to quarantine
 * @param window in which crashes are counted
 * @param grace that ways in stay open without their plugin
 * @param budget of each source
 */
record Limits(
    Duration start,
    Duration call,
    Duration close,
    Duration notice,
    Duration backoffMin,
    Duration backoffMax,
    int crashes,
    Duration window,
    Duration grace,
    Budget budget) {

  /**
   * What each source may use.
   *
   * @param threads that its plugin makes itself
   * @param signals each second, in the long run
   * @param burst signals at once
   * @param heapPercent of the heap still used after a collection, above which somebody has to go
   */
  record Budget(int threads, int signals, int burst, int heapPercent) {
    static final Budget DEFAULT = new Budget(64, 1_000, 1_000, 80);
  }

  static Limits of(RuntimeConfig config) {
    Duration min = Duration.ofMillis(Math.max(10, config.backoff_min_ms()));
    return new Limits(
        Duration.ofMillis(Math.max(100, config.start_deadline_ms())),
        Duration.ofMillis(Math.max(10, config.call_deadline_ms())),
        Duration.ofMillis(Math.max(10, config.close_deadline_ms())),
        Duration.ofMillis(Math.max(10, config.hung_notice_ms())),
        min,
        Duration.ofMillis(Math.max(min.toMillis(), config.backoff_max_ms())),
        Math.max(1, config.quarantine_crashes()),
        Duration.ofMinutes(Math.max(1, config.quarantine_minutes())),
        Duration.ofMillis(Math.max(0, config.update_grace_ms())),
        new Budget(
            Math.max(1, config.threads_max()),
            within(config.signals_per_second_max(), 1, 1_000_000),
            within(config.signals_burst_max(), 1, 1_000_000),
            within(config.heap_percent_max(), 50, 100)));
  }

  private static int within(int value, int min, int max) {
    return Math.max(min, Math.min(max, value));
  }
}
