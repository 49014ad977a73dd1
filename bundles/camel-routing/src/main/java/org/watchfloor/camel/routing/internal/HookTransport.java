package org.watchfloor.camel.routing.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** The open webhooks. Thread-safe. */
@Component(service = HookTransport.class)
public final class HookTransport implements Transport<Inbound.Webhook> {
  private static final Logger LOG = LoggerFactory.getLogger(HookTransport.class);
  private static final Pattern SOURCE_ID =
      Pattern.compile("[a-z][a-z0-9-]{0,63}~[A-Za-z0-9._:-]{1,63}");

  private final Map<String, Hook> hooks = new ConcurrentHashMap<>();
  private final Workshop workshop;

  @Activate
  public HookTransport(@Reference Workshop workshop) {
    this.workshop = workshop;
  }

  @Override
  public AutoCloseable open(String sourceId, Inbound.Webhook webhook, GuardedDecoder decoder)
      throws SourceException {
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
      LOG.warn("the route of /hooks/{} did not start", sourceId, e);
      throw new SourceException(
          SourceException.Kind.RETRY, "the route of /hooks/" + sourceId + " did not start", e);
    }
    LOG.info("{}: webhook open at /hooks/{}, {}", sourceId, sourceId, webhook.secret());
    return () -> close(hook);
  }

  private Hook hook(String sourceId, Inbound.Webhook webhook, GuardedDecoder decoder)
      throws SourceException {
    try {
      return new Hook(sourceId, webhook, decoder, workshop);
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
    return workshop.budget();
  }

  int timeoutMillis() {
    return workshop.config().timeout_ms();
  }

  @Deactivate
  void deactivate() {
    hooks.values().forEach(this::close);
  }
}
