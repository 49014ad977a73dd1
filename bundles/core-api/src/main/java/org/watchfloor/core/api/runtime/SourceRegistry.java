package org.watchfloor.core.api.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/** Plugins and sources by name; nobody else holds a plugin's object. Thread-safe. */
@ProviderType
public interface SourceRegistry {
  List<InstalledPlugin> plugins();

  List<SourceInfo> sources();

  Optional<SourceInfo> source(String sourceId);

  /** Known kinds and those that plugins brought, by name. */
  List<KindDescriptor> kinds();

  /**
   * One picture now from a source that is a camera. Never blocks; completes exceptionally with the
   * reason in words, at the latest at the deadline.
   */
  CompletionStage<Picture> snapshot(String sourceId, Duration deadline);

  /**
   * Pictures as a camera makes them, until the handle is closed. One stream from the device serves
   * all who watch.
   *
   * @param onPicture must not block; a picture that comes while it runs is dropped
   * @param onEnd called once, with the reason in words, when no more pictures will come
   */
  AutoCloseable watch(String sourceId, Consumer<Picture> onPicture, Consumer<String> onEnd);

  /**
   * Closes a source and opens it again, whatever its state; releases it from quarantine. False if
   * there is none.
   */
  boolean restart(String sourceId);
}
