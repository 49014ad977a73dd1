package org.watchfloor.core.plugins.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/**
 * Stands for the runtime: each active bundle of a test is a plugin with the id of its name, unless
 * its header Test-Plugin says another one, or {@code none}.
 */
final class FakeRegistry implements SourceRegistry {
  private final Bench bench;

  /** Thrown once from {@link #plugins}: the process dies there. */
  Error death;

  int callsBeforeDeath;

  FakeRegistry(Bench bench) {
    this.bench = bench;
  }

  @Override
  public List<InstalledPlugin> plugins() {
    if (death != null && callsBeforeDeath-- == 0) {
      Error now = death;
      death = null;
      throw now;
    }
    return Arrays.stream(bench.context().getBundles())
        .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
        .filter(bundle -> bundle.getSymbolicName().startsWith("com.example.plugin-"))
        .filter(bundle -> !"none".equals(bundle.getHeaders().get("Test-Plugin")))
        .map(FakeRegistry::plugin)
        .toList();
  }

  private static InstalledPlugin plugin(Bundle bundle) {
    String other = bundle.getHeaders().get("Test-Plugin");
    String id =
        other != null ? other : bundle.getSymbolicName().substring("com.example.plugin-".length());
    return new InstalledPlugin(
        PluginInfo.of(id, id, "Example", TrustGrade.C, Set.of()),
        bundle.getSymbolicName(),
        bundle.getVersion().toString(),
        1,
        "none",
        false);
  }

  @Override
  public List<SourceInfo> sources() {
    return List.of(
        new SourceInfo(
            "gauge~bridge",
            "gauge",
            SourceState.ONLINE,
            "",
            Instant.EPOCH,
            false,
            0,
            0,
            Optional.empty()));
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
  public CompletionStage<Picture> snapshot(String sourceId, Duration deadline) {
    return new CompletableFuture<>();
  }

  @Override
  public AutoCloseable watch(String sourceId, Consumer<Picture> onPicture, Consumer<String> onEnd) {
    return () -> {};
  }

  @Override
  public boolean restart(String sourceId) {
    return false;
  }
}
