package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.LocalJournal;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;

/**
 * Makes this center a node where {@code etc/org.watchfloor.cluster.cfg} says so, otherwise nothing:
 * not a class of Hazelcast is loaded then. The cluster is a service from the start, the journal
 * once the node first belonged to a majority, and from then on until this stops. Thread-safe.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "org.watchfloor.cluster")
@Designate(ocd = ClusterConfig.class)
@Capability(
    namespace = "osgi.service",
    attribute = {"objectClass:List<String>=\"org.watchfloor.core.api.cluster.Cluster\""},
    effective = "active")
public final class ClusterComponent implements HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterComponent.class);
  private static final long RETRY_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 100;
  private static final String STREAM = "org.watchfloor.core-cluster";

  private final BundleContext bundle;
  private final LocalJournal local;
  private final Clock clock = Clock.systemUTC();
  private final @Nullable Thread starter;
  private @Nullable ServiceRegistration<HealthCheck> health;
  private @Nullable ServiceRegistration<Cluster> cluster;
  private @Nullable ServiceRegistration<Journal> journal;
  private volatile @Nullable ClusterNode node;
  private volatile String failure = "It starts.";
  private volatile boolean stopped;

  @Activate
  public ClusterComponent(
      BundleContext bundle, ClusterConfig config, @Reference LocalJournal local) {
    this.bundle = bundle;
    this.local = local;
    if (!config.enabled()) {
      starter = null;
      return;
    }
    health = bundle.registerService(HealthCheck.class, this, null);
    Settings settings = settings(config);
    if (settings == null) {
      starter = null;
      return;
    }
    starter = new Thread(() -> run(settings), "watchfloor-cluster-start");
    starter.setDaemon(true);
    starter.start();
  }

  private @Nullable Settings settings(ClusterConfig config) {
    try {
      if (!local.held()) {
        throw new IllegalArgumentException(
            "enabled: the journal was opened for one node only; restart the center");
      }
      return Settings.of(config);
    } catch (IllegalArgumentException e) {
      failure = "etc/org.watchfloor.cluster.cfg: " + e.getMessage();
      LOG.error("This node takes no part in its cluster, and takes no signals. {}", failure);
      return null;
    }
  }

  private void run(Settings settings) {
    try {
      while (!stopped && node == null) {
        if (!start(settings)) {
          Thread.sleep(RETRY_MILLIS);
        }
      }
      ClusterNode started = node;
      while (!stopped && started != null && !started.everWorked()) {
        Thread.sleep(LOOK_MILLIS);
      }
      if (started != null) {
        register(started);
      }
    } catch (InterruptedException e) {
      LOG.debug("Stopped while it started", e);
    }
  }

  private boolean start(Settings settings) {
    try {
      Path directory = Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "cluster");
      String name = new Seal(settings.node(), settings.secret()).clusterName();
      ClusterNode started =
          new ClusterNode(
              settings,
              local,
              directory,
              opening(settings.node()),
              handler ->
                  new HazelcastTransport(settings, HazelcastSettings.of(settings, name), handler));
      begin(started);
      LOG.info("Node {} listens to the others at {}", settings.node(), settings.self().address());
      return true;
    } catch (IOException | RuntimeException | LinkageError e) {
      failure = "This node cannot start its part of the cluster: " + e.getMessage();
      LOG.error("{}; it is tried again in 5 s", failure, e);
      return false;
    }
  }

  private synchronized void begin(ClusterNode started) {
    if (stopped) {
      started.close();
      return;
    }
    node = started;
    cluster = bundle.registerService(Cluster.class, started.cluster(), null);
  }

  private synchronized void register(ClusterNode started) {
    if (!stopped) {
      journal = bundle.registerService(Journal.class, started.journal(), null);
    }
  }

  private LongFunction<Draft> opening(String name) {
    return term -> {
      Change change =
          new Change(
              "cluster.led", name, clock.instant(), "system", Map.of("term", String.valueOf(term)));
      return new Draft(EntryType.CHANGE, STREAM, "", Json.bytes(AlertJson.write(change)));
    };
  }

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public HealthResult check() {
    ClusterNode running = node;
    return running == null ? HealthResult.critical(failure) : running.health();
  }

  /** The journal goes first, so that those who use it stop; then the node says farewell. */
  @Deactivate
  void stop() {
    Thread starting = starter;
    if (starting != null) {
      starting.interrupt();
    }
    synchronized (this) {
      stopped = true;
      unregister(journal);
      ClusterNode running = node;
      if (running != null) {
        running.close();
      }
      unregister(cluster);
      unregister(health);
    }
  }

  private static void unregister(@Nullable ServiceRegistration<?> registration) {
    if (registration != null) {
      registration.unregister();
    }
  }
}
