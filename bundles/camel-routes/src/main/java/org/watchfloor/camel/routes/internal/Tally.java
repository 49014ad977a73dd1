package org.watchfloor.camel.routes.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what goes through one route, and knows what is wrong with it. Thread-safe. */
final class Tally extends RoutePolicySupport {
  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

  /** A message that takes longer waits for somebody who does not answer. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(60);

  /**
   * What is wrong since when.
   *
   * @param reason of the last failure
   */
  private record Trouble(Instant since, String reason) {}

  private final Clock clock;
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Map<Exchange, Long> underWay = new ConcurrentHashMap<>();
  private volatile @Nullable Trouble trouble;
  private long logged = System.nanoTime() - LOG_EVERY_NANOS;

  Tally(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void onExchangeBegin(Route route, Exchange exchange) {
    underWay.put(exchange, System.nanoTime());
  }

  @Override
  public void onExchangeDone(Route route, Exchange exchange) {
    underWay.remove(exchange);
    if (!exchange.isFailed()) {
      done.increment();
      worked(route);
      return;
    }
    failed.increment();
    Exception cause = exchange.getException();
    failed(route, cause == null ? "rolled back" : RunningFile.reason(cause));
  }

  private void worked(Route route) {
    if (trouble != null) {
      trouble = null;
      LOG.info("Route {} works again", route.getRouteId());
    }
  }

  private synchronized void failed(Route route, String reason) {
    Trouble before = trouble;
    Instant since = before == null ? clock.instant() : before.since();
    trouble = new Trouble(since, reason);
    long now = System.nanoTime();
    if (now - logged >= LOG_EVERY_NANOS) {
      logged = now;
      LOG.warn("Route {}: a message failed: {}", route.getRouteId(), reason);
    }
  }

  /** In words what is wrong now; empty if nothing is. */
  String trouble() {
    Trouble now = trouble;
    if (now != null) {
      return "fails since " + now.since().truncatedTo(ChronoUnit.SECONDS) + ": " + now.reason();
    }
    long oldest = System.nanoTime();
    for (long begun : underWay.values()) {
      oldest = Math.min(oldest, begun);
    }
    long waits = System.nanoTime() - oldest;
    return waits < PATIENCE_NANOS
        ? ""
        : "waits for an answer since "
            + TimeUnit.NANOSECONDS.toSeconds(waits)
            + " s, with "
            + underWay.size()
            + " messages on their way";
  }

  long done() {
    return done.sum();
  }

  long failed() {
    return failed.sum();
  }
}
