package org.watchfloor.camel.routing.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
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
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** The open webhooks, and the threads that decode what they are sent. Thread-safe. */
@Designate(ocd = RoutingConfig.class)
@Component(
    service = {InboundTransport.class, HookTransport.class},
    configurationPid = "org.watchfloor.routing")
public final class HookTransport implements InboundTransport {
  private static final Logger LOG = LoggerFactory.getLogger(HookTransport.class);
  private static final Pattern SOURCE_ID =
      Pattern.compile("[a-z][a-z0-9-]{0,63}~[A-Za-z0-9._:-]{1,63}");

  private final Map<String, Hook> hooks = new ConcurrentHashMap<>();
  private final ContextFactory contexts;
  private final ComponentResolver alertbus;
  private final ThreadPoolExecutor pool;
  private final Budget budget;
  private final int queueMax;
  private final int timeoutMillis;

  @Activate
  public HookTransport(
      RoutingConfig config,
      BundleContext bundle,
      @Reference(target = "(component=alertbus)") ComponentResolver alertbus) {
    this(config, () -> new OsgiDefaultCamelContext(bundle), alertbus);
  }

  HookTransport(RoutingConfig config, ContextFactory contexts, ComponentResolver alertbus) {
    this.contexts = contexts;
    this.alertbus = alertbus;
    this.queueMax = config.queue_max();
    this.timeoutMillis = config.timeout_ms();
    this.budget = new Budget((long) config.held_max_mib() << 20);
    // the queue holds one turn per source at most, see Lane
    this.pool =
        new ThreadPoolExecutor(
            config.threads(),
            config.threads(),
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads());
    pool.allowCoreThreadTimeOut(true);
  }

  private static ThreadFactory threads() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "watchfloor-routing-decode-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public AutoCloseable open(String sourceId, Inbound inbound, GuardedDecoder decoder)
      throws SourceException {
    if (!(inbound instanceof Inbound.Webhook webhook)) {
      throw config(sourceId + ": this center has no transport for " + inbound);
    }
    if (!SOURCE_ID.matcher(sourceId).matches()) {
      throw config(
          "\""
              + sourceId
              + "\" cannot be part of a URL: use letters, digits and . _ : - in the name");
    }
    Hook hook = hook(sourceId, webhook, decoder);
    if (hooks.putIfAbsent(sourceId, hook) != null) {
      hook.close();
      throw config(sourceId + ": has a webhook already");
    }
    try {
      hook.start();
    } catch (RuntimeException e) {
      close(hook);
      throw new SourceException(
          SourceException.Kind.RETRY, "the route of /hooks/" + sourceId + " did not start", e);
    }
    LOG.info("{}: webhook open at /hooks/{}, {}", sourceId, sourceId, webhook.secret());
    return () -> close(hook);
  }

  private Hook hook(String sourceId, Inbound.Webhook webhook, GuardedDecoder decoder)
      throws SourceException {
    try {
      return new Hook(sourceId, webhook, decoder, pool, queueMax, contexts, alertbus);
    } catch (Exception e) {
      throw new SourceException(
          SourceException.Kind.RETRY, "the route of /hooks/" + sourceId + " cannot be made", e);
    }
  }

  private static SourceException config(String message) {
    return new SourceException(SourceException.Kind.CONFIG, message);
  }

  private void close(Hook hook) {
    hooks.remove(hook.sourceId(), hook);
    hook.close();
  }

  Optional<Hook> find(String sourceId) {
    return Optional.ofNullable(hooks.get(sourceId));
  }

  Budget budget() {
    return budget;
  }

  int timeoutMillis() {
    return timeoutMillis;
  }

  @Deactivate
  void deactivate() throws InterruptedException {
    hooks.values().forEach(this::close);
    pool.shutdown();
    if (!pool.awaitTermination(5, TimeUnit.SECONDS)) {
      pool.shutdownNow();
    }
  }
}
