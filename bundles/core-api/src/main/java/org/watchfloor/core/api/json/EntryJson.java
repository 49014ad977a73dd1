package org.watchfloor.core.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.ChangeEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.journal.JournalEntry;

/** Journal entries as bus entries, and bus entries as the JSON of the event stream. */
public final class EntryJson {
  private EntryJson() {}

  /**
   * @throws JsonFault if the payload is not what the entry's type says
   */
  public static BusEntry decode(JournalEntry entry) throws JsonFault {
    JsonNode node = Json.parseOurs(entry.payload());
    return switch (entry.type()) {
      case SIGNAL ->
          new SignalEntry(
              entry.position(), entry.recordedAt(), entry.stream(), SignalJson.read(node));
      case ALERT -> new AlertEntry(entry.position(), entry.recordedAt(), AlertJson.read(node));
      case CHANGE ->
          new ChangeEntry(entry.position(), entry.recordedAt(), AlertJson.readChange(node));
    };
  }

  /**
   * {@code {"number":…, "recordedAt":…, "type":"signal|alert|change", "signal|alert|change":{…}}},
   * a signal with its {@code sourceId} beside it.
   */
  public static ObjectNode write(BusEntry entry) {
    ObjectNode node = Json.object();
    node.put("number", entry.number());
    node.put("recordedAt", entry.recordedAt().toString());
    if (entry instanceof SignalEntry signal) {
      node.put("type", "signal");
      node.put("sourceId", signal.sourceId());
      node.set("signal", SignalJson.write(signal.signal()));
    } else if (entry instanceof AlertEntry alert) {
      node.put("type", "alert");
      node.set("alert", AlertJson.write(alert.alert()));
    } else if (entry instanceof ChangeEntry change) {
      node.put("type", "change");
      node.set("change", AlertJson.write(change.change()));
    }
    return node;
  }
}
