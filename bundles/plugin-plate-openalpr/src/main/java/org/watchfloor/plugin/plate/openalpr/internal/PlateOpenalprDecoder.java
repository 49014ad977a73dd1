package org.watchfloor.plugin.plate.openalpr.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.media.Media;
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
 * Reads what an agent posts (OpenALPR documentation, "Application integration"): {@code alpr_group}
 * is one vehicle, {@code alpr_results} one picture, {@code heartbeat} a sign of life. Other types
 * are acknowledged and ignored, because an agent sends again for ever what is refused. Stateless.
 */
final class PlateOpenalprDecoder implements Decoder {
  private final Optional<GeoPoint> configuredPlace;
  private final double minConfidence;

  /**
   * @param configuredPlace of the camera, where a message has none
   * @param minConfidence 0 to 1; reads below are not kept
   */
  PlateOpenalprDecoder(Optional<GeoPoint> configuredPlace, double minConfidence) {
    this.configuredPlace = configuredPlace;
    this.minConfidence = minConfidence;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    List<Signal> signals = new ArrayList<>();
    List<Media> media = new ArrayList<>();
    for (JsonObject object : JsonObject.parse(message)) {
      decode(object, signals, media);
    }
    return Decoded.of(signals, media);
  }

  private void decode(JsonObject message, List<Signal> signals, List<Media> media)
      throws MalformedMessage {
    switch (type(message)) {
      case "alpr_group" -> group(message, signals, media);
      case "alpr_results" -> results(message, signals, media);
      case "heartbeat" -> signals.add(Heartbeat.signal(message));
      default -> {
        // vehicle, alpr_alert and what later agents bring
      }
    }
  }

  /** Results of agents before version 2 have no type. */
  private static String type(JsonObject message) throws MalformedMessage {
    return !message.has("data_type") && message.has("results")
        ? "alpr_results"
        : message.text("data_type");
  }

  private void group(JsonObject group, List<Signal> signals, List<Media> media)
      throws MalformedMessage {
    String uuid = uuid(group, "best_uuid");
    String plate = Plates.plate(group, "best_plate_number");
    Optional<Double> confidence = Plates.confidence(group, "best_confidence");
    if (tooDoubtful(confidence)) {
      return;
    }
    JsonObject vehicle = group.optionalObject("vehicle").orElse(group);
    PlateRead read =
        Plates.read(
            group,
            plate,
            Plates.region(group, "best_region"),
            confidence,
            vehicle,
            Plates.heading(group));
    Signal.Builder signal =
        Signal.of(Kind.PLATE_READ, uuid, group.epochMillis("epoch_start"))
            .device(device(group))
            .at(place(group))
            .detail(read);
    List<Media> crops = new ArrayList<>();
    Crops.add(crops, group, "vehicle_crop_jpeg", "vehicle");
    Optional<JsonObject> best = group.optionalObject("best_plate");
    if (best.isPresent()) {
      Crops.add(crops, best.get(), "plate_crop_jpeg", "plate");
    }
    finish(group, signal, crops, signals, media);
  }

  private void results(JsonObject frame, List<Signal> signals, List<Media> media)
      throws MalformedMessage {
    String uuid = uuid(frame, "uuid");
    for (JsonObject result : frame.objects("results")) {
      String plate = Plates.plate(result, "plate");
      Optional<Double> confidence = Plates.confidence(result, "confidence");
      if (tooDoubtful(confidence)) {
        continue;
      }
      PlateRead read =
          Plates.read(
              result,
              plate,
              Plates.region(result, "region"),
              confidence,
              result.optionalObject("vehicle").orElse(result),
              Plates.heading(frame));
      Signal.Builder signal =
          Signal.of(Kind.PLATE_READ, uuid + "/" + plate, frame.epochMillis("epoch_time"))
              .device(device(frame))
              .at(place(frame))
              .detail(read);
      List<Media> crops = new ArrayList<>();
      Crops.add(crops, result, "plate_crop_jpeg", "plate");
      finish(result, signal, crops, signals, media);
    }
  }

  private static void finish(
      JsonObject where,
      Signal.Builder signal,
      List<Media> crops,
      List<Signal> signals,
      List<Media> media)
      throws MalformedMessage {
    crops.forEach(crop -> signal.media(crop.ref()));
    media.addAll(crops);
    signals.add(where.checked(signal::build));
  }

  private boolean tooDoubtful(Optional<Double> confidence) {
    return confidence.isPresent() && confidence.get() < minConfidence;
  }

  /** Leaves room for the plate behind it in the 256 characters of a vendor key. */
  private static String uuid(JsonObject message, String field) throws MalformedMessage {
    String uuid = message.text(field);
    if (uuid.isBlank() || uuid.length() > 200) {
      throw message.fault(field, "must have 1 to 200 characters");
    }
    return uuid;
  }

  /** {@code camera_id} is the agent's number of the camera. */
  private static String device(JsonObject message) throws MalformedMessage {
    return message.optionalName("camera_id").orElse("");
  }

  /**
   * Agents without a position send 0 or -1 for both; those, and numbers that are no place, are no
   * position.
   */
  private Optional<GeoPoint> place(JsonObject message) throws MalformedMessage {
    double latitude = message.optionalNumber("gps_latitude").orElse(0.0);
    double longitude = message.optionalNumber("gps_longitude").orElse(0.0);
    boolean none =
        (latitude == 0 && longitude == 0)
            || (latitude == -1 && longitude == -1)
            || Math.abs(latitude) > 90
            || Math.abs(longitude) > 180;
    return none ? configuredPlace : Optional.of(GeoPoint.of(latitude, longitude));
  }
}
