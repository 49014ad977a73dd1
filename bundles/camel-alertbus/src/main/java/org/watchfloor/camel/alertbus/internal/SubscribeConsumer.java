package org.watchfloor.camel.alertbus.internal;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.ChangeEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.json.EntryJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.Leads;

/**
 * Gives a route the entries of a subscription, one exchange each, begun in their order on the
 * subscriber's thread. The cursor moves when the exchange is done; a failed one is delivered again,
 * with all that came after it. Body: the entry's JSON. Headers: {@value #NUMBER}, {@value #TYPE},
 * {@value #KIND}, {@value #SOURCE}, {@value #KEY}.
 */
final class SubscribeConsumer extends DefaultConsumer implements Core.BusListener {
  static final String NUMBER = "AlertBusNumber";
  static final String TYPE = "AlertBusType";
  static final String KIND = "AlertBusKind";
  static final String SOURCE = "AlertBusSource";

  /** What keeps its order: a signal's source, an alert's kind, the subject of a change. */
  static final String KEY = "AlertBusKey";

  private static final Logger LOG = LoggerFactory.getLogger(SubscribeConsumer.class);

  private final Core core;
  private final Subscription subscription;
  private final Filter wanted;
  private final int inFlight;
  private @Nullable AutoCloseable open;

  /**
   * Number of the last entry done, so that the rest of a failed group does not repeat the first.
   */
  private long done;

  SubscribeConsumer(
      SubscribeEndpoint endpoint,
      Processor processor,
      Core core,
      Subscription subscription,
      int inFlight) {
    super(endpoint, processor);
    this.core = core;
    this.wanted = subscription.filter();
    this.subscription = leaving(subscription);
    this.inFlight = inFlight;
  }

  /** A route is outside of the desk: it hears of a hit when a person has confirmed it. */
  private static Subscription leaving(Subscription asked) {
    return new Subscription(
        asked.name(),
        Leads.reading(asked.filter()),
        asked.queueSize(),
        asked.overflow(),
        asked.durable(),
        asked.after());
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
    Window window = new Window(inFlight);
    try {
      for (BusEntry entry : entries) {
        if (entry.number() <= done) {
          continue;
        }
        Optional<BusEntry> told = Leads.outside(entry).filter(wanted::passes);
        if (told.isPresent()) {
          Window.Answer answer = window.begin(entry.number());
          if (answer == null) {
            break;
          }
          route(told.get(), answer);
        }
      }
      window.await();
    } finally {
      done = Math.max(done, window.done());
    }
  }

  private void route(BusEntry entry, Window.Answer answer) {
    Exchange exchange = createExchange(false);
    try {
      fill(exchange.getMessage(), entry);
      getAsyncProcessor().process(exchange, sync -> answer(exchange, entry, answer));
    } catch (RuntimeException e) {
      exchange.setException(e);
      answer(exchange, entry, answer);
    }
  }

  private void answer(Exchange exchange, BusEntry entry, Window.Answer answer) {
    Exception failure = exchange.getException();
    if (failure == null && (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast())) {
      failure = new IllegalStateException("the route rolled entry " + entry.number() + " back");
    }
    releaseExchange(exchange, false);
    answer.answered(failure);
  }

  private static void fill(Message message, BusEntry entry) {
    message.setBody(Json.text(EntryJson.write(entry)));
    message.setHeader(NUMBER, entry.number());
    message.setHeader(KIND, entry.kind());
    if (entry instanceof SignalEntry signal) {
      message.setHeader(TYPE, "signal");
      message.setHeader(SOURCE, signal.sourceId());
      message.setHeader(KEY, signal.sourceId());
    } else if (entry instanceof ChangeEntry change) {
      message.setHeader(TYPE, "change");
      message.setHeader(KEY, change.change().subject());
    } else {
      message.setHeader(TYPE, "alert");
      message.setHeader(KEY, entry.kind());
    }
  }

  @Override
  public String toString() {
    return "alertbus:subscribe?name=" + subscription.name();
  }
}
