package org.watchfloor.core.api.runtime;

import java.util.List;
import java.util.Optional;

/**
 * Everything that an administrator is told of one running plugin.
 *
 * @param form its configuration; empty where it brings no metatype
 * @param usage what it uses now
 * @param events newest first, since the center started; at most 100
 */
public record PluginReport(
    InstalledPlugin plugin, Optional<ConfigForm> form, Usage usage, List<PluginEvent> events) {

  /**
   * What the sources of a plugin use together.
   *
   * @param threads that run its code or were made by it, now
   * @param threadsMax its budget
   * @param signalsPerSecond handed in, over the last seconds
   * @param signalsPerSecondMax its budget
   * @param allocatedPerSecond bytes allocated by its threads, over the last seconds
   * @param refused signals refused since the center started, because of its budget
   * @param dropped calls dropped at its gates since the center started, because it was closed
   */
  public record Usage(
      int threads,
      int threadsMax,
      double signalsPerSecond,
      double signalsPerSecondMax,
      long allocatedPerSecond,
      long refused,
      long dropped) {}

  public PluginReport {
    events = List.copyOf(events);
  }
}
