package org.watchfloor.plugin.plate.flock.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.plugin.api.source.WebhookSecret;

/**
 * One organisation at Flock Safety: its subscription, the webhook behind it and the hot list that
 * is kept in step. What fails once it is online makes it DEGRADED and is tried again with the next
 * check, because alerts come meanwhile. Thread-safe.
 */
final class PlateFlockSource implements Source {
  private static final int MAX_MESSAGE = 1 << 20;

  private final Settings settings;
  private final SourceContext context;
  private final Http http = new Http();
  private final Subscription subscription;
  private final Pictures pictures;
  private final Optional<HotListPush> push;
  private volatile @Nullable Future<?> starting;
  private volatile boolean closed;
  private volatile long notBefore;
  private SourceStatus last = SourceStatus.online();

  PlateFlockSource(Settings settings, SourceContext context) {
    this.settings = settings;
    this.context = context;
    Api api = new Api(settings, http, context.clock());
    this.subscription = new Subscription(settings, api);
    this.pictures = new Pictures(http, context.scheduler(), Settings.isLoopback(settings.api()));
    this.push =
        settings
            .hotListFile()
            .map(file -> new HotListPush(file, settings.hotListName(), api, context.clock()));
    this.notBefore = System.nanoTime();
  }

  /** The webhook comes first, so that no alert finds it closed. */
  @Override
  public void start() throws SourceException, InterruptedException {
    if (settings.subscribe()) {
      context.receive(webhook(settings), decoder());
    }
    try {
      awaitSubscription();
      context.report(last);
      long period = settings.period().toMillis();
      // the list at once; the subscription has just been seen to
      long first = push.isPresent() ? 0 : period;
      context.scheduler().scheduleWithFixedDelay(this::check, first, period, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException | CancellationException e) {
      throw new SourceException(SourceException.Kind.RETRY, "closed");
    }
  }

  /** On another thread, because what waits for a socket hears no interrupt. */
  private void awaitSubscription() throws SourceException, InterruptedException {
    Future<?> opening =
        context
            .scheduler()
            .submit(
                () -> {
                  subscribe();
                  return null;
                });
    starting = opening;
    if (closed) {
      opening.cancel(true);
    }
    try {
      opening.get();
    } catch (InterruptedException e) {
      http.close();
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Refusal refusal
          ? refusal.asSourceException()
          : new SourceException(SourceException.Kind.RETRY, "unexpected: " + e.getCause(), e);
    }
  }

  static Inbound.Webhook webhook(Settings settings) {
    return new Inbound.Webhook(
        WebhookSecret.header(Subscription.HEADER, settings.secret()), MAX_MESSAGE);
  }

  private AlertDecoder decoder() {
    return new AlertDecoder(settings.pictures() ? pictures::fetch : address -> Optional.empty());
  }

  private void subscribe() throws Refusal {
    if (settings.subscribe()) {
      subscription.renew();
    } else {
      subscription.remove();
    }
  }

  /** One check, on a thread that may wait. */
  synchronized void check() {
    if (closed || System.nanoTime() - notBefore < 0) {
      return;
    }
    try {
      if (settings.subscribe()) {
        subscription.check();
      }
      String said = push.isPresent() ? push.get().push() : "";
      say(said.isEmpty() ? SourceStatus.online() : SourceStatus.degraded(said));
    } catch (Refusal e) {
      notBefore = System.nanoTime() + e.patience().orElse(Duration.ZERO).toNanos();
      say(SourceStatus.degraded(e.getMessage() + "; the next check tries again"));
    } catch (RuntimeException e) {
      say(SourceStatus.degraded("unexpected: " + e + "; the next check tries again"));
    }
  }

  private synchronized void say(SourceStatus now) {
    if (!closed && !now.equals(last)) {
      last = now;
      context.report(now);
    }
  }

  @Override
  public Map<String, Object> diagnostics() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("subscription", subscription.id());
    facts.put("picturesFetched", pictures.fetched());
    facts.put("picturesMissed", pictures.missed());
    if (push.isPresent()) {
      HotListPush.Figures figures = push.get().figures();
      facts.put("hotListEntries", figures.entries());
      facts.put("hotListAdded", figures.added());
      facts.put("hotListRemoved", figures.removed());
      facts.put("hotListLinesLeftOut", figures.faulty());
    }
    return facts;
  }

  @Override
  public void close() {
    closed = true;
    http.close();
    Future<?> opening = starting;
    if (opening != null) {
      opening.cancel(true);
    }
  }
}
