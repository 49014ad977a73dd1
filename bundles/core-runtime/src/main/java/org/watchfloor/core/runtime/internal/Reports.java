package org.watchfloor.core.runtime.internal;

import java.util.Optional;
import java.util.function.Function;
import org.watchfloor.core.api.runtime.ConfigForm;
import org.watchfloor.core.api.runtime.PluginReport;
import org.watchfloor.core.api.runtime.PluginReports;

/** What an administrator is told of running plugins. Thread-safe. */
final class Reports implements PluginReports {
  private final Sources sources;
  private final Wards wards;
  private final Function<String, Optional<ConfigForm>> forms;

  /**
   * @param forms the form of a plugin's configurations, by its id
   */
  Reports(Sources sources, Wards wards, Function<String, Optional<ConfigForm>> forms) {
    this.sources = sources;
    this.wards = wards;
    this.forms = forms;
  }

  @Override
  public Optional<PluginReport> report(String pluginId) {
    Ward ward = wards.of(pluginId);
    return sources.plugins().stream()
        .filter(plugin -> plugin.info().id().equals(pluginId))
        .findFirst()
        .map(
            plugin ->
                new PluginReport(
                    plugin, forms.apply(pluginId), ward.usage(plugin.sources()), ward.events()));
  }
}
