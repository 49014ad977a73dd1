package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.media.Picture;

/**
 * A camera of another node for all who watch it here: one picture after the other, asked for while
 * somebody watches, two a second at most. Thread-safe.
 */
final class FarWatch {
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration DEADLINE = Duration.ofSeconds(4);

  /** One picture that does not come is no reason to end a stream. */
  private static final int MAX_FAILURES = 3;

  private final String sourceId;
  private final Platform platform;
  private final Set<Viewer> viewers = new CopyOnWriteArraySet<>();
  private boolean asking;
  private int failures;

  FarWatch(String sourceId, Platform platform) {
    this.sourceId = sourceId;
    this.platform = platform;
  }

  void join(Viewer viewer) {
    viewers.add(viewer);
    synchronized (this) {
      if (asking) {
        return;
      }
      asking = true;
      failures = 0;
    }
    ask();
  }

  void leave(Viewer viewer) {
    viewers.remove(viewer);
  }

  /** Ends it for all who watch, with the reason. */
  void end(String reason) {
    for (Viewer viewer : viewers) {
      viewer.end(reason);
      viewers.remove(viewer);
    }
  }

  private void ask() {
    Stand stand = platform.ownership().of(sourceId);
    if (stand.node().isEmpty()) {
      end("the source " + sourceId + " moves from one node to another");
    }
    synchronized (this) {
      asking = !viewers.isEmpty();
      if (!asking) {
        return;
      }
    }
    long began = System.nanoTime();
    platform
        .elsewhere()
        .snapshot(stand.node(), sourceId, DEADLINE)
        .whenComplete((picture, e) -> answered(picture, e, began));
  }

  private void answered(@Nullable Picture picture, @Nullable Throwable e, long began) {
    if (picture != null) {
      failures = 0;
      viewers.forEach(viewer -> viewer.show(picture));
    } else if (++failures >= MAX_FAILURES && e != null) {
      end(Words.of(e, Redaction.NONE));
    }
    long left = PERIOD.toNanos() - (System.nanoTime() - began);
    try {
      platform.timer().schedule(this::ask, Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopping) {
      end("the center is stopping");
    }
  }
}
