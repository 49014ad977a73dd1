package org.watchfloor.rtcc.plates.internal.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.Leads;
import org.watchfloor.rtcc.api.plates.ProtectionOrder;
import org.watchfloor.rtcc.plates.internal.hits.Words;

/**
 * Makes the alert of a read near a protected place. It says where the reader is, and nothing of the
 * place: no address, no distance, no radius, of which several together would tell it. Immutable.
 */
final class OrderAlert {
  static final String KIND = "protection.order";

  private final Duration late;

  OrderAlert(Duration late) {
    this.late = late;
  }

  /**
   * @param plate as it was read, in the form that plates are compared in
   */
  Alert alert(SignalEntry entry, PlateRead read, String plate, ProtectionOrder order, Instant now) {
    Signal signal = entry.signal();
    Duration age = Duration.between(signal.occurredAt(), now);
    String ago = age.compareTo(late) > 0 ? " (seen " + Words.of(age) + " ago)" : "";
    return new Alert(
        order.id() + "-" + entry.number(),
        KIND,
        Severity.CRITICAL,
        "Protection order, plate " + plate + " near a protected place" + ago,
        "Case " + order.caseNumber(),
        signal.occurredAt(),
        signal.location(),
        List.of(entry.number()),
        order.id() + "-" + plate,
        signal.media(),
        facts(entry, read, plate, order));
  }

  private static Map<String, String> facts(
      SignalEntry entry, PlateRead read, String plate, ProtectionOrder order) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("plate", plate);
    facts.put("state", read.region());
    facts.put("order", order.id());
    facts.put("caseNumber", order.caseNumber());
    if (!order.list().isEmpty()) {
      facts.put("list", order.list());
    }
    facts.put("placeShownTo", order.shownTo().word());
    read.confidence().ifPresent(c -> facts.put("confidence", String.valueOf(c)));
    String device = entry.signal().device();
    facts.put("camera", device.isBlank() ? entry.sourceId() : device);
    facts.put("source", entry.sourceId());
    facts.put("notice", Leads.NOTICE);
    return facts;
  }
}
