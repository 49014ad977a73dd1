package org.watchfloor.plugin.plate.flock.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
import org.watchfloor.toolkit.plates.AsWritten;
import org.watchfloor.toolkit.plates.FieldFault;
import org.watchfloor.toolkit.plates.PlateText;

/**
 * Reads a hot list alert (vendor's AsyncAPI, message {@code LprHotlistAlert}): one read, and the
 * lists that Flock has found it on. Stateless but for the pictures.
 */
final class AlertDecoder implements Decoder {
  /** What stands for a plate that was not read. */
  private static final PlateText PLATES = PlateText.of("UNKNOWN,NOPLATE,NO PLATE,NONE,NULL");

  private final Function<String, Optional<Media>> pictures;

  /**
   * @param pictures fetches the picture at an address; empty if there is none to be had
   */
  AlertDecoder(Function<String, Optional<Media>> pictures) {
    this.pictures = pictures;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    List<JsonObject> objects = JsonObject.parse(message);
    if (objects.size() != 1) {
      throw new MalformedMessage("body", "must be one object");
    }
    JsonObject alert = objects.get(0);
    String object = name(alert, "objectId", 64);
    String device = name(alert, "deviceExternalId", 128);
    Instant at = alert.rfc3339("eventTime");
    Optional<GeoPoint> place = place(alert);
    Optional<PlateRead> read = read(alert);
    Optional<HotListHit> hit = HotListHit.of(alert, read);
    Optional<Media> picture = picture(alert, message.receivedAt());
    List<Signal> built = new ArrayList<>();
    for (Signal.Builder signal : signals(object, at, read, hit)) {
      signal.device(device).at(place);
      picture.ifPresent(one -> signal.media(one.ref()));
      built.add(alert.checked(signal::build));
    }
    return Decoded.of(built, built.isEmpty() ? List.of() : picture.stream().toList());
  }

  private static List<Signal.Builder> signals(
      String object, Instant at, Optional<PlateRead> read, Optional<HotListHit> hit) {
    List<Signal.Builder> signals = new ArrayList<>();
    if (read.isPresent()) {
      signals.add(Signal.of(Kind.PLATE_READ, object, at).detail(read.get()));
    }
    if (hit.isPresent()) {
      String key = "alert/" + object + "/" + hit.get().digest();
      signals.add(
          Signal.of(AlertKind.KIND, key, at)
              .severity(AlertKind.SEVERITY)
              .detail(hit.get().fields()));
    }
    return signals;
  }

  private static Optional<GeoPoint> place(JsonObject alert) throws MalformedMessage {
    Optional<Double> latitude = alert.optionalNumber("deviceLat");
    Optional<Double> longitude = alert.optionalNumber("deviceLong");
    return latitude.isPresent() && longitude.isPresent()
        ? AsWritten.place(latitude.get(), longitude.get())
        : Optional.empty();
  }

  /** Empty where the camera saw the vehicle and read no plate. */
  private static Optional<PlateRead> read(JsonObject alert) throws MalformedMessage {
    Optional<JsonObject> found = alert.optionalObject("ocr");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JsonObject ocr = found.get();
    Optional<String> plate = plate(ocr);
    if (plate.isEmpty()) {
      return Optional.empty();
    }
    // The range of confidences in the look-up of reads; one outside of it is unknown.
    Optional<Double> confidence =
        ocr.optionalNumber("labelConfidence").filter(c -> c >= 0 && c <= 1);
    String region = States.region(ocr.optionalText("state").orElse(""));
    if (region.length() > 32) {
      throw ocr.fault("state", "must have at most 32 characters");
    }
    return Optional.of(
        ocr.checked(
            () ->
                new PlateRead(
                    plate.get(), region, confidence, List.of(), "", "", "", Optional.empty())));
  }

  private static Optional<String> plate(JsonObject ocr) throws MalformedMessage {
    try {
      return PLATES.read(ocr.optionalText("label").orElse(""));
    } catch (FieldFault e) {
      throw ocr.fault("label", e.reason());
    }
  }

  /** An address that has expired is not tried: a message that is replayed has one. */
  private Optional<Media> picture(JsonObject alert, Instant now) throws MalformedMessage {
    Optional<String> address = alert.optionalText("imageUrl");
    return address.isEmpty() || hasExpired(alert, now)
        ? Optional.empty()
        : pictures.apply(address.get());
  }

  /** A time that is none costs no alert. */
  private static boolean hasExpired(JsonObject alert, Instant now) {
    try {
      return alert.has("imageExpiration") && !alert.rfc3339("imageExpiration").isAfter(now);
    } catch (MalformedMessage e) {
      return false;
    }
  }

  private static String name(JsonObject alert, String field, int max) throws MalformedMessage {
    String name = alert.text(field).strip();
    if (name.isEmpty() || name.length() > max) {
      throw alert.fault(field, "must have 1 to " + max + " characters");
    }
    return name;
  }
}
