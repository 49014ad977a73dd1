package org.watchfloor.rtcc.api.video;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.plugin.api.media.Picture;

/** Pictures from cameras of the inventory. Thread-safe. */
@ProviderType
public interface Video {
  /**
   * One picture now. Several callers within half a second share one. Completes exceptionally with
   * the reason in words: no such camera, not live, or the source's reason.
   */
  CompletionStage<Picture> snapshot(String cameraId, Duration deadline);

  /**
   * Pictures as the camera makes them, until the handle is closed; see {@code
   * SourceRegistry.watch}.
   */
  AutoCloseable watch(String cameraId, Consumer<Picture> onPicture, Consumer<String> onEnd);

  /** Pictures that were taken because of an alert, oldest first. */
  List<AlertPicture> pictures(String alertId);
}
