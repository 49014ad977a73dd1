package org.watchfloor.core.runtime.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.media.Picture;

/**
 * One who watches a camera. Gets one picture at a time on a thread of the platform; what comes
 * meanwhile is dropped, so that a slow viewer holds up neither the camera nor other viewers.
 * Thread-safe.
 */
final class Viewer {
  private static final Logger LOG = LoggerFactory.getLogger(Viewer.class);

  private final Consumer<Picture> onPicture;
  private final Consumer<String> onEnd;
  private final Executor executor;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Object oneAtATime = new Object();

  Viewer(Consumer<Picture> onPicture, Consumer<String> onEnd, Executor executor) {
    this.onPicture = onPicture;
    this.onEnd = onEnd;
    this.executor = executor;
  }

  void show(Picture picture) {
    if (!ended.get() && busy.compareAndSet(false, true)) {
      execute(
          () -> {
            try {
              call(onPicture, picture);
            } finally {
              busy.set(false);
            }
          });
    }
  }

  /** Says that no more pictures will come; only the first call counts. */
  void end(String reason) {
    if (ended.compareAndSet(false, true)) {
      execute(
          () -> {
            synchronized (oneAtATime) {
              safely(() -> onEnd.accept(reason));
            }
          });
    }
  }

  /** Looks away: hears nothing more. */
  void leave() {
    ended.set(true);
  }

  private void call(Consumer<Picture> consumer, Picture picture) {
    synchronized (oneAtATime) {
      if (!ended.get()) {
        safely(() -> consumer.accept(picture));
      }
    }
  }

  private static void safely(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.warn("somebody who watches a camera failed", e);
    }
  }

  private void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      task.run(); // the platform is stopping: the last word still has to be said
    }
  }
}
