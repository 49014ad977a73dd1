package org.watchfloor.plugin.plate.platerecognizer.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.watchfloor.toolkit.multipart.Multipart;
import org.watchfloor.toolkit.multipart.MultipartReader;
import org.watchfloor.toolkit.multipart.Part;

/**
 * Reads what Stream posts (Plate Recognizer's guide, "Webhooks and Outputs"): JSON, or a form with
 * the field {@code json} and the picture {@code upload}. Events other than {@code recognition} are
 * acknowledged and ignored. Stateless.
 */
final class PlatePlaterecognizerDecoder implements Decoder {
  private static final int MAX_PARTS = 16;
  private static final int MAX_RESULTS = 100;

  private final Optional<GeoPoint> place;
  private final double minConfidence;

  /**
   * @param place of the camera
   * @param minConfidence 0 to 1; reads below are not kept
   */
  PlatePlaterecognizerDecoder(Optional<GeoPoint> place, double minConfidence) {
    this.place = place;
    this.minConfidence = minConfidence;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    List<Media> pictures = new ArrayList<>();
    Message json = message;
    if (MultipartReader.isMultipart(message.contentType())) {
      List<Part> parts = Multipart.parts(message, MAX_PARTS);
      json = json(parts, message);
      for (Part part : parts) {
        if (part.isJpeg()) {
          pictures.add(Media.of(part.toByteArray(), "image/jpeg", "scene"));
        }
      }
    }
    List<Signal> signals = new ArrayList<>();
    for (JsonObject object : JsonObject.parse(json)) {
      recognition(object, pictures, signals);
    }
    return signals.isEmpty() ? Decoded.nothing() : Decoded.of(signals, pictures);
  }

  private static Message json(List<Part> parts, Message whole) throws MalformedMessage {
    for (Part part : parts) {
      if (part.name().equals("json") || part.contentType().equals("application/json")) {
        byte[] body = part.text().getBytes(StandardCharsets.UTF_8);
        return new Message(body, "application/json", Map.of(), whole.receivedAt());
      }
    }
    throw new MalformedMessage("json", "is missing among the fields of the form");
  }

  private void recognition(JsonObject message, List<Media> pictures, List<Signal> signals)
      throws MalformedMessage {
    Optional<JsonObject> hook = message.optionalObject("hook");
    String event = hook.isPresent() ? hook.get().optionalText("event").orElse("") : "";
    if (!event.isEmpty() && !event.equals("recognition")) {
      return; // image, status and what later versions bring
    }
    JsonObject data =
        message
            .optionalObject("data")
            .orElseThrow(() -> message.fault("data", "is missing in a recognition"));
    Instant at = Times.of(data);
    String camera = data.optionalName("camera_id").orElse("");
    List<JsonObject> results = data.objects("results");
    if (results.size() > MAX_RESULTS) {
      throw data.fault("results", "has " + results.size() + " entries, at most " + MAX_RESULTS);
    }
    Set<String> seen = new HashSet<>();
    for (JsonObject result : results) {
      Optional<PlateRead> read = Results.read(result);
      if (read.isPresent() && isSure(read.get()) && seen.add(read.get().plate())) {
        String key = camera + "/" + at + "/" + read.get().plate();
        Signal.Builder signal =
            Signal.of(Kind.PLATE_READ, key, at).device(camera).at(place).detail(read.get());
        pictures.forEach(picture -> signal.media(picture.ref()));
        signals.add(data.checked(signal::build));
      }
    }
  }

  private boolean isSure(PlateRead read) {
    return read.confidence().isEmpty() || read.confidence().get() >= minConfidence;
  }
}
