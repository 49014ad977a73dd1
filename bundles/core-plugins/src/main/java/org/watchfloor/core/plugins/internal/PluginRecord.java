package org.watchfloor.core.plugins.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of an installed plugin.
 *
 * @param pluginId of the plugin
 * @param versions the one that runs, then those before it, newest first; never empty
 */
record PluginRecord(String pluginId, List<InstalledVersion> versions) {
  PluginRecord {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("versions: must not be empty");
    }
  }

  InstalledVersion current() {
    return versions.get(0);
  }

  List<InstalledVersion> previous() {
    return versions.subList(1, versions.size());
  }

  int nextSlot() {
    return versions.stream().mapToInt(InstalledVersion::slot).max().orElse(0) + 1;
  }

  /** With another version running, and so many before it. */
  PluginRecord with(InstalledVersion version, int kept) {
    List<InstalledVersion> all = new ArrayList<>(versions);
    all.add(0, version);
    return new PluginRecord(pluginId, all.subList(0, Math.min(all.size(), kept + 1)));
  }

  /** With the version before running, and what ran until now forgotten. */
  PluginRecord rolledBack() {
    return new PluginRecord(pluginId, previous());
  }
}
