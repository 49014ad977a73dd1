package org.watchfloor.core.store.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.health.HealthResult.Level;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;

/**
 * Opens the store and registers it as a service for as long as it is open. A store that cannot be
 * opened is tried again every 5 s, and the health check says why. Thread-safe.
 */
@Component(
    service = {HealthCheck.class, StoreComponent.class},
    immediate = true,
    configurationPid = StoreConfig.PID)
@Designate(ocd = StoreConfig.class)
@Capability(
    namespace = "osgi.service",
    attribute = {"objectClass:List<String>=\"org.watchfloor.core.api.store.Store\""},
    effective = "active")
public final class StoreComponent implements HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final String MEANWHILE =
      "Signals are taken meanwhile; queue, history and sign-in wait until it is open";

  private final Path directory;
  private final Settings settings;
  private final Duration retry;
  private final Function<Store, Runnable> registrar;
  private final ScheduledExecutorService opener;

  // Written under the lock; read without it by check, which must answer while others start or stop.
  private volatile @Nullable SqlStore store;
  private volatile String failure = "";
  private @Nullable Runnable unregister;
  private boolean stopped;

  @Activate
  public StoreComponent(BundleContext bundle, StoreConfig config) {
    this(
        DataDirectory.find(),
        Settings.of(config),
        RETRY,
        store -> bundle.registerService(Store.class, store, null)::unregister);
  }

  /**
   * @param registrar makes the store known, and gives what takes it away again
   */
  StoreComponent(
      Path directory, Settings settings, Duration retry, Function<Store, Runnable> registrar) {
    this.directory = directory;
    this.settings = settings;
    this.retry = retry;
    this.registrar = registrar;
    this.opener = Executors.newSingleThreadScheduledExecutor(StoreComponent::thread);
    if (!settings.problems().isEmpty()) {
      LOG.warn("{}", String.join("\n", settings.problems()));
    }
    open();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-store-opener");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized void open() {
    if (stopped) {
      return;
    }
    SqlStore opened;
    try {
      opened = SqlStore.open(directory, settings, Clock.systemUTC());
    } catch (RuntimeException | LinkageError e) {
      failed(e);
      opener.schedule(this::open, retry.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    store = opened;
    if (!failure.isEmpty()) {
      LOG.info("The store in {} is open now", directory);
    }
    unregister = registrar.apply(opened);
    opener.shutdown();
  }

  /** A reason that stays the same is logged once: every 5 s it would fill a disk that is full. */
  private void failed(Throwable e) {
    String reason = OpenFailure.explain(e, directory);
    if (!reason.equals(failure)) {
      LOG.error(
          "The store cannot be opened: {}; it is tried again every {} s",
          reason,
          retry.toSeconds(),
          e);
    }
    failure = reason;
  }

  /**
   * @throws StoreException if it is not open
   */
  SqlStore opened() {
    SqlStore open = store;
    if (open == null) {
      throw new StoreException("The store is not open: " + failure);
    }
    return open;
  }

  Settings settings() {
    return settings;
  }

  Path directory() {
    return directory;
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public HealthResult check() {
    SqlStore open = store;
    if (open == null) {
      return HealthResult.critical("The store cannot be opened: " + failure + ". " + MEANWHILE);
    }
    HealthResult result = open.check();
    if (settings.problems().isEmpty()) {
      return result;
    }
    String problems = String.join("; ", settings.problems());
    return result.level() == Level.OK
        ? HealthResult.warn(problems)
        : new HealthResult(result.level(), result.message() + "; " + problems);
  }

  /** Takes the service away first, so that those who use it stop before the file closes. */
  @Deactivate
  synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    opener.shutdownNow();
    if (unregister != null) {
      unregister.run();
    }
    SqlStore open = store;
    if (open != null) {
      open.close();
    }
  }
}
