package org.watchfloor.rtcc.video.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.CameraView;
import org.watchfloor.rtcc.api.video.AlertPicture;

/**
 * Has pictures taken of every young alert that has a place. Thread-safe and idempotent: what an
 * alert has already is not taken again.
 *
 * <p>The bus's thread is let go before the pictures are there, so that the next alert does not wait
 * for a slow camera. Alerts whose pictures were under way when the center stopped are found again
 * by {@link #resume}.
 */
final class AlertPhotographer implements EntryHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AlertPhotographer.class);

  static final Filter ALERTS = Filter.of(EntryType.ALERT);

  /** Alerts whose pictures are under way at once; more wait on the bus, where nothing is lost. */
  private static final int MAX_UNDER_WAY = 64;

  /** What {@link AlertBus#read} looks through in one call. */
  private static final int LOOK_BACK_ENTRIES = 10_000;

  private final CameraChoice choice;
  private final SharedSnapshots snapshots;
  private final PictureKeeper keeper;
  private final VideoSettings settings;
  private final Clock clock;
  private final Executor workers;
  private final Semaphore room = new Semaphore(MAX_UNDER_WAY);
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Map<String, String> failing = new ConcurrentHashMap<>();
  private volatile boolean closed;

  AlertPhotographer(
      CameraChoice choice,
      SharedSnapshots snapshots,
      PictureKeeper keeper,
      VideoSettings settings,
      Clock clock,
      Executor workers) {
    this.choice = choice;
    this.snapshots = snapshots;
    this.keeper = keeper;
    this.settings = settings;
    this.clock = clock;
    this.workers = workers;
  }

  @Override
  public void handle(List<BusEntry> entries) throws InterruptedException {
    for (BusEntry entry : entries) {
      if (entry instanceof AlertEntry alert) {
        begin(alert);
      }
    }
  }

  /** Takes up the young alerts among the last 10,000 entries of the journal; blocks. */
  void resume(AlertBus bus) throws InterruptedException {
    long after = Math.max(0, bus.head() - LOOK_BACK_ENTRIES);
    handle(bus.read(after, ALERTS, LOOK_BACK_ENTRIES));
  }

  /** What is still under way is left to {@link #resume}; nothing more is begun. */
  void close() {
    closed = true;
  }

  private void begin(AlertEntry entry) throws InterruptedException {
    Alert alert = entry.alert();
    GeoPoint place = alert.location().orElse(null);
    if (closed || place == null || !young(entry) || !underWay.add(alert.id())) {
      return;
    }
    boolean begun = false;
    try {
      room.acquire();
      try {
        workers.execute(() -> takeAll(entry, place));
        begun = true;
      } catch (RejectedExecutionException e) {
        room.release();
        LOG.debug("Closing; {} is pictured after the restart, if it is young then", alert.id());
      }
    } finally {
      if (!begun) {
        underWay.remove(alert.id());
      }
    }
  }

  /** A picture of now says nothing about long ago. */
  private boolean young(AlertEntry entry) {
    Instant now = clock.instant();
    return Duration.between(entry.recordedAt(), now).compareTo(settings.alertAge()) <= 0
        && Duration.between(entry.alert().occurredAt(), now).compareTo(settings.eventAge()) <= 0;
  }

  private void takeAll(AlertEntry entry, GeoPoint place) {
    String alertId = entry.alert().id();
    long began = System.nanoTime();
    AtomicInteger kept = new AtomicInteger();
    List<CompletableFuture<?>> pictures = new ArrayList<>();
    CompletableFuture<?> all;
    try {
      // Young still, after it may have waited for room.
      List<CameraView> views = young(entry) ? missing(alertId, choice.of(place)) : List.of();
      for (CameraView view : views) {
        pictures.add(take(alertId, view, kept));
      }
      all = CompletableFuture.allOf(pictures.toArray(CompletableFuture<?>[]::new));
    } catch (RuntimeException e) {
      all = CompletableFuture.failedFuture(e);
    }
    all.whenComplete(
        (done, e) -> {
          room.release();
          underWay.remove(alertId);
          long millis = (System.nanoTime() - began) / 1_000_000;
          if (e != null) {
            LOG.error("{} has no pictures: {}", alertId, Reasons.of(e), e);
          } else if (!pictures.isEmpty()) {
            LOG.info("{}: {} of {} pictures, {} ms", alertId, kept, pictures.size(), millis);
          }
        });
  }

  /** Without those whose picture is there, and no more than the alert may have. */
  private List<CameraView> missing(String alertId, List<CameraView> views) {
    Set<String> there =
        keeper.of(alertId).stream().map(AlertPicture::cameraId).collect(Collectors.toSet());
    return views.stream()
        .filter(view -> !there.contains(view.camera().id()))
        .limit(Math.max(0, settings.cameras() - there.size()))
        .toList();
  }

  /** Never completes exceptionally. */
  private CompletableFuture<?> take(String alertId, CameraView view, AtomicInteger kept) {
    String sourceId = view.camera().sourceId().orElseThrow();
    return snapshots
        .take(sourceId, settings.deadline())
        .handleAsync(
            (picture, e) -> {
              if (picture == null) {
                lost(view, e == null ? "no picture" : Reasons.of(e));
              } else if (keep(alertId, view, picture)) {
                kept.incrementAndGet();
              }
              return null;
            },
            workers)
        .exceptionally(
            e -> {
              LOG.error(
                  "{}: the picture of {} is lost: {}", alertId, view.camera().id(), Reasons.of(e));
              return null;
            });
  }

  private boolean keep(String alertId, CameraView view, Picture picture) {
    String camera = view.camera().id();
    if (failing.remove(camera) != null) {
      LOG.info("Camera {} gives pictures of alerts again", camera);
    }
    try {
      return keeper.keep(alertId, view, picture);
    } catch (IOException e) {
      LOG.error(
          "{}: the picture of camera {} cannot be kept: {}; see media.max.bytes"
              + " in etc/org.watchfloor.store.cfg, and the disk",
          alertId,
          camera,
          e.getMessage());
      return false;
    }
  }

  /** Logged when the reason is new, not at each alert. */
  private void lost(CameraView view, String reason) {
    String camera = view.camera().id();
    if (!closed && !reason.equals(failing.put(camera, reason))) {
      LOG.warn("Camera {} gives no picture of an alert: {}", camera, reason);
    }
  }
}
