package org.watchfloor.plugin.plate.axis.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.Fields;
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
 * Reads what AXIS License Plate Verifier pushes over HTTP (developer.axis.com, "License plate
 * verifier API", Push events and Heartbeat service): one event as JSON, or as a part of a multipart
 * body with its pictures. Stateless.
 *
 * <p>The events {@code new}, {@code update} and {@code lost} of a vehicle have one {@code carID}.
 * The key of a read is made of it and of the text, so that the first event with a text is a read at
 * once, those that say the same again are the same read, and one with another text, the last one in
 * most cases, is a read of its own.
 */
final class PlateAxisDecoder implements Decoder {
  /** What stands for a vehicle whose plate was not read. */
  private static final Set<String> NO_PLATE = Set.of("", "UNKNOWN", "NOPLATE", "NONE", "NULL");

  /**
   * Seconds in which a {@code carID} stands for one vehicle: the camera counts anew when it starts,
   * and a vehicle may come back with the number that it had before.
   */
  private static final long SAME_CAR_SECONDS = 3_600;

  private final Optional<GeoPoint> configuredPlace;
  private final double minConfidence;
  private final boolean finalOnly;

  /**
   * @param configuredPlace of the camera, where an event has none
   * @param minConfidence 0 to 1; reads below are not kept
   * @param finalOnly whether only {@code lost} is a read
   */
  PlateAxisDecoder(Optional<GeoPoint> configuredPlace, double minConfidence, boolean finalOnly) {
    this.configuredPlace = configuredPlace;
    this.minConfidence = minConfidence;
    this.finalOnly = finalOnly;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    if (!Multipart.is(message)) {
      return decode(message, List.of());
    }
    byte[] event = null;
    List<byte[]> others = new ArrayList<>();
    for (byte[] part : Multipart.parts(message)) {
      if (event == null && isObject(part)) {
        event = part;
      } else {
        others.add(part);
      }
    }
    if (event == null) {
      throw new MalformedMessage("event", "is missing: no part of the body is a JSON object");
    }
    Message json = new Message(event, "application/json", Map.of(), message.receivedAt());
    return decode(json, others);
  }

  private static boolean isObject(byte[] part) {
    int i = 0;
    while (i < part.length && part[i] <= ' ' && part[i] >= 0) {
      i++;
    }
    return i < part.length && part[i] == '{';
  }

  private Decoded decode(Message message, List<byte[]> pictures) throws MalformedMessage {
    List<JsonObject> objects = JsonObject.parse(message);
    if (objects.size() != 1) {
      throw new MalformedMessage("body", "must be one object");
    }
    JsonObject json = objects.get(0);
    if (json.has("ALPV") && !json.has("carID")) {
      return heartbeat(json);
    }
    return read(json, pictures);
  }

  private Decoded read(JsonObject json, List<byte[]> pictures) throws MalformedMessage {
    Event event = new Event(json);
    String car = event.carId();
    boolean last = event.isFinal();
    Instant at = event.time();
    String plate = event.plate();
    Optional<Double> confidence = event.confidence();
    boolean doubtful = confidence.isPresent() && confidence.get() < minConfidence;
    if (doubtful || NO_PLATE.contains(plate) || (finalOnly && !last)) {
      return Decoded.nothing();
    }
    long hour = at.getEpochSecond() / SAME_CAR_SECONDS;
    Optional<GeoPoint> place = event.place();
    Signal.Builder signal =
        Signal.of(Kind.PLATE_READ, event.serial() + "/" + car + "/" + hour + "/" + plate, at)
            .device(event.device())
            .at(place.isPresent() ? place : configuredPlace)
            .detail(detail(json, event, plate, confidence));
    List<Media> media = media(json, pictures);
    media.forEach(picture -> signal.media(picture.ref()));
    return Decoded.of(List.of(json.checked(signal::build)), media);
  }

  private static PlateRead detail(
      JsonObject json, Event event, String plate, Optional<Double> confidence)
      throws MalformedMessage {
    String region = event.region();
    String make = event.make();
    String color = event.color();
    String body = event.body();
    return json.checked(
        () ->
            new PlateRead(
                plate, region, confidence, List.of(), make, color, body, Optional.empty()));
  }

  private static List<Media> media(JsonObject json, List<byte[]> parts) throws MalformedMessage {
    Pictures pictures = new Pictures(json);
    pictures.addArray(json);
    parts.forEach(pictures::addPart);
    return pictures.media();
  }

  /** A sign of life. Which fields it has is set at the camera; without a time it is none. */
  private static Decoded heartbeat(JsonObject json) throws MalformedMessage {
    Optional<JsonObject> system = json.optionalObject("system");
    if (system.isEmpty() || !system.get().has("timestamp")) {
      return Decoded.nothing();
    }
    Instant at = system.get().rfc3339("timestamp");
    JsonObject verifier = json.optionalObject("ALPV").orElse(json);
    String device = shortened(verifier.optionalName("device_ID").orElse(""), 64);
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "version", verifier.optionalName("version"));
    put(values, "reads", verifier.optionalName("numberOfReads"));
    put(values, "framesAverage", verifier.optionalName("numFramesAvg"));
    Optional<JsonObject> identity = json.optionalObject("identify");
    if (identity.isPresent()) {
      put(values, "platform", identity.get().optionalName("platform"));
    }
    return Decoded.of(
        json.checked(
            () ->
                Signal.of(
                        Kind.DEVICE_HEARTBEAT, "heartbeat/" + device + "/" + at.toEpochMilli(), at)
                    .device(device)
                    .detail(new Fields(values))
                    .build()));
  }

  private static void put(Map<String, Object> values, String name, Optional<String> value) {
    value.ifPresent(v -> values.put(name, shortened(v, 64)));
  }

  private static String shortened(String text, int max) {
    return text.length() > max ? text.substring(0, max) : text;
  }
}
