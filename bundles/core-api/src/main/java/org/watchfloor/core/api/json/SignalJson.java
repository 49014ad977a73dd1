package org.watchfloor.core.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Gunshot;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.signal.SignalDetail;

/**
 * The documented JSON of {@link Signal}: what {@code POST /api/v1/signals} takes, what the journal
 * holds and what the event stream shows. Written by hand so that no class name is ever on a wire.
 */
public final class SignalJson {
  private SignalJson() {}

  public static ObjectNode write(Signal signal) {
    ObjectNode node = Json.object();
    node.put("vendorKey", signal.vendorKey());
    node.put("kind", signal.kind().name());
    node.put("occurredAt", signal.occurredAt().toString());
    node.put("severity", Json.word(signal.severity()));
    if (!signal.device().isEmpty()) {
      node.put("device", signal.device());
    }
    signal.location().ifPresent(point -> node.set("location", writePoint(point)));
    node.set("detail", writeDetail(signal.detail()));
    if (!signal.media().isEmpty()) {
      node.set("media", writeMedia(signal.media()));
    }
    return node;
  }

  /**
   * @throws JsonFault naming the field that is missing or wrong
   */
  public static Signal read(JsonNode node) throws JsonFault {
    JsonFields fields = JsonFields.of(node, "");
    String kindName = fields.text("kind");
    Kind kind = fields.checked("kind", () -> new Kind(kindName));
    String vendorKey = fields.text("vendorKey");
    Signal.Builder builder = Signal.of(kind, vendorKey, fields.instant("occurredAt"));
    Optional<String> severity = fields.optionalText("severity");
    if (severity.isPresent()) {
      builder.severity(fields.word("severity", Severity.class, severity.get()));
    }
    builder.device(fields.optionalText("device").orElse(""));
    if (fields.has("location")) {
      builder.at(readPoint(fields.object("location")));
    }
    if (fields.has("detail")) {
      builder.detail(readDetail(kind, fields.object("detail")));
    }
    for (JsonFields ref : fields.objects("media")) {
      builder.media(readMedia(ref));
    }
    return fields.checked("", builder::build);
  }

  /** GeoJSON Point (RFC 7946), longitude before latitude, with our {@code accuracyMetres}. */
  static ObjectNode writePoint(GeoPoint point) {
    ObjectNode node = Json.object();
    node.put("type", "Point");
    node.putArray("coordinates").add(point.longitude()).add(point.latitude());
    if (point.accuracyMetres() > 0) {
      node.put("accuracyMetres", point.accuracyMetres());
    }
    return node;
  }

  static GeoPoint readPoint(JsonFields fields) throws JsonFault {
    if (!"Point".equals(fields.text("type"))) {
      throw fields.fault("type", "must be \"Point\" (GeoJSON, RFC 7946)");
    }
    JsonNode coordinates = fields.node("coordinates");
    if (!coordinates.isArray()
        || coordinates.size() < 2
        || !coordinates.get(0).isNumber()
        || !coordinates.get(1).isNumber()) {
      throw fields.fault("coordinates", "must be [longitude, latitude]");
    }
    double accuracy = fields.optionalNumber("accuracyMetres").orElse(0.0);
    return fields.checked(
        "coordinates",
        () -> new GeoPoint(coordinates.get(1).asDouble(), coordinates.get(0).asDouble(), accuracy));
  }

  static ArrayNode writeMedia(List<MediaRef> media) {
    ArrayNode array = Json.array();
    for (MediaRef ref : media) {
      array
          .addObject()
          .put("sha256", ref.sha256())
          .put("contentType", ref.contentType())
          .put("role", ref.role())
          .put("length", ref.length());
    }
    return array;
  }

  static MediaRef readMedia(JsonFields fields) throws JsonFault {
    String sha256 = fields.text("sha256");
    String contentType = fields.text("contentType");
    String role = fields.text("role");
    long length = fields.optionalNumber("length").orElse(0.0).longValue();
    return fields.checked("", () -> new MediaRef(sha256, contentType, role, length));
  }

  private static ObjectNode writeDetail(SignalDetail detail) {
    ObjectNode node = Json.object();
    if (detail instanceof PlateRead read) {
      PlateReadJson.write(node, read);
    } else if (detail instanceof Gunshot shot) {
      shot.rounds().ifPresent(n -> node.put("rounds", n));
      shot.confidence().ifPresent(c -> node.put("confidence", c));
      node.put("reviewed", shot.reviewed());
      putText(node, "classification", shot.classification());
    } else if (detail instanceof Fields fields) {
      fields.values().forEach((name, value) -> Json.putPlain(node, name, value));
    }
    return node;
  }

  private static SignalDetail readDetail(Kind kind, JsonFields fields) throws JsonFault {
    if (kind.equals(Kind.PLATE_READ)) {
      return PlateReadJson.read(fields);
    }
    if (kind.equals(Kind.GUNSHOT_DETECTED)) {
      return readGunshot(fields);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : fields.names()) {
      values.put(name, fields.plain(name));
    }
    return fields.checked("", () -> new Fields(values));
  }

  private static Gunshot readGunshot(JsonFields fields) throws JsonFault {
    Optional<Integer> rounds = fields.optionalNumber("rounds").map(Double::intValue);
    Optional<Double> confidence = fields.optionalNumber("confidence");
    boolean reviewed = fields.optionalFlag("reviewed").orElse(false);
    String classification = fields.optionalText("classification").orElse("");
    return fields.checked("", () -> new Gunshot(rounds, confidence, reviewed, classification));
  }

  static void putText(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }
}
