package org.watchfloor.rtcc.video.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/** Sources whose cameras answer when the test says so. */
final class FakeSources implements SourceRegistry {
  /** Requests that came, in order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final Map<String, List<CompletableFuture<Picture>>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Picture> ready = new ConcurrentHashMap<>();

  /** From now on the camera answers at once. */
  void answers(String cameraId, Picture picture) {
    ready.put("camera-mjpeg~" + cameraId, picture);
  }

  void answer(String cameraId, Picture picture) {
    take(cameraId).forEach(future -> future.complete(picture));
  }

  void refuse(String cameraId, String reason) {
    take(cameraId).forEach(future -> future.completeExceptionally(new IOException(reason)));
  }

  private List<CompletableFuture<Picture>> take(String cameraId) {
    List<CompletableFuture<Picture>> futures = waiting.remove("camera-mjpeg~" + cameraId);
    return futures == null ? List.of() : futures;
  }

  @Override
  public CompletionStage<Picture> snapshot(String sourceId, Duration deadline) {
    CompletableFuture<Picture> future = new CompletableFuture<>();
    Picture picture = ready.get(sourceId);
    if (picture != null) {
      future.complete(picture);
    } else {
      waiting.computeIfAbsent(sourceId, id -> new CopyOnWriteArrayList<>()).add(future);
    }
    asked.add(sourceId);
    return future;
  }

  @Override
  public AutoCloseable watch(String sourceId, Consumer<Picture> onPicture, Consumer<String> onEnd) {
    onPicture.accept(ready.get(sourceId));
    return () -> onEnd.accept("handle of " + sourceId + " closed");
  }

  @Override
  public List<InstalledPlugin> plugins() {
    return List.of();
  }

  @Override
  public List<SourceInfo> sources() {
    return new ArrayList<>();
  }

  @Override
  public Optional<SourceInfo> source(String sourceId) {
    return Optional.empty();
  }

  @Override
  public List<KindDescriptor> kinds() {
    return List.of();
  }

  @Override
  public boolean restart(String sourceId) {
    return false;
  }
}
