package org.watchfloor.core.runtime.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.PluginReport;

/** All sources of one plugin, over its updates, and what went wrong with them. Thread-safe. */
final class Ward {
  private final Platform platform;
  private final Troubles troubles;
  private final ThreadGroup group;
  private final Map<String, Custody> custodies = new ConcurrentHashMap<>();

  Ward(String pluginId, Platform platform) {
    this.platform = platform;
    this.troubles = new Troubles(platform.clock());
    this.group = new ThreadGroup(PluginThreads.TOP, "watchfloor-plugin-" + pluginId);
  }

  /** Kept as long as the center runs: its numbers are since then. */
  Custody of(String sourceId) {
    return custodies.computeIfAbsent(
        sourceId, id -> new Custody(id, group, platform::limits, troubles));
  }

  Collection<Custody> all() {
    return custodies.values();
  }

  void settle() {
    troubles.settle();
  }

  List<PluginEvent> events() {
    return troubles.events();
  }

  /**
   * @param sources that are configured now, each with a budget of its own
   */
  PluginReport.Usage usage(int sources) {
    int threads = 0;
    double signals = 0;
    long allocated = 0;
    Losses losses = new Losses(0, 0, 0);
    int threadsMax = 0;
    for (Custody custody : custodies.values()) {
      threads += custody.threads().size();
      threadsMax = custody.threadsMax();
      signals += custody.signalsPerSecond();
      allocated += custody.allocatedPerSecond();
      losses = losses.plus(custody.losses());
    }
    return new PluginReport.Usage(
        threads,
        threadsMax * sources,
        signals,
        (double) platform.limits().budget().signals() * sources,
        allocated,
        losses.refused(),
        losses.dropped());
  }
}
