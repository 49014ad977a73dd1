package org.watchfloor.rtcc.video.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterLink;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.store.MediaStore;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.plugin.api.camera.CameraPictures;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.cameras.Cameras;
import org.watchfloor.rtcc.api.video.AlertPicture;
import org.watchfloor.rtcc.api.video.Video;

/**
 * Pictures from the inventory's cameras, on demand and because of alerts. Thread-safe. Subscribes
 * to alerts while it is active.
 */
@Component(
    service = {Video.class, CameraPictures.class},
    immediate = true,
    configurationPid = VideoConfig.PID)
@Designate(ocd = VideoConfig.class)
public final class CameraVideo implements Video, CameraPictures, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CameraVideo.class);
  private static final String SUBSCRIBER = "rtcc-video";

  /** They wait for disks, not for cameras. */
  private static final int WORKERS = 4;

  private final Cameras cameras;
  private final SourceRegistry sources;
  private final SharedSnapshots snapshots;
  private final PictureKeeper keeper;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService workers;
  private final AlertPhotographer photographer;
  private final PictureRetention retention;
  private final ClusterLink cluster;
  private final AutoCloseable subscription;

  @Activate
  public CameraVideo(
      VideoConfig config,
      @Reference Cameras cameras,
      @Reference SourceRegistry sources,
      @Reference Store store,
      @Reference MediaStore media,
      @Reference AlertBus bus) {
    this(VideoSettings.of(config), cameras, sources, store, media, bus, Clock.systemUTC());
  }

  CameraVideo(
      VideoSettings settings,
      Cameras cameras,
      SourceRegistry sources,
      Store store,
      MediaStore media,
      AlertBus bus,
      Clock clock) {
    this.cameras = cameras;
    this.sources = sources;
    PictureTable table = new PictureTable(store);
    this.keeper = new PictureKeeper(media, table, bus, clock);
    this.retention = new PictureRetention(table, settings.pictureAge(), clock);
    this.timer = new ScheduledThreadPoolExecutor(1, threads("timer"));
    timer.setRemoveOnCancelPolicy(true);
    this.workers = Executors.newFixedThreadPool(WORKERS, threads("pictures"));
    this.snapshots = new SharedSnapshots(sources, timer);
    this.photographer =
        new AlertPhotographer(
            new CameraChoice(cameras, settings), snapshots, keeper, settings, clock, workers);
    try {
      this.subscription =
          bus.subscribe(Subscription.durable(SUBSCRIBER, AlertPhotographer.ALERTS), photographer);
    } catch (RuntimeException e) {
      stopThreads();
      throw e;
    }
    this.cluster = new ClusterLink(() -> resume(bus));
    retention.onlyWhile(cluster::leads);
    retention.start(1, TimeUnit.MINUTES);
    resume(bus);
  }

  /** Takes up what was under way when this node was stopped, or the one that led before. */
  private void resume(AlertBus bus) {
    try {
      workers.execute(() -> resumeNow(bus));
    } catch (RejectedExecutionException e) {
      LOG.debug("Closing; the next start takes them up");
    }
  }

  private void resumeNow(AlertBus bus) {
    try {
      if (cluster.leads()) {
        photographer.resume(bus);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Alerts of before the start are not pictured: {}", Reasons.of(e));
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCluster(Cluster service) {
    cluster.came(service);
  }

  void unsetCluster(Cluster service) {
    cluster.went(service);
  }

  /**
   * One picture now. Completes exceptionally with an {@link IOException} whose message is the
   * reason.
   */
  @Override
  public CompletionStage<Picture> snapshot(String cameraId, Duration deadline) {
    try {
      return snapshots.take(sourceOf(cameraId), deadline);
    } catch (IOException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** Where there is no such stream, the reason is given to {@code onEnd} before this returns. */
  @Override
  public AutoCloseable watch(String cameraId, Consumer<Picture> onPicture, Consumer<String> onEnd) {
    try {
      return sources.watch(sourceOf(cameraId), onPicture, onEnd);
    } catch (IOException e) {
      onEnd.accept(Reasons.of(e));
      return () -> {};
    }
  }

  @Override
  public Optional<GeoPoint> place(String cameraId) {
    return cameras.camera(cameraId).map(Camera::position);
  }

  @Override
  public List<AlertPicture> pictures(String alertId) {
    return keeper.shown(alertId);
  }

  private String sourceOf(String cameraId) throws IOException {
    Camera camera =
        cameras
            .camera(cameraId)
            .orElseThrow(() -> new IOException("there is no camera \"" + cameraId + "\""));
    return camera
        .sourceId()
        .orElseThrow(
            () -> new IOException("camera " + cameraId + " is not live: no source is set for it"));
  }

  @Override
  @Deactivate
  public void close() {
    photographer.close();
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("The subscription {} could not be closed: {}", SUBSCRIBER, Reasons.of(e));
    }
    stopThreads();
  }

  /** Pictures that are there already are still kept. */
  private void stopThreads() {
    cluster.close();
    retention.close();
    snapshots.close();
    timer.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(2, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory threads(String what) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "watchfloor-video-" + what + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
