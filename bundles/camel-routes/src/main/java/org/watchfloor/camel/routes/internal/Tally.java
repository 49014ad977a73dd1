package org.watchfloor.camel.routes.internal;

import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/** Counts what goes through one route. Thread-safe. */
final class Tally extends RoutePolicySupport {
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();

  @Override
  public void onExchangeDone(Route route, Exchange exchange) {
    (exchange.isFailed() ? failed : done).increment();
  }

  long done() {
    return done.sum();
  }

  long failed() {
    return failed.sum();
  }
}
