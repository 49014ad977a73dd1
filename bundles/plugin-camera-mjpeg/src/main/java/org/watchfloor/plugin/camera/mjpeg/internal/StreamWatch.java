package org.watchfloor.plugin.camera.mjpeg.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * A watch on a camera's stream. Thread-safe. Holds one thread until the stream ends or the watch is
 * closed. Ends a stream that brings bytes but no picture.
 */
final class StreamWatch implements AutoCloseable {
  private final Pictures.Stream stream;
  private final Clock clock;
  private final Duration patience;
  private final Consumer<Picture> onPicture;
  private final Consumer<String> onEnd;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile long lastNanos = System.nanoTime();
  private volatile @Nullable ScheduledFuture<?> guard;

  private StreamWatch(
      Pictures.Stream stream,
      Clock clock,
      Duration patience,
      Consumer<Picture> onPicture,
      Consumer<String> onEnd) {
    this.stream = stream;
    this.clock = clock;
    this.patience = patience;
    this.onPicture = onPicture;
    this.onEnd = onEnd;
  }

  /**
   * @param patience from one picture to the next
   * @throws RejectedExecutionException if the scheduler is shut down; the stream is still open then
   */
  static StreamWatch start(
      ScheduledExecutorService scheduler,
      Pictures.Stream stream,
      Clock clock,
      Duration patience,
      Consumer<Picture> onPicture,
      Consumer<String> onEnd) {
    StreamWatch watch = new StreamWatch(stream, clock, patience, onPicture, onEnd);
    long millis = patience.toMillis();
    watch.guard =
        scheduler.scheduleWithFixedDelay(
            watch::endIfStalled, millis, millis, TimeUnit.MILLISECONDS);
    try {
      scheduler.execute(watch::run);
    } catch (RejectedExecutionException e) {
      watch.stopGuard();
      throw e;
    }
    return watch;
  }

  private void run() {
    String reason;
    try {
      while (!over.get()) {
        Picture picture = Picture.ofJpeg(clock.instant(), stream.next());
        lastNanos = System.nanoTime();
        if (!over.get()) {
          onPicture.accept(picture);
        }
      }
      reason = "closed";
    } catch (SourceException e) {
      reason = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      reason = "unexpected: " + e;
    }
    end(reason);
  }

  private void endIfStalled() {
    if (System.nanoTime() - lastNanos > patience.toNanos()) {
      end("stream.url: no whole picture came for " + patience.toSeconds() + " s");
    }
  }

  private void end(String reason) {
    if (over.compareAndSet(false, true)) {
      stop();
      onEnd.accept(reason);
    }
  }

  @Override
  public void close() {
    over.set(true);
    stop();
  }

  private void stop() {
    stopGuard();
    stream.close();
  }

  private void stopGuard() {
    ScheduledFuture<?> running = guard;
    if (running != null) {
      running.cancel(false);
    }
  }
}
