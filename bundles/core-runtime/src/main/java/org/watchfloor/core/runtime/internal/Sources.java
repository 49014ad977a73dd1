package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/** All plugins and all sources, whatever brings them. Thread-safe. */
final class Sources implements SourceRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  private final Platform platform;
  private final Map<String, Supervisor> supervisors = new ConcurrentHashMap<>();

  /** By id, the one in use first; guarded by itself. */
  private final Map<String, List<Plugin>> plugins = new HashMap<>();

  Sources(Platform platform) {
    this.platform = platform;
    platform.ownership().onChange(this::ownershipChanged);
  }

  void came(Cluster cluster) {
    platform.elsewhere().answer(cluster, this);
    platform.ownership().came(cluster);
  }

  void gone(Cluster cluster) {
    if (platform.ownership().cluster() == cluster) {
      platform.elsewhere().close();
    }
    platform.ownership().went(cluster);
  }

  private void ownershipChanged() {
    supervisors.values().forEach(Supervisor::ownershipChanged);
  }

  void configured(SourceConfig config) {
    synchronized (plugins) {
      Supervisor supervisor = supervisors.get(config.sourceId());
      if (supervisor == null) {
        supervisor = new Supervisor(config.sourceId(), config.pluginId(), platform);
        supervisors.put(config.sourceId(), supervisor);
        Plugin plugin = current(config.pluginId());
        if (plugin != null) {
          supervisor.pluginCame(plugin);
        }
      }
      supervisor.configure(config);
    }
  }

  void removed(String sourceId) {
    Supervisor supervisor = supervisors.get(sourceId);
    if (supervisor == null) {
      return;
    }
    synchronized (plugins) {
      // it stays until it is closed, so that no other one opens the same ways in meanwhile
      supervisor.remove().whenComplete((done, e) -> forget(sourceId, supervisor));
    }
  }

  private void forget(String sourceId, Supervisor supervisor) {
    synchronized (plugins) {
      if (!supervisor.isWanted()) {
        supervisors.remove(sourceId, supervisor);
      }
    }
  }

  void came(Plugin plugin) {
    synchronized (plugins) {
      List<Plugin> same = plugins.computeIfAbsent(plugin.id(), id -> new ArrayList<>());
      same.add(plugin);
      if (same.size() > 1) {
        LOG.warn(
            "the plugin {} {} waits: {} {} serves {} already",
            plugin.bundle(),
            plugin.version(),
            same.get(0).bundle(),
            same.get(0).version(),
            plugin.id());
        return;
      }
      LOG.info("plugin {} is here ({} {})", plugin.id(), plugin.bundle(), plugin.version());
      of(plugin.id()).forEach(supervisor -> supervisor.pluginCame(plugin));
    }
  }

  /** The process that the plugin runs in is another one: nobody need wait for its next try. */
  void returned(Plugin plugin) {
    synchronized (plugins) {
      if (current(plugin.id()) == plugin) {
        of(plugin.id()).forEach(supervisor -> supervisor.pluginCame(plugin));
      }
    }
  }

  /** Returns when nothing of the plugin is open any more, or at the latest at the deadline. */
  void gone(Plugin plugin) {
    List<CompletableFuture<?>> closing = new ArrayList<>();
    synchronized (plugins) {
      List<Plugin> same = plugins.getOrDefault(plugin.id(), List.of());
      if (!same.contains(plugin)) {
        return;
      }
      same.remove(plugin);
      if (same.isEmpty()) {
        plugins.remove(plugin.id());
      }
      LOG.info("plugin {} has gone ({} {})", plugin.id(), plugin.bundle(), plugin.version());
      Plugin next = current(plugin.id());
      of(plugin.id()).forEach(supervisor -> closing.add(supervisor.pluginGone(plugin, next)));
    }
    await(closing);
  }

  /** The one in use of those with this id. */
  Optional<Plugin> plugin(String pluginId) {
    synchronized (plugins) {
      return Optional.ofNullable(current(pluginId));
    }
  }

  /** Ways in that are open now, by source. */
  Map<String, List<Inbound>> openWays() {
    Map<String, List<Inbound>> ways = new TreeMap<>();
    supervisors.forEach((id, supervisor) -> ways.put(id, supervisor.openWays()));
    return ways;
  }

  /**
   * Decodes a message of long ago with a source's decoder as it is now. Blocks for the decoder's
   * deadline at most.
   */
  Decoded replay(String sourceId, Message message) throws MalformedMessage, DecoderUnavailable {
    Supervisor supervisor = supervisors.get(sourceId);
    if (supervisor == null) {
      throw new DecoderUnavailable(none(sourceId));
    }
    return supervisor.replay(message);
  }

  void came(InboundTransport transport) {
    platform.transport().came(transport);
    supervisors.values().forEach(Supervisor::transportCame);
  }

  /** Returns when nothing is open through it any more, or at the latest at the deadline. */
  void gone(InboundTransport transport) {
    platform.transport().went(transport);
    await(supervisors.values().stream().map(s -> s.transportGone(transport)).toList());
  }

  void close() {
    await(supervisors.values().stream().map(Supervisor::shutDown).toList());
    supervisors.clear();
  }

  private List<Supervisor> of(String pluginId) {
    return supervisors.values().stream().filter(s -> s.pluginId().equals(pluginId)).toList();
  }

  private @Nullable Plugin current(String pluginId) {
    List<Plugin> same = plugins.get(pluginId);
    return same == null ? null : same.get(0);
  }

  private void await(List<? extends CompletableFuture<?>> all) {
    Duration patience = platform.limits().close().plus(platform.limits().call());
    try {
      CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("sources are still closing after {} ms", patience.toMillis());
    } catch (ExecutionException | java.util.concurrent.CancellationException e) {
      LOG.debug("stopping", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<InstalledPlugin> plugins() {
    synchronized (plugins) {
      return plugins.values().stream()
          .flatMap(List::stream)
          .map(
              p ->
                  new InstalledPlugin(
                      p.info(),
                      p.bundle(),
                      p.version(),
                      of(p.id()).size(),
                      p.quality(),
                      p.isolated()))
          .sorted(Comparator.comparing(p -> p.info().id()))
          .toList();
    }
  }

  @Override
  public List<SourceInfo> sources() {
    return supervisors.values().stream()
        .map(Supervisor::info)
        .sorted(Comparator.comparing(SourceInfo::id))
        .toList();
  }

  @Override
  public Optional<SourceInfo> source(String sourceId) {
    return Optional.ofNullable(supervisors.get(sourceId)).map(Supervisor::info);
  }

  @Override
  public List<KindDescriptor> kinds() {
    Map<String, KindDescriptor> kinds = new TreeMap<>();
    KnownKinds.ALL.forEach(kind -> kinds.put(kind.kind().name(), kind));
    for (InstalledPlugin plugin : plugins()) {
      plugin.info().kinds().forEach(kind -> kinds.putIfAbsent(kind.kind().name(), kind));
    }
    return List.copyOf(kinds.values());
  }

  @Override
  public CompletionStage<Picture> snapshot(String sourceId, Duration deadline) {
    Supervisor supervisor = supervisors.get(sourceId);
    if (supervisor == null) {
      return CompletableFuture.failedFuture(new IOException(none(sourceId)));
    }
    // a copy, so that nobody can complete or cancel what others may share
    return supervisor.snapshot(deadline).thenApply(Function.identity());
  }

  @Override
  public AutoCloseable watch(String sourceId, Consumer<Picture> onPicture, Consumer<String> onEnd) {
    Supervisor supervisor = supervisors.get(sourceId);
    if (supervisor == null) {
      new Viewer(onPicture, onEnd, platform.viewers()).end(none(sourceId));
      return () -> {};
    }
    return supervisor.watch(onPicture, onEnd);
  }

  private static String none(String sourceId) {
    return "there is no source " + sourceId;
  }

  @Override
  public boolean restart(String sourceId) {
    Supervisor supervisor = supervisors.get(sourceId);
    if (supervisor == null) {
      return false;
    }
    supervisor.restart();
    return true;
  }
}
