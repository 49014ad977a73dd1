package org.watchfloor.camel.alertbus.internal;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.json.EntryJson;
import org.watchfloor.core.api.json.Json;

/**
 * Gives a route the entries of a subscription, one exchange each, on the subscriber's thread. The
 * cursor moves when the exchange is done; a failed one is delivered again. Body: the entry's JSON.
 * Headers: {@value #NUMBER}, {@value #TYPE}, {@value #KIND}, {@value #SOURCE}.
 */
final class SubscribeConsumer extends DefaultConsumer implements Core.BusListener {
  static final String NUMBER = "AlertBusNumber";
  static final String TYPE = "AlertBusType";
  static final String KIND = "AlertBusKind";
  static final String SOURCE = "AlertBusSource";

  private static final Logger LOG = LoggerFactory.getLogger(SubscribeConsumer.class);

  private final Core core;
  private final Subscription subscription;
  private @Nullable AutoCloseable open;

  /**
   * Number of the last entry done, so that the rest of a failed group does not repeat the first.
   */
  private long done;

  SubscribeConsumer(
      SubscribeEndpoint endpoint, Processor processor, Core core, Subscription subscription) {
    super(endpoint, processor);
    this.core = core;
    this.subscription = subscription;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    core.add(this);
  }

  @Override
  protected void doStop() throws Exception {
    core.remove(this);
    super.doStop();
  }

  @Override
  public void busCame(AlertBus bus) {
    open = bus.subscribe(subscription, this::handle);
  }

  @Override
  public void busWent() {
    AutoCloseable closing = open;
    open = null;
    if (closing == null) {
      return;
    }
    try {
      closing.close();
    } catch (Exception e) {
      LOG.warn("Subscription {} did not close cleanly", subscription.name(), e);
    }
  }

  /** Called by one thread at a time, as the bus promises. */
  private void handle(List<BusEntry> entries) throws Exception {
    for (BusEntry entry : entries) {
      if (entry.number() > done) {
        route(entry);
        done = entry.number();
      }
    }
  }

  private void route(BusEntry entry) throws Exception {
    Exchange exchange = createExchange(false);
    try {
      fill(exchange.getMessage(), entry);
      getProcessor().process(exchange);
      if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
        throw new IllegalStateException("the route rolled entry " + entry.number() + " back");
      }
      Exception failure = exchange.getException();
      if (failure != null) {
        throw failure;
      }
    } finally {
      releaseExchange(exchange, false);
    }
  }

  private static void fill(Message message, BusEntry entry) {
    message.setBody(Json.text(EntryJson.write(entry)));
    message.setHeader(NUMBER, entry.number());
    message.setHeader(KIND, entry.kind());
    if (entry instanceof SignalEntry signal) {
      message.setHeader(TYPE, "signal");
      message.setHeader(SOURCE, signal.sourceId());
    } else {
      message.setHeader(TYPE, entry instanceof AlertEntry ? "alert" : "change");
    }
  }

  @Override
  public String toString() {
    return "alertbus:subscribe?name=" + subscription.name();
  }
}
