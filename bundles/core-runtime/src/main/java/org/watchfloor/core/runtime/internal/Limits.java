package org.watchfloor.core.runtime.internal;

import java.time.Duration;

/**
 * Deadlines and thresholds of the supervision.
 *
 * @param start that {@code Source.start} may take
 * @param call that any other call into a plugin may take
 * @param close that {@code Source.close} may take
 * @param backoffMin before the first new attempt
 * @param backoffMax between two attempts at most
 * @param crashes within the window that lead to quarantine
 * @param window in which crashes are counted
 * @param grace that ways in stay open without their plugin
 */
record Limits(
    Duration start,
    Duration call,
    Duration close,
    Duration backoffMin,
    Duration backoffMax,
    int crashes,
    Duration window,
    Duration grace) {

  static Limits of(RuntimeConfig config) {
    Duration min = Duration.ofMillis(Math.max(10, config.backoff_min_ms()));
    return new Limits(
        Duration.ofMillis(Math.max(100, config.start_deadline_ms())),
        Duration.ofMillis(Math.max(10, config.call_deadline_ms())),
        Duration.ofMillis(Math.max(10, config.close_deadline_ms())),
        min,
        Duration.ofMillis(Math.max(min.toMillis(), config.backoff_max_ms())),
        Math.max(1, config.quarantine_crashes()),
        Duration.ofMinutes(Math.max(1, config.quarantine_minutes())),
        Duration.ofMillis(Math.max(0, config.update_grace_ms())));
  }
}
