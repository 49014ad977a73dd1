package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.ConfigForm;
import org.watchfloor.core.api.runtime.SourceForms;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.core.api.runtime.SourceTest;

/** Forms of plugins, and configurations that are checked and tried. Thread-safe. */
final class Trials implements SourceForms, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

  /** Sources that are tried at once: an administrator looks at one. */
  private static final int MAX_TRIALS = 4;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Platform platform;
  private final Sources sources;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0, MAX_TRIALS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads.runtime("trial"));

  Trials(Platform platform, Sources sources) {
    this.platform = platform;
    this.sources = sources;
  }

  @Override
  public Optional<ConfigForm> form(String pluginId) {
    return sources.plugin(pluginId).flatMap(Forms::of);
  }

  @Override
  public Map<String, String> faults(String pluginId, Map<String, String> values) {
    Optional<Plugin> plugin = sources.plugin(pluginId);
    if (plugin.isEmpty()) {
      return Map.of("", notRunning(pluginId));
    }
    try {
      platform
          .reader()
          .read(plugin.get().configType(), plugin.get().schema(), new LinkedHashMap<>(values));
      return Map.of();
    } catch (ConfigFault e) {
      return Map.copyOf(e.faults());
    } catch (LinkageError | IllegalArgumentException e) {
      LOG.warn("the configuration of plugin {} cannot be read", pluginId, e);
      return Map.of("", "the plugin's classes do not answer; is it being updated?");
    }
  }

  private static String notRunning(String pluginId) {
    return "the plugin " + pluginId + " is not running";
  }

  @Override
  public CompletionStage<SourceTest> test(
      String pluginId, Map<String, String> values, Duration deadline) {
    CompletableFuture<SourceTest> result = new CompletableFuture<>();
    Duration within = deadline.compareTo(LONGEST) > 0 ? LONGEST : deadline;
    Optional<Plugin> plugin = sources.plugin(pluginId);
    if (plugin.isEmpty()) {
      result.complete(refused(SourceState.WAITING_PLUGIN, notRunning(pluginId)));
      return result;
    }
    Trial trial = new Trial(platform, plugin.get(), values, within, sources.openWays());
    try {
      executor.execute(() -> run(trial, result));
    } catch (RejectedExecutionException e) {
      String why = executor.isShutdown() ? "the center is stopping" : "other tests still run";
      result.complete(refused(SourceState.CONFIGURED, why + "; try again"));
    }
    return result;
  }

  private static void run(Trial trial, CompletableFuture<SourceTest> result) {
    try {
      result.complete(trial.run());
    } catch (RuntimeException | LinkageError e) {
      LOG.error("a test of a configuration failed", e);
      result.complete(refused(SourceState.OFFLINE, "the test failed: " + e));
    }
  }

  private static SourceTest refused(SourceState state, String reason) {
    return new SourceTest(false, state, reason, 0, Map.of(), Duration.ZERO);
  }

  @Override
  public void close() {
    List<Runnable> none = executor.shutdownNow(); // nothing waits in a queue without room
    LOG.debug("{} tests never began", none.size());
    try {
      executor.awaitTermination(platform.limits().close().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
