package org.watchfloor.plugin.plate.openalpr.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * Plate reads of groups and of single pictures, versions 1 and 2. In version 1 what was read stands
 * in {@code best_plate} only, and nothing is known of the vehicle. Immutable.
 */
final class Reads {
  private final Optional<GeoPoint> configuredPlace;
  private final double minConfidence;

  /**
   * @param configuredPlace of the camera, where a message has none
   * @param minConfidence 0 to 1; reads below are not kept
   */
  Reads(Optional<GeoPoint> configuredPlace, double minConfidence) {
    this.configuredPlace = configuredPlace;
    this.minConfidence = minConfidence;
  }

  /** {@code alpr_group}: one vehicle. */
  void group(JsonObject group, Found found) throws MalformedMessage {
    String uuid = uuid(group, "best_uuid");
    Optional<String> plate = Plates.plate(group, "best_plate_number");
    Optional<Double> confidence = Plates.confidence(group, "best_confidence");
    JsonObject best = group.optionalObject("best_plate").orElse(group);
    String region = Plates.region(group, "best_region");
    PlateRead read =
        Plates.read(
            group.has("candidates") ? group : best,
            plate.orElse("?"),
            region.isEmpty() ? Plates.region(best, "region") : region,
            confidence,
            group.optionalObject("vehicle").orElse(group),
            Plates.heading(group));
    if (plate.isEmpty() || isTooDoubtful(confidence)) {
      return;
    }
    Signal.Builder signal =
        Signal.of(Kind.PLATE_READ, uuid, group.epochMillis("epoch_start"))
            .device(device(group))
            .at(place(group))
            .detail(read);
    List<Media> crops = new ArrayList<>();
    Crops.add(crops, group, "vehicle_crop_jpeg", "vehicle");
    Crops.add(crops, best, "plate_crop_jpeg", "plate");
    found.add(group, signal, crops);
  }

  /** {@code alpr_results}: the plates of one picture. */
  void results(JsonObject frame, Found found) throws MalformedMessage {
    String uuid = uuid(frame, "uuid");
    for (JsonObject result : frame.objects("results")) {
      Optional<String> plate = Plates.plate(result, "plate");
      Optional<Double> confidence = Plates.confidence(result, "confidence");
      if (plate.isEmpty() || isTooDoubtful(confidence)) {
        continue;
      }
      PlateRead read =
          Plates.read(
              result,
              plate.get(),
              Plates.region(result, "region"),
              confidence,
              result.optionalObject("vehicle").orElse(result),
              Plates.heading(frame));
      Signal.Builder signal =
          Signal.of(Kind.PLATE_READ, uuid + "/" + plate.get(), frame.epochMillis("epoch_time"))
              .device(device(frame))
              .at(place(frame))
              .detail(read);
      List<Media> crops = new ArrayList<>();
      Crops.add(crops, result, "plate_crop_jpeg", "plate");
      found.add(result, signal, crops);
    }
  }

  private boolean isTooDoubtful(Optional<Double> confidence) {
    return confidence.isPresent() && confidence.get() < minConfidence;
  }

  /** Leaves room for the plate behind it in the 256 characters of a vendor key. */
  static String uuid(JsonObject message, String field) throws MalformedMessage {
    String uuid = message.text(field);
    if (uuid.isBlank() || uuid.length() > 200) {
      throw message.fault(field, "must have 1 to 200 characters");
    }
    return uuid;
  }

  /** {@code camera_id} is the agent's number of the camera. */
  static String device(JsonObject message) throws MalformedMessage {
    return message.optionalName("camera_id").orElse("");
  }

  /**
   * Agents without a position send 0 or -1 for both; those, and numbers that are no place, are no
   * position.
   */
  Optional<GeoPoint> place(JsonObject message) throws MalformedMessage {
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
