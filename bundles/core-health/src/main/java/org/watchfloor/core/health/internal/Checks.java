package org.watchfloor.core.health.internal;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.health.Health;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;

/**
 * Asks every {@link HealthCheck} in turn, each within a second, and remembers the answers. Needs no
 * other part of the center, so that it can say which one is missing.
 */
@Component(service = Health.class, immediate = true, configurationPid = "org.watchfloor.health")
@Designate(ocd = HealthConfig.class)
public final class Checks implements Health {
  private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
  private static final long BUDGET_MILLIS = 1_000;
  private static final long FIRST_PERIOD_MILLIS = 250;
  private static final long PERIOD_MILLIS = 5_000;

  /** Required wherever there is such a part, which there is not in a center of one node. */
  private static final String CLUSTER = "cluster";

  private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
  private final Map<String, HealthResult> results = new ConcurrentHashMap<>();
  private final List<String> required;
  private final ReadyFile readyFile;
  private final Metrics metrics;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "health"));
  private volatile ExecutorService asker = newAsker();
  private volatile boolean ready;
  private boolean stopped;

  @Activate
  public Checks(HealthConfig config, @Reference Metrics metrics) {
    this(List.of(config.required()), metrics, ReadyFile.ofKarafData());
    schedule(0);
  }

  Checks(List<String> required, Metrics metrics, ReadyFile readyFile) {
    this.required = required;
    this.metrics = metrics;
    this.readyFile = readyFile;
    readyFile.remove();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = HealthCheck.class)
  void addCheck(HealthCheck check) {
    checks.add(check);
  }

  void removeCheck(HealthCheck check) {
    checks.remove(check);
    results.remove(check.name());
  }

  @Deactivate
  void stop() {
    timer.shutdownNow();
    asker.shutdownNow();
    synchronized (this) {
      stopped = true;
      readyFile.remove();
    }
  }

  private void schedule(long millis) {
    if (!timer.isShutdown()) {
      timer.schedule(this::round, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void round() {
    try {
      askAll();
    } finally {
      schedule(ready ? PERIOD_MILLIS : FIRST_PERIOD_MILLIS);
    }
  }

  /** One round of questions. */
  void askAll() {
    for (HealthCheck check : checks) {
      HealthResult answer = ask(check);
      HealthResult before = results.put(check.name(), answer);
      if (before != null && before.level() != answer.level()) {
        LOG.info("health of {}: {} {}", check.name(), answer.level(), answer.message());
      }
    }
    results.keySet().retainAll(checks.stream().map(HealthCheck::name).toList());
    HealthResult cluster = results.getOrDefault(CLUSTER, HealthResult.OK);
    decide(!notReady(cluster) && required.stream().noneMatch(name -> notReady(results.get(name))));
  }

  /** A round that ends after {@link #stop} must not leave the file behind. */
  private synchronized void decide(boolean now) {
    if (stopped) {
      return;
    }
    if (now && !ready) {
      readyFile.write();
      LOG.info("the center is ready");
    } else if (!now && ready) {
      LOG.warn("the center is not ready: {}", results());
    }
    ready = now;
  }

  private static boolean notReady(@org.jspecify.annotations.Nullable HealthResult result) {
    return result == null || result.level().compareTo(HealthResult.Level.WARN) > 0;
  }

  private HealthResult ask(HealthCheck check) {
    Future<HealthResult> answer = asker.submit(check::check);
    try {
      return answer.get(BUDGET_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // the thread may never come back: the next question gets another one
      asker.shutdownNow();
      asker = newAsker();
      return HealthResult.critical("did not answer within " + BUDGET_MILLIS + " ms");
    } catch (ExecutionException e) {
      return HealthResult.critical("failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return HealthResult.unavailable("stopping");
    }
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public Map<String, HealthResult> results() {
    Map<String, HealthResult> all = new TreeMap<>(results);
    for (String name : required) {
      all.putIfAbsent(name, HealthResult.unavailable("is not running yet"));
    }
    return Collections.unmodifiableMap(all);
  }

  @Override
  public String metrics() {
    return metrics.text(ready, results());
  }

  private static ExecutorService newAsker() {
    return Executors.newSingleThreadExecutor(task -> daemon(task, "health-check"));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
