package org.watchfloor.camel.routing.internal;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.core.api.deadletter.DeadLetters;

/** What all transports share: limits, decoder threads, a timer, and how a context is made. */
@Designate(ocd = RoutingConfig.class)
@org.osgi.service.component.annotations.Component(
    service = Workshop.class,
    configurationPid = "org.watchfloor.routing")
public final class Workshop {
  private final RoutingConfig config;
  private final ContextFactory contexts;
  private final ComponentResolver alertbus;
  private final Clock clock;
  private final Budget budget;
  private final ThreadPoolExecutor pool;
  private final ScheduledThreadPoolExecutor timer;
  private volatile @Nullable DeadLetters deadLetters;

  @Activate
  public Workshop(
      RoutingConfig config,
      BundleContext bundle,
      @Reference(target = "(component=alertbus)") ComponentResolver alertbus) {
    this(config, () -> new OsgiDefaultCamelContext(bundle), alertbus, Clock.systemUTC());
  }

  Workshop(RoutingConfig config, ContextFactory contexts, ComponentResolver alertbus, Clock clock) {
    this.config = config;
    this.contexts = contexts;
    this.alertbus = alertbus;
    this.clock = clock;
    this.budget = new Budget((long) config.held_max_mib() << 20);
    // the queue holds one turn per source at most, see Lane
    this.pool =
        new ThreadPoolExecutor(
            config.threads(),
            config.threads(),
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new NamedThreads("watchfloor-routing-decode"));
    pool.allowCoreThreadTimeOut(true);
    this.timer = new ScheduledThreadPoolExecutor(1, new NamedThreads("watchfloor-routing-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindDeadLetters(DeadLetters service) {
    deadLetters = service;
  }

  void unbindDeadLetters(DeadLetters service) {
    if (deadLetters == service) {
      deadLetters = null;
    }
  }

  RoutingConfig config() {
    return config;
  }

  Clock clock() {
    return clock;
  }

  Budget budget() {
    return budget;
  }

  /** Decodes; see {@link Lane}. */
  Executor pool() {
    return pool;
  }

  /** For what is short and never blocks. */
  ScheduledExecutorService timer() {
    return timer;
  }

  Optional<DeadLetters> deadLetters() {
    return Optional.ofNullable(deadLetters);
  }

  /**
   * A context with the alertbus in it, and with everything off that would copy or remember
   * messages; not started.
   */
  CamelContext context(String name) throws Exception {
    CamelContext context = contexts.create();
    context.getCamelContextExtension().setName(name);
    context.disableJMX();
    context.setStreamCaching(false);
    context.setMessageHistory(false);
    context.setTracing(false);
    context.setBacklogTracing(false);
    context.setUseMDCLogging(false);
    context.setUseBreadcrumb(false);
    context.setAllowUseOriginalMessage(false);
    context.setLogExhaustedMessageBody(false);
    context
        .getExecutorServiceManager()
        .setThreadNamePattern("watchfloor-routing-camel-#counter#-#name#");
    // whoever owns the context has waited for its own messages before it is stopped
    context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
    context.getShutdownStrategy().setTimeout(1_000);
    context.getShutdownStrategy().setShutdownNowOnTimeout(true);
    context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    Component bus = alertbus.resolveComponent("alertbus", context);
    context.addComponent("alertbus", bus);
    return context;
  }

  @Deactivate
  void deactivate() throws InterruptedException {
    timer.shutdownNow();
    pool.shutdown();
    if (!pool.awaitTermination(5, TimeUnit.SECONDS)) {
      pool.shutdownNow();
    }
  }
}
