package org.watchfloor.plugin.plate.axis.internal;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/** The fields of an event; the vendor writes most numbers as strings. Immutable. */
final class Event {
  private static final int MAX_PLATE = 16;

  /** 2000 and 2100 in milliseconds since 1970. */
  private static final long YEAR_2000 = 946_684_800_000L;

  private static final long YEAR_2100 = 4_102_444_800_000L;

  private final JsonObject json;

  Event(JsonObject json) {
    this.json = json;
  }

  /** The camera's number for one vehicle; it begins anew when the camera does. */
  String carId() throws MalformedMessage {
    String id = json.optionalName("carID").orElseThrow(() -> json.fault("carID", "is missing"));
    if (id.isBlank() || id.length() > 64) {
      throw json.fault("carID", "must have 1 to 64 characters");
    }
    return id;
  }

  boolean isFinal() throws MalformedMessage {
    String state = json.text("carState");
    return switch (state.toLowerCase(Locale.ROOT)) {
      case "new", "update" -> false;
      case "lost" -> true;
      default -> throw json.fault("carState", "must be new, update or lost");
    };
  }

  /** Upper case; empty where the camera saw a vehicle and no plate. */
  String plate() throws MalformedMessage {
    for (String field : new String[] {"plateUTF8", "plateUnicode", "plateText", "plateASCII"}) {
      if (json.names().contains(field)) {
        String plate = json.optionalText(field).orElse("").strip().toUpperCase(Locale.ROOT);
        if (plate.length() > MAX_PLATE) {
          throw json.fault(field, "must have at most " + MAX_PLATE + " characters");
        }
        return plate;
      }
    }
    throw json.fault("plateUTF8", "is missing");
  }

  /** 0 to 1; empty where it is something else. */
  Optional<Double> confidence() throws MalformedMessage {
    return number(json, "plateConfidence").filter(c -> c >= 0 && c <= 1);
  }

  /** UTC; {@code datetime} is the camera's local time, which is why it is not looked at. */
  Instant time() throws MalformedMessage {
    boolean millis = json.has("capture_timestamp");
    String field = millis ? "capture_timestamp" : "capture_ts";
    String digits = json.optionalName(field).orElse("");
    if (!digits.matches("[0-9]{1,18}|[1-8][0-9]{18}")) {
      throw json.fault(
          "capture_timestamp", digits.isEmpty() ? "is missing" : "must be milliseconds since 1970");
    }
    long at = Long.parseLong(digits) / (millis ? 1 : 1_000_000);
    if (at < YEAR_2000 || at >= YEAR_2100) {
      throw json.fault(
          field,
          "is not "
              + (millis ? "milli" : "nano")
              + "seconds since 1970 within the years 2000 to 2100");
    }
    return Instant.ofEpochMilli(at);
  }

  /** ISO 3166-2 where the camera knows it, otherwise the country, ISO 3166-1 alpha-3. */
  String region() throws MalformedMessage {
    String subdivision = word(json, "plateISO3166-2", 32);
    return subdivision.isEmpty() ? word(json, "plateCountry", 32) : subdivision;
  }

  String make() throws MalformedMessage {
    return vehicle("brand");
  }

  String color() throws MalformedMessage {
    return vehicle("color");
  }

  String body() throws MalformedMessage {
    return vehicle("type");
  }

  private String vehicle(String field) throws MalformedMessage {
    Optional<JsonObject> vehicle = json.optionalObject("vehicle_info");
    return vehicle.isPresent() ? word(vehicle.get(), field, 64) : "";
  }

  /** Serial number of the camera, otherwise its MAC address; may be empty. */
  String serial() throws MalformedMessage {
    Optional<JsonObject> camera = json.optionalObject("camera_info");
    if (camera.isEmpty()) {
      return "";
    }
    String serial = name(camera.get(), "SerialNumber");
    return serial.isEmpty() ? name(camera.get(), "MACAddress") : serial;
  }

  /** What the administrator called it; the serial number where that is still as delivered. */
  String device() throws MalformedMessage {
    String provider = name(json, "sensorProviderID");
    String serial = serial();
    boolean asDelivered = provider.isEmpty() || provider.startsWith("defaultID");
    return asDelivered && !serial.isEmpty() ? serial : provider;
  }

  /** 0/0 and what is no place are none. */
  Optional<GeoPoint> place() throws MalformedMessage {
    Optional<JsonObject> tag = json.optionalObject("geotag");
    if (tag.isEmpty()) {
      return Optional.empty();
    }
    double latitude = number(tag.get(), "lat").orElse(0.0);
    double longitude = number(tag.get(), "lon").orElse(0.0);
    boolean none =
        (latitude == 0 && longitude == 0) || Math.abs(latitude) > 90 || Math.abs(longitude) > 180;
    return none ? Optional.empty() : Optional.of(GeoPoint.of(latitude, longitude));
  }

  private static String name(JsonObject from, String field) throws MalformedMessage {
    String name = from.optionalName(field).orElse("").strip();
    if (name.length() > 64) {
      throw from.fault(field, "must have at most 64 characters");
    }
    return name;
  }

  private static String word(JsonObject from, String field, int max) throws MalformedMessage {
    String word = from.optionalText(field).orElse("").strip().toLowerCase(Locale.ROOT);
    if (word.length() > max) {
      throw from.fault(field, "must have at most " + max + " characters");
    }
    return word;
  }

  /** A number, or a string that holds one. */
  private static Optional<Double> number(JsonObject from, String field) throws MalformedMessage {
    Optional<String> text = from.optionalName(field).map(String::strip).filter(t -> !t.isEmpty());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      double number = Double.parseDouble(text.get());
      if (Double.isFinite(number)) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw from.fault(field, "must be a number, or a string that holds one");
  }
}
