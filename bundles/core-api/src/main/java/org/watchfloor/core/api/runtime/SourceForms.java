package org.watchfloor.core.api.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** What a source may be configured with, asked before it is. Thread-safe. */
@ProviderType
public interface SourceForms {
  /** Empty if the plugin is not running. */
  Optional<ConfigForm> form(String pluginId);

  /**
   * What is wrong with values, by key, each in words; empty if a source can be opened with them. No
   * code of the plugin runs. Placeholders ({@code ${env:…}}, {@code ${file:…}}) are resolved first.
   *
   * @param values by key, as they would stand in the file
   */
  Map<String, String> faults(String pluginId, Map<String, String> values);

  /**
   * Opens a source with these values and closes it again, whatever came of it; what it hands in
   * meanwhile is counted and thrown away. Never blocks, never completes exceptionally.
   *
   * @param deadline after which it did not work
   */
  CompletionStage<SourceTest> test(String pluginId, Map<String, String> values, Duration deadline);
}
