package org.watchfloor.camel.alertbus.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/**
 * Submits the signals of a message in their order and completes when the last receipt is there.
 * Never blocks. The header {@value #RECEIPTS} then has the receipts ({@code List<Receipt>}) in the
 * same order; the body stays as it was.
 */
final class SubmitProducer extends DefaultAsyncProducer {
  /** Header with the source's id, {@code <plugin id>~<name>}. */
  static final String SOURCE = "AlertBusSource";

  static final String RECEIPTS = "AlertBusReceipts";

  private final Core core;
  private final String source;
  private final boolean failOnRefusal;

  SubmitProducer(SubmitEndpoint endpoint, Core core, String source, boolean failOnRefusal) {
    super(endpoint);
    this.core = core;
    this.source = source;
    this.failOnRefusal = failOnRefusal;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    List<CompletableFuture<Receipt>> receipts;
    try {
      receipts = submitAll(exchange);
    } catch (JsonFault | IllegalArgumentException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(receipts.toArray(new CompletableFuture<?>[0]));
    boolean sync = all.isDone();
    all.whenComplete(
        (nothing, never) -> {
          finish(exchange, receipts);
          callback.done(sync);
        });
    return sync;
  }

  private List<CompletableFuture<Receipt>> submitAll(Exchange exchange) throws JsonFault {
    Object header = exchange.getMessage().getHeader(SOURCE);
    String id = header instanceof String text && !text.isBlank() ? text : source;
    if (id.isEmpty()) {
      throw new IllegalArgumentException(
          SOURCE
              + ": the header with the source's id is missing, and alertbus:submit has no ?source=");
    }
    // all are read before the first is submitted: a message is taken whole or not at all
    List<Signal> signals = SignalBody.read(exchange.getMessage().getBody());
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(signals.size());
    for (Signal signal : signals) {
      receipts.add(core.submit(id, signal).toCompletableFuture());
    }
    return receipts;
  }

  private void finish(Exchange exchange, List<CompletableFuture<Receipt>> futures) {
    List<Receipt> receipts = futures.stream().map(CompletableFuture::join).toList();
    exchange.getMessage().setHeader(RECEIPTS, receipts);
    if (!failOnRefusal) {
      return;
    }
    for (int i = 0; i < receipts.size(); i++) {
      if (!receipts.get(i).onDisk()) {
        exchange.setException(new NotOnDisk(i, receipts.get(i)));
        return;
      }
    }
  }
}
