package org.watchfloor.rtcc.plates.internal.hits;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.plugin.api.source.Receipt;

/**
 * Alerts that a page of reads gives, on their way to the disk: the cursor of who raises them may
 * move only when all are there. For one thread.
 */
public final class Outgoing {
  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

  private static final String PUBLISHER = "rtcc-plates";

  /** Far above a synced write; a bus that takes longer is asked again by redelivery. */
  private static final long RECEIPT_SECONDS = 10;

  private final AlertBus bus;
  private final List<Alert> alerts = new ArrayList<>();
  private final List<CompletionStage<Receipt>> receipts = new ArrayList<>();

  public Outgoing(AlertBus bus) {
    this.bus = bus;
  }

  /** Begins to write it; does not wait. */
  public void publish(Alert alert) {
    alerts.add(alert);
    receipts.add(bus.publish(PUBLISHER, alert));
  }

  /**
   * Returns when all are on disk.
   *
   * @throws Exception if one is not: all are to be published again
   */
  public void awaitOnDisk() throws Exception {
    for (int i = 0; i < alerts.size(); i++) {
      check(
          alerts.get(i),
          receipts.get(i).toCompletableFuture().get(RECEIPT_SECONDS, TimeUnit.SECONDS));
    }
  }

  private static void check(Alert alert, Receipt receipt) {
    if (receipt.onDisk()) {
      return;
    }
    if (receipt.status() == Receipt.Status.REJECTED) {
      // It would be refused for ever, and hold up every alert after it.
      LOG.error(
          "Alert {} was refused and is lost: {}. Its read {} is in the journal.",
          alert.id(),
          receipt.reason(),
          alert.signals());
      return;
    }
    throw new IllegalStateException(
        "alert " + alert.id() + " is not on disk: " + receipt.status() + ", " + receipt.reason());
  }
}
