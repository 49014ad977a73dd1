package org.watchfloor.plugin.camera.mjpeg.internal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * A watch on a camera that has no stream: one snapshot after another. Thread-safe. Holds a thread
 * only while a snapshot is under way. Ends at the first snapshot that fails.
 */
final class PolledWatch implements AutoCloseable {
  /** From the end of a snapshot to the next: more would keep a cheap camera from anything else. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ScheduledExecutorService scheduler;
  private final Shot shot;
  private final Consumer<Picture> onPicture;
  private final Consumer<String> onEnd;
  private final AtomicBoolean over = new AtomicBoolean();

  /** Gets one picture; blocks. */
  interface Shot {
    Picture take() throws SourceException;
  }

  private PolledWatch(
      ScheduledExecutorService scheduler,
      Shot shot,
      Consumer<Picture> onPicture,
      Consumer<String> onEnd) {
    this.scheduler = scheduler;
    this.shot = shot;
    this.onPicture = onPicture;
    this.onEnd = onEnd;
  }

  /**
   * @throws RejectedExecutionException if the scheduler is shut down
   */
  static PolledWatch start(
      ScheduledExecutorService scheduler,
      Shot shot,
      Consumer<Picture> onPicture,
      Consumer<String> onEnd) {
    PolledWatch watch = new PolledWatch(scheduler, shot, onPicture, onEnd);
    scheduler.execute(watch::step);
    return watch;
  }

  private void step() {
    if (over.get()) {
      return;
    }
    try {
      Picture picture = shot.take();
      if (!over.get()) {
        onPicture.accept(picture);
        scheduler.schedule(this::step, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (SourceException e) {
      end(String.valueOf(e.getMessage()));
    } catch (RejectedExecutionException e) {
      end("closed");
    } catch (RuntimeException e) {
      end("unexpected: " + e);
    }
  }

  private void end(String reason) {
    if (over.compareAndSet(false, true)) {
      onEnd.accept(reason);
    }
  }

  @Override
  public void close() {
    over.set(true);
  }
}
