package org.watchfloor.rtcc.plates.internal.lists;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Change;

/** Puts acts on record before they are done, and tells the screens after. Thread-safe. */
record Acts(Audit audit, AlertBus bus, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Acts.class);
  private static final String NAME = "rtcc-plates";

  /** As exact as the store keeps it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  void record(Actor by, String action, String object, String reason, Map<String, String> facts) {
    audit.record(
        new AuditRecord(
            by.name(), by.origin(), action, object, AuditRecord.Outcome.DONE, reason, facts));
  }

  void denied(Actor by, String action, String object, String why) {
    audit.record(
        new AuditRecord(
            by.name(), by.origin(), action, object, AuditRecord.Outcome.DENIED, why, Map.of()));
  }

  /** It is in force whether or not the screens hear of it. */
  void tell(String kind, String subject, Actor by, Map<String, String> facts) {
    bus.publish(NAME, new Change(kind, subject, now(), by.name(), facts))
        .thenAccept(
            receipt -> {
              if (!receipt.onDisk()) {
                LOG.warn("Screens do not hear of {} {}: {}", kind, subject, receipt.reason());
              }
            });
  }
}
