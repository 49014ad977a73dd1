package org.watchfloor.plugin.api.camera;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.GeoPoint;

/**
 * Pictures of the inventory's cameras for plugins that analyse them, whatever plugin a camera
 * belongs to. An OSGi service of the platform. Thread-safe.
 */
@ProviderType
public interface CameraPictures {
  /**
   * One picture now. Completes exceptionally with the reason in words: no such camera, not live, or
   * the camera's own reason.
   */
  CompletionStage<Picture> snapshot(String cameraId, Duration deadline);

  /**
   * Pictures as the camera makes them, until the handle is closed; the camera is asked once however
   * many look.
   *
   * @param onPicture called on a thread of the platform, one picture at a time; must not block
   * @param onEnd called once when the pictures end by themselves, with the reason in words
   */
  AutoCloseable watch(String cameraId, Consumer<Picture> onPicture, Consumer<String> onEnd);

  /** Where the camera stands; empty where that is unknown, or the camera is. */
  Optional<GeoPoint> place(String cameraId);
}
