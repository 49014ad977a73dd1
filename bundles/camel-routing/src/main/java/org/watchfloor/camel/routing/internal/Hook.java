package org.watchfloor.camel.routing.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.HttpConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Message;

/** One source's webhook while it is open: its proof, its limit, its route. Thread-safe. */
final class Hook {
  private static final Logger LOG = LoggerFactory.getLogger(Hook.class);

  /** Requests in the route are given this long to end by themselves: 5 s of the source's close. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final String sourceId;
  private final Inbound.Webhook webhook;
  private final Proof proof;
  private final Lane lane;
  private final DecodeStep decode;
  private final HookContext context;
  private final RareLog rareLog;
  private final Set<HookRequest> inRoute = ConcurrentHashMap.newKeySet();
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private boolean closed;

  Hook(String sourceId, Inbound.Webhook webhook, GuardedDecoder decoder, Workshop workshop)
      throws Exception {
    this.sourceId = sourceId;
    this.webhook = webhook;
    this.proof = new Proof(webhook.secret());
    this.lane = new Lane(workshop.pool(), workshop.config().queue_max());
    this.decode = new DecodeStep(sourceId, decoder, lane);
    this.rareLog = new RareLog(LOG, sourceId);
    this.context =
        new HookContext(sourceId, workshop, decode, new AcknowledgeStep(sourceId, decoder));
  }

  void start() {
    context.start();
  }

  String sourceId() {
    return sourceId;
  }

  Proof proof() {
    return proof;
  }

  int maxBytes() {
    return webhook.maxBytes();
  }

  /** Takes a whole message into the route; answers the request when it is done. Never blocks. */
  void take(HookRequest request, Message message) {
    HttpConsumer consumer = enter(request);
    if (consumer == null) {
      request.answer(Answer.unavailable(sourceId, "the source is not open now"));
      return;
    }
    Exchange exchange = consumer.createExchange(false);
    exchange.getMessage().setBody(message);
    consumer
        .getAsyncProcessor()
        .process(
            exchange,
            sync -> {
              Answer answer = Answer.of(sourceId, exchange, LOG);
              consumer.releaseExchange(exchange, false);
              leave(request);
              request.answer(answer);
            });
  }

  /** Counts an answer, and says why a message was refused. */
  void answered(Answer answer) {
    if (answer.status() < 300) {
      taken.increment();
    } else {
      refused.increment();
      rareLog.warn(answer.status(), answer.reason());
    }
  }

  private synchronized @Nullable HttpConsumer enter(HookRequest request) {
    HttpConsumer consumer = closed ? null : context.consumer();
    if (consumer != null) {
      inRoute.add(request);
    }
    return consumer;
  }

  private void leave(HookRequest request) {
    inRoute.remove(request);
    if (inRoute.isEmpty()) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Leaves nothing behind; a request in the route gets its true answer or 503. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    lane.close().forEach(decode::refuse);
    awaitRequests();
    for (HookRequest request : inRoute) {
      request.answer(Answer.unavailable(sourceId, "the source was closed"));
    }
    context.stop();
    LOG.info("{}: webhook closed after {} messages taken, {} refused", sourceId, taken, refused);
  }

  private synchronized void awaitRequests() {
    long until = System.nanoTime() + CLOSE_NANOS;
    try {
      for (long left = CLOSE_NANOS;
          !inRoute.isEmpty() && left > 0;
          left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
