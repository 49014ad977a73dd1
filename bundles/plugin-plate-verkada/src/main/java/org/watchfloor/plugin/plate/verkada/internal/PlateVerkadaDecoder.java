package org.watchfloor.plugin.plate.verkada.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * Reads the webhook {@code lpr} of Verkada Command (apidocs.verkada.com, "License Plate
 * Recognition"). Other webhooks are acknowledged and ignored: one URL may get them all. Stateless.
 */
final class PlateVerkadaDecoder implements Decoder {
  private static final int MAX_PLATE = 16;

  /** What stands for a vehicle whose plate was not read. */
  private static final Set<String> NO_PLATE = Set.of("", "UNKNOWN", "NOPLATE", "NONE", "NULL");

  /**
   * 2000 and 2100 in seconds and in milliseconds since 1970. The one range ends where the other has
   * not begun, so that a time says itself which of the two it is: the vendor uses both in one
   * message.
   */
  private static final double YEAR_2000 = 946_684_800;

  private static final double YEAR_2100 = 4_102_444_800.0;

  private final Optional<Signature> signature;
  private final Optional<GeoPoint> place;
  private final String camera;
  private final double minConfidence;

  /**
   * @param signature that each message must have; empty to look at none
   * @param place of the camera; messages hold none
   * @param camera whose reads are kept; empty for every one
   * @param minConfidence 0 to 1; reads below are not kept
   */
  PlateVerkadaDecoder(
      Optional<Signature> signature,
      Optional<GeoPoint> place,
      String camera,
      double minConfidence) {
    this.signature = signature;
    this.place = place;
    this.camera = camera;
    this.minConfidence = minConfidence;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    if (signature.isPresent()) {
      signature.get().check(message);
    }
    List<JsonObject> objects = JsonObject.parse(message);
    if (objects.size() != 1) {
      throw new MalformedMessage("body", "must be one object");
    }
    JsonObject envelope = objects.get(0);
    if (!envelope.text("webhook_type").equals("lpr")) {
      return Decoded.nothing();
    }
    JsonObject data =
        envelope.optionalObject("data").orElseThrow(() -> envelope.fault("data", "is missing"));
    return read(envelope, data);
  }

  private Decoded read(JsonObject envelope, JsonObject data) throws MalformedMessage {
    String device = device(data);
    Instant at = time(envelope, data);
    String plate = plate(data);
    // one outside 0 to 1 is unknown: other scales are not the vendor's
    Optional<Double> confidence = data.optionalNumber("confidence").filter(c -> c >= 0 && c <= 1);
    boolean doubtful = confidence.isPresent() && confidence.get() < minConfidence;
    boolean other = !camera.isEmpty() && !camera.equals(device);
    if (doubtful || other || NO_PLATE.contains(plate)) {
      return Decoded.nothing();
    }
    String region = region(data);
    PlateRead read =
        data.checked(
            () ->
                new PlateRead(plate, region, confidence, List.of(), "", "", "", Optional.empty()));
    // webhook_id names the webhook in some messages and the message in others
    String key = device + "/" + at.toEpochMilli() + "/" + plate;
    Signal.Builder signal =
        Signal.of(Kind.PLATE_READ, key, at).device(device).at(place).detail(read);
    return Decoded.of(envelope.checked(signal::build));
  }

  private static String device(JsonObject data) throws MalformedMessage {
    String device = data.text("camera_id").strip();
    if (device.isEmpty() || device.length() > 128) {
      throw data.fault("camera_id", "must have 1 to 128 characters");
    }
    return device;
  }

  private static String plate(JsonObject data) throws MalformedMessage {
    if (!data.names().contains("license_plate_number")) {
      throw data.fault("license_plate_number", "is missing");
    }
    String plate =
        data.optionalText("license_plate_number").orElse("").strip().toUpperCase(Locale.ROOT);
    if (plate.length() > MAX_PLATE) {
      throw data.fault("license_plate_number", "must have at most " + MAX_PLATE + " characters");
    }
    return plate;
  }

  private static String region(JsonObject data) throws MalformedMessage {
    String region =
        data.optionalText("license_plate_state").orElse("").strip().toLowerCase(Locale.ROOT);
    if (region.length() > 32) {
      throw data.fault("license_plate_state", "must have at most 32 characters");
    }
    return region;
  }

  private static Instant time(JsonObject envelope, JsonObject data) throws MalformedMessage {
    if (data.has("detected")) {
      return epoch(data, "detected");
    }
    return data.has("created") ? epoch(data, "created") : epoch(envelope, "created_at");
  }

  private static Instant epoch(JsonObject from, String field) throws MalformedMessage {
    double time = from.number(field);
    if (time >= YEAR_2000 && time < YEAR_2100) {
      return Instant.ofEpochMilli(Math.round(time * 1_000));
    }
    if (time >= YEAR_2000 * 1_000 && time < YEAR_2100 * 1_000) {
      return Instant.ofEpochMilli((long) time);
    }
    throw from.fault(
        field, "is neither seconds nor milliseconds since 1970 within the years 2000 to 2100");
  }
}
