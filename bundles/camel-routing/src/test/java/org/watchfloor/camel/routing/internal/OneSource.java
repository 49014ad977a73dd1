package org.watchfloor.camel.routing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/** A registry that knows one source, which waits for its plugin. */
record OneSource(String id) implements SourceRegistry {
  @Override
  public Optional<SourceInfo> source(String sourceId) {
    return id.equals(sourceId)
        ? Optional.of(
            new SourceInfo(
                id,
                "lines",
                SourceState.WAITING_PLUGIN,
                "",
                Instant.EPOCH,
                false,
                0,
                0,
                Optional.empty()))
        : Optional.empty();
  }

  @Override
  public List<InstalledPlugin> plugins() {
    return List.of();
  }

  @Override
  public List<SourceInfo> sources() {
    return List.of();
  }

  @Override
  public List<KindDescriptor> kinds() {
    return List.of();
  }

  @Override
  public CompletionStage<Picture> snapshot(String sourceId, Duration deadline) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AutoCloseable watch(String sourceId, Consumer<Picture> onPicture, Consumer<String> onEnd) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean restart(String sourceId) {
    return false;
  }
}
