package org.watchfloor.plugin.signal.feed.internal;

import java.util.ArrayList;
import java.util.List;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * Reads signals as {@code POST /api/v1/signals} takes them, one object or an array. Unknown fields
 * are ignored. Stateless.
 */
final class SignalFeedDecoder implements Decoder {
  /** As many as {@code POST /api/v1/signals} takes at once. */
  private static final int MAX_SIGNALS = 1_000;

  private static final int MAX_KEY = 256;
  private static final int MAX_KIND = 64;

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    List<JsonObject> objects = JsonObject.parse(message);
    if (objects.isEmpty()) {
      throw new MalformedMessage("body", "is an empty array; at least one signal is expected");
    }
    if (objects.size() > MAX_SIGNALS) {
      throw new MalformedMessage(
          "body", "has " + objects.size() + " signals, at most " + MAX_SIGNALS + " in one message");
    }
    List<Signal> signals = new ArrayList<>(objects.size());
    for (JsonObject object : objects) {
      signals.add(signal(object));
    }
    return Decoded.of(signals, List.of());
  }

  private static Signal signal(JsonObject object) throws MalformedMessage {
    String key = object.text("vendorKey");
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw object.fault("vendorKey", "must have 1 to " + MAX_KEY + " characters");
    }
    if (object.has("media")) {
      throw object.fault(
          "media",
          "cannot be taken over a feed, because the pictures themselves do not come with it");
    }
    String name = object.text("kind");
    if (name.length() > MAX_KIND) {
      throw object.fault("kind", "is longer than " + MAX_KIND + " characters");
    }
    Kind kind = object.checked(() -> new Kind(name));
    Signal.Builder signal =
        Signal.of(kind, key, object.rfc3339("occurredAt"))
            .severity(severity(object))
            .device(object.optionalText("device").orElse(""))
            .detail(Details.of(kind, object));
    if (object.has("location")) {
      signal.at(place(object.optionalObject("location").orElseThrow()));
    }
    return object.checked(signal::build);
  }

  private static Severity severity(JsonObject object) throws MalformedMessage {
    String word = object.optionalText("severity").orElse("info");
    return switch (word) {
      case "info" -> Severity.INFO;
      case "low" -> Severity.LOW;
      case "medium" -> Severity.MEDIUM;
      case "high" -> Severity.HIGH;
      case "critical" -> Severity.CRITICAL;
      default -> throw object.fault("severity", "is none of info, low, medium, high, critical");
    };
  }

  /** GeoJSON Point, RFC 7946: longitude before latitude. */
  private static GeoPoint place(JsonObject location) throws MalformedMessage {
    if (!location.text("type").equals("Point")) {
      throw location.fault("type", "must be \"Point\" (GeoJSON, RFC 7946)");
    }
    List<Double> numbers = location.numbers("coordinates");
    if (numbers.size() < 2) {
      throw location.fault("coordinates", "must be [longitude, latitude]");
    }
    double accuracy = location.optionalNumber("accuracyMetres").orElse(0.0);
    return location.checked(() -> new GeoPoint(numbers.get(1), numbers.get(0), accuracy));
  }
}
