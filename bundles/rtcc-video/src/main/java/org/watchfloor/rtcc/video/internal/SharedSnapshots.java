package org.watchfloor.rtcc.video.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.media.Picture;

/**
 * Snapshots of sources, each shared by those who ask within half a second. Thread-safe; never
 * blocks.
 */
final class SharedSnapshots implements AutoCloseable {
  private static final Duration SHARED = Duration.ofMillis(500);

  /** One who joins may have a longer deadline than the one who began. */
  private static final Duration AT_LEAST = Duration.ofSeconds(5);

  private final SourceRegistry sources;
  private final ScheduledExecutorService timer;
  private final ConcurrentMap<String, CompletableFuture<Picture>> recent =
      new ConcurrentHashMap<>();
  private final Set<CompletableFuture<Picture>> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  SharedSnapshots(SourceRegistry sources, ScheduledExecutorService timer) {
    this.sources = sources;
    this.timer = timer;
  }

  /** Completes exceptionally with an {@link IOException} that holds the reason in words. */
  CompletableFuture<Picture> take(String sourceId, Duration deadline) {
    CompletableFuture<Picture> mine = new CompletableFuture<>();
    Future<?> limit;
    try {
      limit =
          timer.schedule(
              () -> mine.completeExceptionally(late(deadline)),
              deadline.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      mine.completeExceptionally(closing());
      return mine;
    }
    waiting.add(mine);
    copy(shared(sourceId, deadline), mine);
    if (closed) {
      mine.completeExceptionally(closing());
    }
    mine.whenComplete(
        (picture, e) -> {
          limit.cancel(false);
          waiting.remove(mine);
        });
    return mine;
  }

  private CompletableFuture<Picture> shared(String sourceId, Duration deadline) {
    CompletableFuture<Picture> next = new CompletableFuture<>();
    CompletableFuture<Picture> current = recent.putIfAbsent(sourceId, next);
    if (current != null) {
      return current;
    }
    try {
      timer.schedule(() -> recent.remove(sourceId, next), SHARED.toMillis(), TimeUnit.MILLISECONDS);
      Duration patience = deadline.compareTo(AT_LEAST) > 0 ? deadline : AT_LEAST;
      copy(sources.snapshot(sourceId, patience), next);
    } catch (RuntimeException e) {
      recent.remove(sourceId, next);
      next.completeExceptionally(e);
    }
    return next;
  }

  private static void copy(CompletionStage<Picture> from, CompletableFuture<Picture> to) {
    from.whenComplete(
        (picture, e) -> {
          if (e == null) {
            to.complete(picture);
          } else {
            to.completeExceptionally(new IOException(Reasons.of(e)));
          }
        });
  }

  /** Answers all who wait; the timer may be stopped then. */
  @Override
  public void close() {
    closed = true;
    waiting.forEach(mine -> mine.completeExceptionally(closing()));
  }

  private static IOException closing() {
    return new IOException("the cameras are being restarted; ask again in a second");
  }

  private static IOException late(Duration deadline) {
    return new IOException("the camera gave no picture within " + deadline.toMillis() + " ms");
  }
}
