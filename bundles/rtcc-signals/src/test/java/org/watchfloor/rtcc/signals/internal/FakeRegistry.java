package org.watchfloor.rtcc.signals.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/** A registry that knows the kinds that the test says, and nothing else. */
final class FakeRegistry implements SourceRegistry {
  private final List<KindDescriptor> kinds = new CopyOnWriteArrayList<>();

  void describe(KindDescriptor kind) {
    kinds.removeIf(known -> known.kind().equals(kind.kind()));
    kinds.add(kind);
  }

  void forget() {
    kinds.clear();
  }

  @Override
  public List<KindDescriptor> kinds() {
    return List.copyOf(kinds);
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
  public Optional<SourceInfo> source(String sourceId) {
    return Optional.empty();
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
