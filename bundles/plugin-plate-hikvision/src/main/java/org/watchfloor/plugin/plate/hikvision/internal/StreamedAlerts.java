package org.watchfloor.plugin.plate.hikvision.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.http.Delivery;
import org.watchfloor.toolkit.http.PartStream;
import org.watchfloor.toolkit.multipart.Part;

/**
 * Joins the parts of a device's stream: an alert and the pictures behind it. An alert goes on with
 * its last picture, with the next alert, or after a while, for a read is worth more than its
 * pictures. Thread-safe.
 */
final class StreamedAlerts implements PartStream.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedAlerts.class);

  /** Pictures follow at once or never; a hit should be with people within two seconds. */
  private static final long PATIENCE_MILLIS = 1_000;

  private final String sourceId;
  private final Alerts alerts;
  private final Delivery delivery;
  private final ScheduledExecutorService scheduler;
  private final AtomicLong malformed = new AtomicLong();
  private final List<Part> pictures = new ArrayList<>();
  private @Nullable Alert waiting;

  StreamedAlerts(
      String sourceId, Alerts alerts, Delivery delivery, ScheduledExecutorService scheduler) {
    this.sourceId = sourceId;
    this.alerts = alerts;
    this.delivery = delivery;
    this.scheduler = scheduler;
  }

  @Override
  public synchronized void part(Part part) throws InterruptedException {
    Alert alert = waiting;
    if (part.contentType().startsWith("image/")) {
      if (alert != null) {
        pictures.add(part);
        if (pictures.size() >= alert.pictures()) {
          deliver();
        }
      }
      return;
    }
    deliver();
    if (Alerts.isXml(part)) {
      read(part);
    }
  }

  /** Alerts that broke their format. */
  long malformed() {
    return malformed.get();
  }

  private void read(Part part) throws InterruptedException {
    Optional<Alert> alert;
    try {
      alert = alerts.read(part.toByteArray());
    } catch (MalformedMessage e) {
      if (malformed.incrementAndGet() == 1) {
        LOG.warn("{} sent an alert that breaks its format: {}", sourceId, e.getMessage());
      }
      return;
    }
    if (alert.isEmpty()) {
      return;
    }
    waiting = alert.get();
    if (alert.get().pictures() == 0) {
      deliver();
    } else {
      goOnSoon(alert.get());
    }
  }

  private void goOnSoon(Alert alert) {
    try {
      scheduler.schedule(() -> timedOut(alert), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is closed", sourceId);
    }
  }

  private synchronized void timedOut(Alert alert) {
    try {
      if (waiting == alert) {
        deliver();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver() throws InterruptedException {
    Alert alert = waiting;
    if (alert != null) {
      waiting = null;
      List<Media> media = alert.media(pictures);
      pictures.clear();
      delivery.deliver(alert.with(media), media, alert.bare());
    }
  }
}
