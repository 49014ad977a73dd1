package org.watchfloor.console.shell.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.Plugins;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.plugin.TrustGrade;

/**
 * A plugin as the two parts of the center know it that need not agree: one that is installed may
 * not run, and without the part that installs one that runs is still there.
 *
 * @param live what runs; empty for one that does not
 * @param managed what is installed; empty where that is not known
 */
record PluginRow(String id, Optional<InstalledPlugin> live, Optional<ManagedPlugin> managed) {

  /** All by id. */
  static List<PluginRow> all(SourceRegistry registry, @Nullable Plugins plugins) {
    Map<String, PluginRow> rows = new TreeMap<>();
    for (InstalledPlugin plugin : registry.plugins()) {
      String id = plugin.info().id();
      rows.put(id, new PluginRow(id, Optional.of(plugin), Optional.empty()));
    }
    for (ManagedPlugin plugin : plugins == null ? List.<ManagedPlugin>of() : plugins.plugins()) {
      String id = plugin.content().pluginId();
      Optional<InstalledPlugin> live = Optional.ofNullable(rows.get(id)).flatMap(PluginRow::live);
      rows.put(id, new PluginRow(id, live, Optional.of(plugin)));
    }
    return List.copyOf(rows.values());
  }

  String name() {
    return live.map(plugin -> plugin.info().name())
        .or(() -> managed.map(plugin -> plugin.content().name()))
        .orElse("");
  }

  /** Of the devices where it runs, otherwise who published the package. */
  String vendor() {
    return live.map(plugin -> plugin.info().vendor())
        .or(() -> managed.map(plugin -> plugin.content().publisher()))
        .orElse("");
  }

  String bundle() {
    return live.map(InstalledPlugin::bundle)
        .or(() -> managed.map(plugin -> plugin.content().bundle()))
        .orElse("");
  }

  String version() {
    return live.map(InstalledPlugin::version)
        .or(() -> managed.map(plugin -> plugin.content().version()))
        .orElse("");
  }

  String quality() {
    return live.map(InstalledPlugin::quality)
        .or(() -> managed.map(plugin -> plugin.content().quality()))
        .orElse("");
  }

  boolean isolated() {
    return live.map(InstalledPlugin::isolated)
        .or(() -> managed.map(plugin -> plugin.content().isolated()))
        .orElse(false);
  }

  /** Whether its service is there, which is more than that its bundle is active. */
  boolean running() {
    return live.isPresent();
  }

  String grade() {
    return live.map(plugin -> plugin.info().grade().name())
        .or(() -> managed.map(plugin -> plugin.content().grade()))
        .orElse("");
  }

  String meaning() {
    String grade = grade();
    for (TrustGrade known : TrustGrade.values()) {
      if (known.name().equals(grade)) {
        return known.meaning();
      }
    }
    return "";
  }

  int sources() {
    return live.map(InstalledPlugin::sources).orElse(0);
  }

  String trouble() {
    return managed.map(ManagedPlugin::trouble).orElse("");
  }
}
