package org.watchfloor.core.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;

/** The documented JSON of {@link Alert} and {@link Change}. */
public final class AlertJson {
  private AlertJson() {}

  public static ObjectNode write(Alert alert) {
    ObjectNode node = Json.object();
    node.put("id", alert.id());
    node.put("kind", alert.kind());
    node.put("severity", Json.word(alert.severity()));
    node.put("title", alert.title());
    node.put("summary", alert.summary());
    node.put("occurredAt", alert.occurredAt().toString());
    alert.location().ifPresent(point -> node.set("location", SignalJson.writePoint(point)));
    ArrayNode signals = node.putArray("signals");
    alert.signals().forEach(signals::add);
    if (!alert.correlationKey().isEmpty()) {
      node.put("correlationKey", alert.correlationKey());
    }
    node.set("media", SignalJson.writeMedia(alert.media()));
    node.set("facts", writeFacts(alert.facts()));
    return node;
  }

  /**
   * @throws JsonFault naming the field that is missing or wrong
   */
  public static Alert read(JsonNode node) throws JsonFault {
    JsonFields fields = JsonFields.of(node, "");
    String id = fields.text("id");
    String kind = fields.text("kind");
    Severity severity = fields.word("severity", Severity.class, fields.text("severity"));
    String title = fields.text("title");
    String summary = fields.optionalText("summary").orElse("");
    Optional<GeoPoint> location =
        fields.has("location")
            ? Optional.of(SignalJson.readPoint(fields.object("location")))
            : Optional.empty();
    List<Long> signals = new ArrayList<>();
    if (fields.has("signals")) {
      fields.node("signals").forEach(number -> signals.add(number.asLong()));
    }
    List<MediaRef> media = new ArrayList<>();
    for (JsonFields ref : fields.objects("media")) {
      media.add(SignalJson.readMedia(ref));
    }
    java.time.Instant occurredAt = fields.instant("occurredAt");
    String correlationKey = fields.optionalText("correlationKey").orElse("");
    Map<String, String> facts = readFacts(fields);
    return fields.checked(
        "",
        () ->
            new Alert(
                id,
                kind,
                severity,
                title,
                summary,
                occurredAt,
                location,
                signals,
                correlationKey,
                media,
                facts));
  }

  public static ObjectNode write(Change change) {
    ObjectNode node = Json.object();
    node.put("kind", change.kind());
    node.put("subject", change.subject());
    node.put("at", change.at().toString());
    node.put("by", change.by());
    node.set("facts", writeFacts(change.facts()));
    return node;
  }

  /**
   * @throws JsonFault naming the field that is missing or wrong
   */
  public static Change readChange(JsonNode node) throws JsonFault {
    JsonFields fields = JsonFields.of(node, "");
    return new Change(
        fields.text("kind"),
        fields.text("subject"),
        fields.instant("at"),
        fields.text("by"),
        readFacts(fields));
  }

  private static ObjectNode writeFacts(Map<String, String> facts) {
    ObjectNode node = Json.object();
    facts.forEach(node::put);
    return node;
  }

  private static Map<String, String> readFacts(JsonFields fields) throws JsonFault {
    Map<String, String> facts = new LinkedHashMap<>();
    if (fields.has("facts")) {
      JsonFields object = fields.object("facts");
      for (String name : object.names()) {
        facts.put(name, object.text(name));
      }
    }
    return facts;
  }
}
