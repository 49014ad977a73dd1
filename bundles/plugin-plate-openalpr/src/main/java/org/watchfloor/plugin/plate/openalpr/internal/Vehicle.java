package org.watchfloor.plugin.plate.openalpr.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/** {@code vehicle}: one that the agent saw and whose plate it did not read. */
final class Vehicle {
  static final Kind KIND = new Kind("vehicle.seen");

  static final KindDescriptor DESCRIPTOR =
      KindDescriptor.of(KIND, "Vehicle without a plate")
          .fieldsSchema(
              "{\"type\":\"object\",\"properties\":{"
                  + "\"make\":{\"type\":\"string\",\"title\":\"Make\"},"
                  + "\"model\":{\"type\":\"string\",\"title\":\"Make and model\"},"
                  + "\"color\":{\"type\":\"string\",\"title\":\"Colour\"},"
                  + "\"body\":{\"type\":\"string\",\"title\":\"Body\"},"
                  + "\"years\":{\"type\":\"string\",\"title\":\"Built\"},"
                  + "\"heading\":{\"type\":\"number\",\"title\":\"Heading\",\"unit\":\"°\"}}}")
          .build();

  private Vehicle() {}

  static void add(JsonObject message, Reads reads, Found found) throws MalformedMessage {
    JsonObject vehicle = message.optionalObject("vehicle").orElse(message);
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "make", Plates.likeliest(vehicle, "make"));
    put(values, "model", Plates.likeliest(vehicle, "make_model"));
    put(values, "color", Plates.likeliest(vehicle, "color"));
    put(values, "body", Plates.likeliest(vehicle, "body_type"));
    put(values, "years", Plates.likeliest(vehicle, "year"));
    Plates.heading(message).ifPresent(heading -> values.put("heading", heading));
    Signal.Builder signal =
        Signal.of(
                KIND,
                "vehicle/" + Reads.uuid(message, "best_uuid"),
                message.epochMillis("epoch_start"))
            .device(Reads.device(message))
            .at(reads.place(message))
            .detail(message.checked(() -> new Fields(values)));
    List<Media> crops = new ArrayList<>();
    Crops.add(crops, message, "vehicle_crop_jpeg", "vehicle");
    found.add(message, signal, crops);
  }

  private static void put(Map<String, Object> values, String name, String value) {
    if (!value.isEmpty()) {
      values.put(name, value);
    }
  }
}
