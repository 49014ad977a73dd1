package org.watchfloor.plugin.plate.openalpr.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * {@code alpr_alert}: a hit on a list that lies at the agent or at Rekor Scout, which nobody has
 * looked at. Hits on the center's own lists come of the read in it.
 */
final class ListAlert {
  /** No alert comes of it: hits are decided by the center's own lists, and looked at. */
  private static final Severity SEVERITY = Severity.MEDIUM;

  static final Kind KIND = new Kind("plate.rekor-alert");

  static final KindDescriptor DESCRIPTOR =
      KindDescriptor.of(KIND, "Hit on a list of Rekor Scout")
          .severity(SEVERITY)
          .symbol("plate")
          .fieldsSchema(
              "{\"type\":\"object\",\"required\":[\"plate\",\"list\"],\"properties\":{"
                  + "\"plate\":{\"type\":\"string\",\"title\":\"Plate\"},"
                  + "\"list\":{\"type\":\"string\",\"title\":\"List of the agent\"},"
                  + "\"listType\":{\"type\":\"string\",\"title\":\"Type of the list\"},"
                  + "\"description\":{\"type\":\"string\",\"title\":\"Description\"},"
                  + "\"site\":{\"type\":\"string\",\"title\":\"Site\"},"
                  + "\"camera\":{\"type\":\"string\",\"title\":\"Camera\"}}}")
          .summary(
              "Lead only, confirm plate, state and status before acting: {plate} on the agent's"
                  + " list {list}")
          .build();

  private ListAlert() {}

  /**
   * @param kept whether the hit is kept besides its read
   */
  static void add(JsonObject alert, Reads reads, boolean kept, Found found)
      throws MalformedMessage {
    Optional<JsonObject> group = alert.optionalObject("group");
    if (group.isPresent()) {
      reads.group(group.get(), found);
    }
    JsonObject plates = alert.has("plate_number") ? alert : group.orElse(alert);
    Optional<String> plate =
        Plates.plate(plates, plates == alert ? "plate_number" : "best_plate_number");
    if (!kept || plate.isEmpty()) {
      return;
    }
    JsonObject seen = group.orElse(alert);
    Instant at =
        alert.has("epoch_time") || group.isEmpty()
            ? alert.epochMillis("epoch_time")
            : seen.epochMillis("epoch_start");
    String list = text(alert, "alert_list", 128);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("plate", plate.get());
    values.put("list", list.isEmpty() ? "unnamed" : list);
    put(values, "listType", text(alert, "list_type", 64));
    put(values, "description", text(alert, "description", 500));
    put(values, "site", text(alert, "site_name", 128));
    put(values, "camera", text(alert, "camera_name", 128));
    Signal.Builder signal =
        Signal.of(KIND, key(alert, at, plate.get()), at)
            .severity(SEVERITY)
            .device(Reads.device(seen))
            .at(reads.place(seen))
            .detail(alert.checked(() -> new Fields(values)));
    found.add(alert, signal, List.of());
  }

  private static String key(JsonObject alert, Instant at, String plate) throws MalformedMessage {
    String agent = text(alert, "agent_uid", 100);
    String list = text(alert, "alert_list_id", 40);
    return "alert/" + agent + "/" + list + "/" + at.toEpochMilli() + "/" + plate;
  }

  private static void put(Map<String, Object> values, String name, String value) {
    if (!value.isEmpty()) {
      values.put(name, value);
    }
  }

  private static String text(JsonObject from, String field, int max) throws MalformedMessage {
    String text = from.optionalName(field).orElse("").strip();
    return text.length() > max ? text.substring(0, max) : text;
  }
}
