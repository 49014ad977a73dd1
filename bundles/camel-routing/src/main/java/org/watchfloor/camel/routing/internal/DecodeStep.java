package org.watchfloor.camel.routing.internal;

import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/** Turns a message into its signals on the source's lane, because a decoder may block. */
final class DecodeStep extends AsyncProcessorSupport {
  /** Exchange property with the decoder's reply. */
  static final String REPLY = "WatchfloorReply";

  private static final Logger LOG = LoggerFactory.getLogger(DecodeStep.class);

  private final String sourceId;
  private final GuardedDecoder decoder;
  private final Lane lane;

  DecodeStep(String sourceId, GuardedDecoder decoder, Lane lane) {
    this.sourceId = sourceId;
    this.decoder = decoder;
    this.lane = lane;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Lane.Offer offer = lane.offer(new Task(exchange, callback));
    if (offer == Lane.Offer.QUEUED) {
      return false;
    }
    exchange.setException(
        new Refused(
            offer == Lane.Offer.FULL
                ? Answer.overloaded(sourceId, "too many messages of this source wait to be decoded")
                : Answer.unavailable(sourceId, "the source is closing")));
    callback.done(true);
    return true;
  }

  /** Answers a task that the lane gave back. */
  void refuse(Runnable task) {
    Task refused = (Task) task;
    refused.exchange.setException(
        new Refused(Answer.unavailable(sourceId, "the source is closing")));
    refused.callback.done(false);
  }

  private final class Task implements Runnable {
    private final Exchange exchange;
    private final AsyncCallback callback;

    Task(Exchange exchange, AsyncCallback callback) {
      this.exchange = exchange;
      this.callback = callback;
    }

    @Override
    public void run() {
      MDC.put("source", sourceId);
      try {
        decode(exchange);
        callback.done(false);
      } finally {
        MDC.remove("source");
      }
    }
  }

  private void decode(Exchange exchange) {
    try {
      Decoded decoded = decoder.decode((Message) exchange.getMessage().getBody());
      exchange.setProperty(REPLY, decoded.reply());
      exchange.getMessage().setHeader(AcknowledgeStep.SOURCE, sourceId);
      exchange.getMessage().setBody(decoded.signals());
    } catch (MalformedMessage e) {
      exchange.setException(
          new Refused(
              Answer.malformed(sourceId, List.of(new Answer.Fault(e.field(), e.reason())))));
    } catch (DecoderUnavailable e) {
      exchange.setException(
          new Refused(Answer.unavailable(sourceId, String.valueOf(e.getMessage()))));
    } catch (RuntimeException | Error e) {
      // an Error too: the lane must go on, and the vendor must send again
      LOG.error("{}: the decoder's gate failed; the vendor is asked to send again", sourceId, e);
      exchange.setException(
          new Refused(Answer.unavailable(sourceId, "the message could not be decoded now")));
    }
  }
}
