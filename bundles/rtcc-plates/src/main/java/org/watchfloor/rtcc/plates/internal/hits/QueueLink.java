package org.watchfloor.rtcc.plates.internal.hits;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.rtcc.api.incidents.DismissReason;
import org.watchfloor.rtcc.api.incidents.Incidents;
import org.watchfloor.rtcc.api.incidents.QueuedAlert;
import org.watchfloor.rtcc.api.incidents.WrongState;
import org.watchfloor.rtcc.api.plates.CheckedHit;
import org.watchfloor.rtcc.api.plates.HitState;

/** The queue as hits see it, where there is one: it follows what is decided. Thread-safe. */
final class QueueLink {
  private static final Logger LOG = LoggerFactory.getLogger(QueueLink.class);

  private final AtomicReference<@Nullable Incidents> incidents = new AtomicReference<>();

  void came(Incidents service) {
    incidents.set(service);
  }

  /** A replacement is announced before its predecessor goes, hence the comparison. */
  void went(Incidents service) {
    incidents.compareAndSet(service, null);
  }

  /** What is no hit does not wait in the queue; a row of several reads waits for the others. */
  void settle(CheckedHit hit, Actor by) {
    Incidents queue = incidents.get();
    if (queue == null || hit.state() == HitState.CONFIRMED) {
      return;
    }
    String id = hit.alert().id();
    try {
      Optional<QueuedAlert> row = queue.alert(id);
      if (row.isPresent() && row.get().alert().id().equals(id) && row.get().count() == 1) {
        boolean misread = hit.state() == HitState.MISREAD;
        queue.dismiss(
            id,
            misread ? DismissReason.MISREAD_PLATE : DismissReason.OTHER,
            misread ? "" : "not the vehicle",
            by);
      }
    } catch (WrongState e) {
      LOG.debug("{} is not open in the queue: {}", id, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("Alert {} stays in the queue, though its hit is {}", id, hit.state(), e);
    }
  }
}
