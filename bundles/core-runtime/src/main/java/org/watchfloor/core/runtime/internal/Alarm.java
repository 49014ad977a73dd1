package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thing that a source waits for by time: its next attempt, or the end of a plugin's grace.
 * Used, and run, on the source's lane.
 */
final class Alarm {
  private final ScheduledExecutorService timer;
  private final Lane lane;
  private @Nullable Future<?> pending;
  private int epoch;

  Alarm(ScheduledExecutorService timer, Lane lane) {
    this.timer = timer;
    this.lane = lane;
  }

  /** Instead of what was set before. */
  void set(Runnable task, Duration pause) {
    cancel();
    int mine = epoch;
    Runnable onLane =
        () -> {
          if (epoch == mine) {
            task.run();
          }
        };
    try {
      pending = timer.schedule(() -> lane.post(onLane), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      pending = null; // the platform is stopping
    }
  }

  void cancel() {
    Future<?> before = pending;
    if (before != null) {
      before.cancel(false);
    }
    pending = null;
    epoch++; // it may be on its way to the lane already
  }
}
