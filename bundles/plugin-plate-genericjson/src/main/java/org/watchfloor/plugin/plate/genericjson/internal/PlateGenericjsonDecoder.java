package org.watchfloor.plugin.plate.genericjson.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.json.JsonObject;

/** Reads the JSON that the plugin's README documents. Unknown fields are ignored. Stateless. */
final class PlateGenericjsonDecoder implements Decoder {
  private static final int MAX_OBJECTS = 100;

  private final double highFrom;

  PlateGenericjsonDecoder(double highFrom) {
    this.highFrom = highFrom;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    List<JsonObject> objects = JsonObject.parse(message);
    if (objects.isEmpty() || objects.size() > MAX_OBJECTS) {
      throw new MalformedMessage("body", "must hold 1 to " + MAX_OBJECTS + " objects");
    }
    List<Signal> signals = new ArrayList<>(objects.size());
    for (JsonObject object : objects) {
      signals.add(signal(object));
    }
    return Decoded.of(signals, List.of());
  }

  private Signal signal(JsonObject object) throws MalformedMessage {
    String id = object.optionalName("id").orElseThrow(() -> object.fault("id", "is missing"));
    if (id.isBlank() || id.length() > 256) {
      throw object.fault("id", "must have 1 to 256 characters");
    }
    String sensor = object.text("sensor");
    if (sensor.isBlank() || sensor.length() > 128) {
      throw object.fault("sensor", "must have 1 to 128 characters");
    }
    double value = object.number("value");
    double latitude = object.number("latitude");
    double longitude = object.number("longitude");
    Signal.Builder signal =
        Signal.of(PlateGenericjsonPlugin.KIND, id, object.rfc3339("time"))
            .severity(value >= highFrom ? Severity.HIGH : Severity.INFO)
            .device(sensor)
            .at(object.checked(() -> GeoPoint.of(latitude, longitude)))
            .detail(object.checked(() -> new Fields(Map.of("sensor", sensor, "value", value))));
    return object.checked(signal::build);
  }
}
