package org.watchfloor.rtcc.gunshots.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.source.Receipt;

/**
 * Raises an alert for every gunshot signal, without the store. A signal delivered again raises the
 * alert of the same id, which the bus knows for a duplicate.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = GunshotsConfig.PID)
@Designate(ocd = GunshotsConfig.class)
public final class GunshotAlerts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GunshotAlerts.class);

  /** Also the name of the cursor: must never change. */
  private static final String NAME = "rtcc-gunshots";

  /** Far above a synced write; a bus that takes longer is asked again by redelivery. */
  private static final long RECEIPT_SECONDS = 10;

  private final AlertBus bus;
  private final AlertMaker maker;
  private final AutoCloseable subscription;

  @Activate
  public GunshotAlerts(GunshotsConfig config, @Reference AlertBus bus) {
    this(new AlertMaker(config.critical_confidence(), new Cells(config.cell_metres())), bus);
  }

  GunshotAlerts(AlertMaker maker, AlertBus bus) {
    this.bus = bus;
    this.maker = maker;
    Filter filter = Filter.of(EntryType.SIGNAL, Kind.GUNSHOT_DETECTED.name());
    this.subscription = bus.subscribe(Subscription.durable(NAME, filter), this::handle);
  }

  /** Returns when the alerts of all are on disk: only then the cursor may move. */
  private void handle(List<BusEntry> entries) throws Exception {
    List<Alert> alerts = new ArrayList<>();
    List<CompletionStage<Receipt>> receipts = new ArrayList<>();
    for (BusEntry entry : entries) {
      if (entry instanceof SignalEntry signal) {
        Alert alert = maker.alert(signal);
        alerts.add(alert);
        receipts.add(bus.publish(NAME, alert));
      }
    }
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
      // It would be refused for ever, and hold up every gunshot after it.
      LOG.error(
          "Alert {} was refused and is lost: {}. Its signals {} are in the journal.",
          alert.id(),
          receipt.reason(),
          alert.signals());
      return;
    }
    throw new IllegalStateException(
        "alert " + alert.id() + " is not on disk: " + receipt.status() + ", " + receipt.reason());
  }

  @Override
  @Deactivate
  public void close() throws Exception {
    subscription.close();
  }
}
