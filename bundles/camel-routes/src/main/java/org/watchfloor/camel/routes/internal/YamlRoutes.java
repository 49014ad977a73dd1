package org.watchfloor.camel.routes.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.route.RouteInfo;
import org.watchfloor.core.api.route.Routes;

/** Looks at the folder of route files again and again, on a thread of its own. Thread-safe. */
@Designate(ocd = RoutesConfig.class)
@Component(
    service = {Routes.class, HealthCheck.class},
    immediate = true,
    configurationPid = "org.watchfloor.routes")
public final class YamlRoutes implements Routes, HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(YamlRoutes.class);

  private final RouteFiles files;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(YamlRoutes::thread);

  @Activate
  public YamlRoutes(
      RoutesConfig config,
      BundleContext bundle,
      @Reference(target = "(component=alertbus)") ComponentResolver alertbus) {
    Path folder =
        config.folder().isBlank()
            ? Path.of(System.getProperty("karaf.etc", "etc"), "routes")
            : Path.of(config.folder());
    files =
        new RouteFiles(
            folder,
            (long) config.file_max_kib() << 10,
            new RouteLint(Set.of(config.schemes())),
            new RouteContexts(
                () -> new OsgiDefaultCamelContext(bundle),
                Path.of(System.getProperty("karaf.base", ".")).toAbsolutePath()),
            alertbus,
            Clock.systemUTC());
    looker.scheduleWithFixedDelay(this::look, 0, config.scan_ms(), TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "watchfloor-routes-looker");
    thread.setDaemon(true);
    return thread;
  }

  private void look() {
    try {
      files.look();
    } catch (RuntimeException e) {
      LOG.error("the route files could not be looked at; it is tried again", e);
    }
  }

  @Deactivate
  void stop() throws InterruptedException {
    looker.shutdown();
    if (!looker.awaitTermination(10, TimeUnit.SECONDS)) {
      looker.shutdownNow();
    }
    files.close();
  }

  @Override
  public List<RouteInfo> routes() {
    return files.routes();
  }

  @Override
  public String name() {
    return "routes";
  }

  @Override
  public HealthResult check() {
    String failed =
        files.routes().stream()
            .filter(YamlRoutes::troubled)
            .map(route -> route.contributor() + ": " + route.reason())
            .collect(Collectors.joining("; "));
    return failed.isEmpty() ? HealthResult.OK : HealthResult.warn(failed);
  }

  /** What reads from the journal tries until it is done; another's failure may be one message's. */
  private static boolean troubled(RouteInfo route) {
    return route.state() == RouteInfo.State.FAILED
        || (!route.reason().isEmpty() && route.from().startsWith("alertbus:"));
  }
}
