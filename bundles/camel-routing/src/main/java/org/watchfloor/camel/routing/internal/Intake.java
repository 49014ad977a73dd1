package org.watchfloor.camel.routing.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Message;

/**
 * The route behind one transport that can keep its messages: a message goes in again, after growing
 * pauses, until its signals are on disk or it is known never to be. The transport reads on only
 * then. Thread-safe.
 */
final class Intake implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** A message that cannot be taken now is tried again after so long at first, and at most. */
  private static final long FIRST_MILLIS = 200;

  private static final long MOST_MILLIS = 10_000;

  /** Messages in the route are given this long to end by themselves: 5 s of the source's close. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final String ENTRY = "direct:message";

  private final String sourceId;
  private final GuardedDecoder decoder;
  private final Workshop workshop;
  private final Lane lane;
  private final DecodeStep decode;
  private final CamelContext context;
  private final RareLog rareLog;
  private final Set<Held> held = ConcurrentHashMap.newKeySet();
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Endpoint entry;
  private final AsyncProducer producer;
  private volatile boolean closed;

  /**
   * @param name of the context, begins with the transport's word
   */
  Intake(String name, String sourceId, GuardedDecoder decoder, Workshop workshop) throws Exception {
    this.sourceId = sourceId;
    this.decoder = decoder;
    this.workshop = workshop;
    this.lane = new Lane(workshop.pool(), workshop.config().queue_max());
    this.decode = new DecodeStep(sourceId, decoder, lane);
    this.rareLog = new RareLog(LOG, sourceId);
    this.context = workshop.context(name);
    context.addRoutes(new SourceRoute(ENTRY, name, decode, new AcknowledgeStep(sourceId, decoder)));
    this.entry = context.getEndpoint(ENTRY);
    this.producer = entry.createAsyncProducer();
  }

  String sourceId() {
    return sourceId;
  }

  boolean isClosed() {
    return closed;
  }

  /** For the routes of a Camel component that stands before this one. */
  CamelContext context() {
    return context;
  }

  Intake start() {
    context.start();
    producer.start();
    return this;
  }

  /** Sends a message in, once. Never blocks. */
  void offer(Message message, Consumer<Answer> then) {
    Exchange exchange = entry.createExchange();
    exchange.getMessage().setBody(message);
    producer.process(exchange, sync -> then.accept(Answer.of(sourceId, exchange, LOG)));
  }

  /**
   * Sends a message in until it is settled. Never blocks.
   *
   * @return 200 if its signals are on disk, 400 if they never will be; fails with {@link
   *     IntakeClosed} if the way in was closed before, so that the vendor must keep it
   */
  CompletableFuture<Answer> take(Message message) {
    Held one = new Held(message);
    held.add(one);
    one.done.whenComplete((answer, e) -> leave(one));
    one.go();
    return one.done;
  }

  /**
   * Sends a message in, once: for transports whose peer keeps nothing. One that cannot be taken now
   * is lost, and counted.
   */
  CompletableFuture<Answer> takeOnce(Message message) {
    Held one = new Held(message);
    held.add(one);
    one.done.whenComplete((answer, e) -> leave(one));
    if (closed) {
      one.done.completeExceptionally(new IntakeClosed());
      return one.done;
    }
    offer(
        message,
        answer -> {
          if (answer.isForNow()) {
            decoder.refused(1);
          }
          settled(one, answer);
        });
    return one.done;
  }

  /** Counts messages that never came to the decoder. */
  void refuse(int status, String reason) {
    refused.increment();
    decoder.refused(1);
    rareLog.warn(status, reason);
  }

  private void settled(Held one, Answer answer) {
    if (answer.status() < 300) {
      taken.increment();
    } else {
      refused.increment();
      rareLog.warn(answer.status(), answer.reason());
      if (answer.rejected()) {
        keep(one.message, answer);
      }
    }
    one.done.complete(answer);
  }

  /** What broke its format is kept where it is decoded; this broke a rule of the bus. */
  private void keep(Message message, Answer answer) {
    workshop
        .deadLetters()
        .ifPresent(
            letters ->
                letters.keep(
                    new DeadLetter(
                        0,
                        sourceId,
                        message.receivedAt(),
                        message.contentType(),
                        Map.of(),
                        message.toByteArray(),
                        message.length(),
                        "",
                        answer.reason(),
                        java.util.Optional.empty())));
  }

  private synchronized void leave(Held one) {
    held.remove(one);
    notifyAll();
  }

  /** Leaves nothing behind. What is not on disk by then is given back to the transport. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    lane.close().forEach(decode::refuse);
    held.forEach(Held::giveBackIfWaiting);
    awaitHeld();
    held.forEach(one -> one.done.completeExceptionally(new IntakeClosed()));
    producer.stop();
    context.stop();
    LOG.info("{}: closed after {} messages taken, {} refused", sourceId, taken, refused);
  }

  private synchronized void awaitHeld() {
    long until = System.nanoTime() + CLOSE_NANOS;
    try {
      for (long left = CLOSE_NANOS; !held.isEmpty() && left > 0; left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One message until it is settled. */
  private final class Held {
    private final Message message;
    private final CompletableFuture<Answer> done = new CompletableFuture<>();
    private final Backoff pauses = new Backoff(FIRST_MILLIS, MOST_MILLIS);
    private volatile boolean waiting;

    Held(Message message) {
      this.message = message;
    }

    void go() {
      waiting = false;
      if (closed) {
        done.completeExceptionally(new IntakeClosed());
      } else {
        offer(message, this::answered);
      }
    }

    private void answered(Answer answer) {
      if (!answer.isForNow()) {
        settled(this, answer);
        return;
      }
      waiting = true;
      if (closed) {
        giveBackIfWaiting();
        return;
      }
      rareLog.warn(answer.status(), "held back, " + answer.reason());
      try {
        workshop.timer().schedule(this::go, pauses.next(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        done.completeExceptionally(new IntakeClosed());
      }
    }

    void giveBackIfWaiting() {
      if (waiting) {
        done.completeExceptionally(new IntakeClosed());
      }
    }
  }
}
