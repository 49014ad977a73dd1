package org.watchfloor.core.api.runtime;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What plugins use, and what went wrong with them. Thread-safe. */
@ProviderType
public interface PluginReports {
  /** Empty if the plugin is not running. */
  Optional<PluginReport> report(String pluginId);
}
