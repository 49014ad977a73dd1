package org.watchfloor.core.cluster.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Spans of time that follow from the failure time. Immutable; nanoseconds on {@link
 * System#nanoTime()}.
 *
 * <p>A node that heard nothing of a leader for {@code failure} votes for another one, and a leader
 * that heard nothing of a majority for {@code failure} leads no more. A node goes on running its
 * sources for {@code lease}, so that a new leader finds them running; whoever gives them to another
 * node waits for {@code reclaim}, longer by what two clocks may differ (a quartz drifts by less
 * than 0.1 %, a virtual machine's clock is corrected by at most some percent).
 */
record Timing(long failure, long lease, long reclaim, long tick, long settle) {
  static Timing of(int failureMillis) {
    long failure = TimeUnit.MILLISECONDS.toNanos(failureMillis);
    return new Timing(
        failure,
        2 * failure,
        2 * failure + failure / 10,
        Math.max(failure / 12, TimeUnit.MILLISECONDS.toNanos(20)),
        failure / 5);
  }

  Duration failureTime() {
    return Duration.ofNanos(failure);
  }
}
