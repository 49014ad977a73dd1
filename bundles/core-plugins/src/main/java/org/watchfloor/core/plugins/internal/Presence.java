package org.watchfloor.core.plugins.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.watchfloor.core.api.plugin.PluginPackage;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;

/** Which plugins the runtime sees. Thread-safe. */
final class Presence {
  private static final long POLL_MILLIS = 20;

  private final Service<SourceRegistry> registry;

  Presence(Service<SourceRegistry> registry) {
    this.registry = registry;
  }

  List<InstalledPlugin> plugins() {
    return registry.get().map(SourceRegistry::plugins).orElse(List.of());
  }

  /** Ids of the sources of a plugin. */
  List<String> sources(String pluginId) {
    return registry.get().map(SourceRegistry::sources).orElse(List.of()).stream()
        .filter(source -> source.pluginId().equals(pluginId))
        .map(SourceInfo::id)
        .toList();
  }

  boolean has(PluginPackage content) {
    return plugins().stream()
        .anyMatch(plugin -> same(plugin, content) && plugin.info().id().equals(content.pluginId()));
  }

  /** With the grade that the running plugin says, where its package says none. */
  PluginPackage grade(PluginPackage content) {
    if (!content.grade().isEmpty()) {
      return content;
    }
    return plugins().stream()
        .filter(plugin -> same(plugin, content))
        .findFirst()
        .map(
            plugin ->
                new PluginPackage(
                    content.pluginId(),
                    content.version(),
                    content.bundle(),
                    content.name(),
                    content.publisher(),
                    content.signature(),
                    content.signer(),
                    plugin.info().grade().name(),
                    content.quality(),
                    content.isolated(),
                    content.apiVersion(),
                    content.permissions(),
                    content.sha256()))
        .orElse(content);
  }

  private static boolean same(InstalledPlugin plugin, PluginPackage content) {
    return plugin.bundle().equals(content.bundle()) && plugin.version().equals(content.version());
  }

  /**
   * Returns once the runtime has the plugin of a bundle.
   *
   * @throws OperationFailed if it has not at the deadline, or is another one
   */
  void await(Bundle bundle, PluginPackage content, Duration deadline) throws OperationFailed {
    long end = System.nanoTime() + deadline.toNanos();
    while (!has(content)) {
      Optional<InstalledPlugin> other =
          plugins().stream().filter(plugin -> same(plugin, content)).findFirst();
      if (other.isPresent()) {
        throw new OperationFailed(
            "the bundle's plugin says that it is "
                + other.get().info().id()
                + ", its package says "
                + content.pluginId());
      }
      if (System.nanoTime() - end > 0) {
        throw new OperationFailed(
            "no plugin came up within " + deadline.toSeconds() + " s: " + why(bundle));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationFailed("waiting for the plugin was interrupted", e);
      }
    }
  }

  private String why(Bundle bundle) {
    if (registry.get().isEmpty()) {
      return "core-runtime is not running";
    }
    if (bundle.getState() != Bundle.ACTIVE) {
      return "its bundle is not active";
    }
    return bundle.getRegisteredServices() == null
        ? "its bundle is active, but its component is not there; the log says why"
        : "its component is there, but the runtime cannot use it; the log says why";
  }
}
