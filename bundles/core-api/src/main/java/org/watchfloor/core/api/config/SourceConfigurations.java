package org.watchfloor.core.api.config;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The files {@code etc/org.watchfloor.source.<plugin id>~<name>.cfg}. What is written here is what
 * an administrator would write with an editor: comments and the order of keys stay, and the
 * platform opens the source in the same way. Thread-safe; calls block.
 */
@ProviderType
public interface SourceConfigurations {
  /** Stands for a password that is there and not shown; written back, it changes nothing. */
  String KEPT = "\u2022\u2022\u2022\u2022\u2022\u2022";

  /**
   * Values as they stand in the file, placeholders unresolved, passwords as {@link #KEPT} unless
   * they are a placeholder; empty if there is no such file.
   */
  Optional<Map<String, String>> read(String sourceId) throws IOException;

  /**
   * Writes the file, which others than its owner cannot read, whole or not at all.
   *
   * @param values by key; a key that is left out is taken out of the file, so that its default
   *     holds
   * @throws ConfigurationRefused if a value is wrong; then nothing is written
   */
  void write(String sourceId, Map<String, String> values) throws IOException, ConfigurationRefused;

  /** Removes the file, and with it the source. False if there is none. */
  boolean remove(String sourceId) throws IOException;

  /**
   * Values with each {@link #KEPT} replaced by what the file holds: what would be written, for a
   * test before it is.
   */
  Map<String, String> complete(String sourceId, Map<String, String> values) throws IOException;
}
