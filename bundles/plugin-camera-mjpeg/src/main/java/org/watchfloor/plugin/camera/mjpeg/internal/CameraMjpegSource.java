package org.watchfloor.plugin.camera.mjpeg.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.toolkit.http.DeviceHttp;

/**
 * One camera. Thread-safe. All requests run on threads of the context: at most one snapshot and one
 * watch at a time, besides the check. Looks again at once when a snapshot fails or a stream ends by
 * itself, and gives up when that fails too; the platform opens it again.
 */
final class CameraMjpegSource implements CameraSource {
  private static final Logger LOG = LoggerFactory.getLogger(CameraMjpegSource.class);

  /** A streamed picture that is younger serves as a snapshot. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Settings settings;
  private final SourceContext context;
  private final DeviceHttp http;
  private final Pictures pictures;
  private final AtomicReference<@Nullable CompletableFuture<Picture>> underWay =
      new AtomicReference<>();
  private final AtomicReference<@Nullable Picture> newest = new AtomicReference<>();
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicBoolean probing = new AtomicBoolean();
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile @Nullable Future<?> starting;
  private volatile boolean closed;

  CameraMjpegSource(Settings settings, SourceContext context) {
    this.settings = settings;
    this.context = context;
    this.http = new DeviceHttp(settings.access());
    this.pictures = new Pictures(settings, http);
  }

  @Override
  public void start() throws SourceException, InterruptedException {
    Future<Picture> first;
    try {
      first = context.scheduler().submit(this::fetch);
      starting = first;
    } catch (RejectedExecutionException e) {
      throw new SourceException(Kind.RETRY, "closed");
    }
    if (closed) {
      first.cancel(true);
    }
    try {
      first.get();
    } catch (InterruptedException e) {
      http.cancelAll();
      throw e;
    } catch (ExecutionException e) {
      throw asSourceException(e.getCause());
    } catch (CancellationException e) {
      throw new SourceException(Kind.RETRY, "closed");
    }
    context.report(SourceStatus.online());
    scheduleCheck();
  }

  @Override
  public CompletionStage<Picture> snapshot(Duration deadline) {
    Picture fresh = freshPicture();
    if (fresh != null) {
      return CompletableFuture.completedStage(fresh);
    }
    CompletableFuture<Picture> mine = new CompletableFuture<>();
    try {
      Future<?> timer =
          context
              .scheduler()
              .schedule(
                  () -> mine.completeExceptionally(late(deadline)),
                  deadline.toMillis(),
                  TimeUnit.MILLISECONDS);
      sharedFetch()
          .whenComplete(
              (picture, e) -> {
                timer.cancel(false);
                if (picture != null) {
                  mine.complete(picture);
                } else {
                  mine.completeExceptionally(asSourceException(e));
                  probeSoon();
                }
              });
    } catch (RejectedExecutionException e) {
      mine.completeExceptionally(new SourceException(Kind.RETRY, "closed"));
    }
    return mine;
  }

  @Override
  public AutoCloseable watch(Consumer<Picture> onPicture, Consumer<String> onEnd)
      throws SourceException {
    Consumer<Picture> kept =
        picture -> {
          newest.set(picture);
          seen.incrementAndGet();
          onPicture.accept(picture);
        };
    Consumer<String> ended =
        reason -> {
          onEnd.accept(reason);
          probeSoon();
        };
    try {
      if (settings.stream().isEmpty()) {
        return PolledWatch.start(context.scheduler(), this::fetch, kept, ended);
      }
      Pictures.Stream stream = pictures.open();
      try {
        return StreamWatch.start(
            context.scheduler(), stream, context.clock(), settings.patience(), kept, ended);
      } catch (RejectedExecutionException e) {
        stream.close();
        throw e;
      }
    } catch (RejectedExecutionException e) {
      throw new SourceException(Kind.RETRY, "closed");
    }
  }

  @Override
  public Map<String, Object> diagnostics() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("picturesFrom", settings.pictureKey());
    facts.put("hasStream", settings.stream().isPresent());
    facts.put("pictures", seen.get());
    facts.put("failures", failed.get());
    Picture last = newest.get();
    if (last != null) {
      facts.put("lastPictureAt", last.takenAt().toString());
      facts.put("lastPictureBytes", last.length());
    }
    return facts;
  }

  @Override
  public void close() {
    closed = true;
    http.close();
    Future<?> first = starting;
    if (first != null) {
      first.cancel(true);
    }
    CompletableFuture<Picture> waiting = underWay.getAndSet(null);
    if (waiting != null) {
      waiting.completeExceptionally(new SourceException(Kind.RETRY, "closed"));
    }
  }

  /** Callers that come while a picture is under way wait for the same one. */
  private CompletableFuture<Picture> sharedFetch() {
    CompletableFuture<Picture> next = new CompletableFuture<>();
    CompletableFuture<Picture> current = underWay.compareAndExchange(null, next);
    if (current != null) {
      return current;
    }
    try {
      context
          .scheduler()
          .execute(
              () -> {
                try {
                  Picture picture = fetch();
                  underWay.compareAndSet(next, null);
                  next.complete(picture);
                } catch (SourceException | RuntimeException e) {
                  underWay.compareAndSet(next, null);
                  next.completeExceptionally(e);
                }
              });
    } catch (RejectedExecutionException e) {
      underWay.compareAndSet(next, null);
      throw e;
    }
    return next;
  }

  /** Gets a picture; the whole takes no longer than the patience, however slow it drips. */
  private Picture fetch() throws SourceException {
    try (Pictures.Attempt attempt = pictures.attempt()) {
      Future<?> limit =
          context
              .scheduler()
              .schedule(attempt::close, settings.patience().toMillis(), TimeUnit.MILLISECONDS);
      try {
        byte[] jpeg = attempt.picture();
        Picture picture = Picture.ofJpeg(context.clock().instant(), jpeg);
        newest.set(picture);
        seen.incrementAndGet();
        return picture;
      } finally {
        limit.cancel(false);
      }
    } catch (SourceException e) {
      failed.incrementAndGet();
      throw e;
    }
  }

  private void scheduleCheck() {
    long millis = settings.check().toMillis();
    long jitter = ThreadLocalRandom.current().nextLong(-millis / 10, millis / 10 + 1);
    try {
      context.scheduler().schedule(this::check, millis + jitter, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is closed, no more checks", context.sourceId());
    }
  }

  private void check() {
    if (freshPicture() != null || probe()) {
      scheduleCheck();
    }
  }

  private void probeSoon() {
    try {
      if (!closed && probing.compareAndSet(false, true)) {
        context.scheduler().execute(this::probeOnce);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is closed, no more checks", context.sourceId());
    }
  }

  private void probeOnce() {
    try {
      probe();
    } finally {
      probing.set(false);
    }
  }

  /** Whether the camera answers; gives up if it does not. */
  private boolean probe() {
    try {
      fetch();
      return true;
    } catch (SourceException | RuntimeException e) {
      if (!closed && lost.compareAndSet(false, true)) {
        SourceException cause = asSourceException(e);
        LOG.info("{} is lost: {}", context.sourceId(), cause.getMessage());
        context.report(SourceStatus.offline(String.valueOf(cause.getMessage())));
        context.fail(cause);
      }
      return false;
    }
  }

  private @Nullable Picture freshPicture() {
    Picture last = newest.get();
    if (last == null) {
      return null;
    }
    Instant now = context.clock().instant();
    return Duration.between(last.takenAt(), now).abs().compareTo(FRESH) < 0 ? last : null;
  }

  private static TimeoutException late(Duration deadline) {
    return new TimeoutException("the camera gave no picture within " + deadline.toMillis() + " ms");
  }

  private static SourceException asSourceException(@Nullable Throwable e) {
    if (e instanceof SourceException known) {
      return known;
    }
    return new SourceException(Kind.RETRY, "unexpected: " + e, e);
  }
}
