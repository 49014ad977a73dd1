package org.watchfloor.plugin.plate.opencv.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.camera.CameraPictures;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.plugin.plate.opencv.internal.reading.Found;

/**
 * Reads the plates that one camera sees. Thread-safe. Of pictures that come while one is read only
 * the newest is kept.
 */
final class CameraPlates implements Source {
  private static final Duration FIRST_PICTURE = Duration.ofSeconds(10);
  private static final long TICK_MILLIS = 250;

  private final Settings settings;
  private final CameraPictures cameras;
  private final Reading reading;
  private final SourceContext context;
  private final Tracks tracks = new Tracks();
  private final AtomicReference<@Nullable Picture> next = new AtomicReference<>();
  private final AtomicBoolean reads = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<Picture> closing = new CompletableFuture<>();
  private final AtomicLong readAt = new AtomicLong();
  private final AtomicInteger pictures = new AtomicInteger();
  private final AtomicInteger submitted = new AtomicInteger();
  private final AtomicReference<@Nullable AutoCloseable> watch = new AtomicReference<>();

  /** What finds plates in a picture. */
  interface Reading {
    List<Found> read(byte[] picture, String region);

    /** A JPEG of the plate and a little around it. */
    byte[] crop(byte[] picture, Found found);
  }

  CameraPlates(Settings settings, CameraPictures cameras, Reading reading, SourceContext context) {
    this.settings = settings;
    this.cameras = cameras;
    this.reading = reading;
    this.context = context;
  }

  @Override
  public void start() throws SourceException, InterruptedException {
    CompletableFuture<Picture> first =
        cameras.snapshot(settings.camera(), FIRST_PICTURE).toCompletableFuture();
    try {
      offer((Picture) CompletableFuture.anyOf(first, closing).get());
    } catch (ExecutionException e) {
      throw new SourceException(SourceException.Kind.RETRY, reason(e.getCause()), e);
    }
    context
        .scheduler()
        .scheduleWithFixedDelay(this::tell, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    context.report(SourceStatus.online());
    keep(cameras.watch(settings.camera(), this::offer, this::ended));
  }

  private static String reason(@Nullable Throwable cause) {
    return "the camera gives no picture: " + (cause == null ? "" : cause.getMessage());
  }

  private void keep(AutoCloseable opened) {
    watch.set(opened);
    if (closed.get()) {
      stopWatching();
    }
  }

  private void offer(Picture picture) {
    if (!closed.get()) {
      next.set(picture);
      wake(0);
    }
  }

  private void wake(long millis) {
    if (reads.compareAndSet(false, true)) {
      try {
        context.scheduler().schedule(this::readNext, millis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        reads.set(false); // closed
      }
    }
  }

  private void readNext() {
    long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - readAt.get());
    long wait = pictures.get() == 0 ? 0 : settings.intervalMillis() - since;
    if (wait <= 0) {
      Picture picture = next.getAndSet(null);
      if (picture != null && !closed.get()) {
        readAt.set(System.nanoTime());
        read(picture);
      }
    }
    reads.set(false);
    if (next.get() != null && !closed.get()) {
      wake(Math.max(1, wait));
    }
  }

  private void read(Picture picture) {
    try {
      tracks.see(picture, reading.read(picture.toByteArray(), settings.region()));
      pictures.incrementAndGet();
    } catch (RuntimeException e) {
      context.report(SourceStatus.degraded("a picture could not be read: " + e.getMessage()));
    }
  }

  private void tell() {
    for (Track track : tracks.passed(context.clock().instant())) {
      if (track.looks() >= settings.leastLooks()) {
        tell(track);
      }
    }
  }

  private void tell(Track track) {
    List<Map.Entry<String, Double>> texts = track.texts();
    if (closed.get() || texts.get(0).getValue() < settings.leastConfidence()) {
      return;
    }
    Picture shown = track.bestPicture();
    byte[] whole = shown.toByteArray();
    Media plate = Media.of(reading.crop(whole, track.best()), "image/jpeg", "plate");
    Media scene = Media.of(whole, "image/jpeg", "scene");
    String key =
        settings.camera()
            + "/"
            + track.first().takenAt().toEpochMilli()
            + "/"
            + texts.get(0).getKey();
    Signal signal =
        Signal.of(Kind.PLATE_READ, key, shown.takenAt())
            .device(settings.camera())
            .at(cameras.place(settings.camera()))
            .detail(Reads.read(texts, settings.region()))
            .media(plate.ref())
            .media(scene.ref())
            .build();
    context
        .sink()
        .keep(plate)
        .thenCompose(kept -> context.sink().keep(scene))
        .whenComplete((kept, failure) -> submit(signal));
  }

  /** Also without its pictures: the read is worth more than they are. */
  private void submit(Signal signal) {
    if (!closed.get()) {
      context.sink().submit(signal);
      submitted.incrementAndGet();
    }
  }

  private void ended(String reason) {
    if (!closed.get()) {
      context.report(SourceStatus.offline(reason));
      context.fail(new SourceException(SourceException.Kind.RETRY, reason));
    }
  }

  @Override
  public Map<String, Object> diagnostics() {
    return Map.of("pictures", pictures.get(), "submitted", submitted.get());
  }

  @Override
  public void close() {
    closed.set(true);
    closing.completeExceptionally(new IllegalStateException("the source is closed"));
    stopWatching();
  }

  private void stopWatching() {
    AutoCloseable opened = watch.getAndSet(null);
    if (opened != null) {
      try {
        opened.close();
      } catch (Exception e) {
        context.report(SourceStatus.offline("the camera could not be let go: " + e.getMessage()));
      }
    }
  }
}
