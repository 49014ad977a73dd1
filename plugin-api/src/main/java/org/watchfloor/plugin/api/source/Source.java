package org.watchfloor.plugin.api.source;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** One configured device or feed. The platform calls start at most once and close exactly once. */
@ConsumerType
public interface Source extends AutoCloseable {

  /**
   * Connects, and returns when signals can flow. May block: it runs on a thread of the platform,
   * which interrupts it at the start deadline. An exception of kind RETRY makes the platform close
   * this source and open a new one after a back-off; AUTH and CONFIG wait for a new configuration.
   */
  void start() throws SourceException, InterruptedException;

  /** Facts for a support ticket. The platform redacts every password-typed configuration value. */
  default Map<String, Object> diagnostics() {
    return Map.of();
  }

  /**
   * Stops everything within 5 s. May arrive during start, from another thread. No signal is
   * submitted after it returns.
   */
  @Override
  void close();
}
