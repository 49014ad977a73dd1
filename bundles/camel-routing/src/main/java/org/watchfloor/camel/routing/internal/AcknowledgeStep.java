package org.watchfloor.camel.routing.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Receipt;

/**
 * Makes the answer of the receipts: a vendor is acknowledged only when all signals of its message
 * are on disk.
 */
final class AcknowledgeStep implements Processor {
  /** Headers of {@code alertbus:submit}. */
  static final String SOURCE = "AlertBusSource";

  static final String RECEIPTS = "AlertBusReceipts";

  private final String sourceId;
  private final GuardedDecoder decoder;

  AcknowledgeStep(String sourceId, GuardedDecoder decoder) {
    this.sourceId = sourceId;
    this.decoder = decoder;
  }

  @Override
  public void process(Exchange exchange) {
    List<Receipt> receipts = new ArrayList<>();
    for (Object receipt : (List<?>) exchange.getMessage().getHeader(RECEIPTS)) {
      receipts.add((Receipt) receipt);
    }
    exchange
        .getMessage()
        .setBody(answer(receipts, (Decoded.Reply) exchange.getProperty(DecodeStep.REPLY)));
  }

  /**
   * What helps first decides: a message that is partly refused for ever is still asked for again
   * while another part of it can yet be saved.
   */
  private Answer answer(List<Receipt> receipts, Decoded.Reply reply) {
    for (Receipt receipt : receipts) {
      if (receipt.status() == Receipt.Status.UNAVAILABLE) {
        return Answer.unavailable(sourceId, receipt.reason());
      }
    }
    for (Receipt receipt : receipts) {
      if (receipt.status() == Receipt.Status.OVERLOADED) {
        return Answer.overloaded(sourceId, receipt.reason());
      }
    }
    int kept = (int) receipts.stream().filter(Receipt::onDisk).count();
    if (kept > 0) {
      decoder.onDisk(kept);
    }
    return kept == receipts.size() ? Answer.taken(reply) : rejected(receipts);
  }

  private Answer rejected(List<Receipt> receipts) {
    List<Answer.Fault> faults = new ArrayList<>();
    for (int i = 0; i < receipts.size(); i++) {
      if (!receipts.get(i).onDisk()) {
        faults.add(fault(i, receipts.get(i).reason()));
      }
    }
    return Answer.rejected(sourceId, faults);
  }

  /** A reason begins with the signal's field, {@code occurredAt: lies in the future}. */
  private static Answer.Fault fault(int index, String reason) {
    String signal = "signals[" + index + "]";
    int colon = reason.indexOf(": ");
    return colon > 0 && reason.indexOf(' ') > colon
        ? new Answer.Fault(signal + "." + reason.substring(0, colon), reason.substring(colon + 2))
        : new Answer.Fault(signal, reason);
  }
}
