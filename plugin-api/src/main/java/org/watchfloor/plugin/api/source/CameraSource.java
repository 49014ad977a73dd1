package org.watchfloor.plugin.api.source;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;
import org.watchfloor.plugin.api.media.Picture;

/** A source that is a camera. Called by many threads at once. */
@ConsumerType
public interface CameraSource extends Source {

  /** One picture now; completes within the deadline, or exceptionally with the reason. */
  CompletionStage<Picture> snapshot(Duration deadline);

  /**
   * Pictures as the device makes them, until the returned handle is closed. The platform opens at
   * most one watch per source, however many people look.
   *
   * @param onPicture called on a thread of the source, one picture at a time; must not block
   * @param onEnd called once when the device ends the stream by itself, with the reason in words
   * @throws SourceException if the stream cannot be opened
   */
  AutoCloseable watch(Consumer<Picture> onPicture, Consumer<String> onEnd) throws SourceException;
}
