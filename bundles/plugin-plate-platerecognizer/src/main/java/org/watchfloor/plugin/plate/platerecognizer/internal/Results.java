package org.watchfloor.plugin.plate.platerecognizer.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;
import org.watchfloor.toolkit.plates.AsWritten;

/**
 * One of {@code results}, in the form of either engine: with {@code plate} as text and the rest
 * beside it, or with {@code plate} and {@code vehicle} as objects that hold {@code props}.
 */
final class Results {
  private static final int MAX_CANDIDATES = 50;

  private Results() {}

  /** Empty for a vehicle whose plate was not read. */
  static Optional<PlateRead> read(JsonObject result) throws MalformedMessage {
    return result.isObject("plate") ? withProps(result) : flat(result);
  }

  private static Optional<PlateRead> flat(JsonObject result) throws MalformedMessage {
    Optional<String> plate = plate(result, "plate");
    if (plate.isEmpty()) {
      return Optional.empty();
    }
    Optional<JsonObject> region = result.optionalObject("region");
    String code = region.isPresent() ? text(region.get(), "code", 32) : "";
    return read(
        result,
        plate.get(),
        code,
        score(result),
        candidates(result.objects("candidates"), "plate", plate.get()),
        result);
  }

  private static Optional<PlateRead> withProps(JsonObject result) throws MalformedMessage {
    Optional<JsonObject> object = result.optionalObject("plate");
    Optional<JsonObject> props =
        object.isPresent() ? object.get().optionalObject("props") : Optional.empty();
    List<JsonObject> readings = props.isPresent() ? props.get().objects("plate") : List.of();
    if (readings.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> plate = plate(readings.get(0), "value");
    if (plate.isEmpty()) {
      return Optional.empty();
    }
    List<JsonObject> regions = props.get().objects("region");
    Optional<JsonObject> vehicle = result.optionalObject("vehicle");
    Optional<JsonObject> looks =
        vehicle.isPresent() ? vehicle.get().optionalObject("props") : Optional.empty();
    return read(
        result,
        plate.get(),
        regions.isEmpty() ? "" : text(regions.get(0), "value", 32),
        score(readings.get(0)),
        candidates(readings, "value", plate.get()),
        looks.orElse(result));
  }

  /**
   * @param looks holds make and colour
   */
  private static Optional<PlateRead> read(
      JsonObject result,
      String plate,
      String region,
      Optional<Double> confidence,
      List<PlateRead.Candidate> candidates,
      JsonObject looks)
      throws MalformedMessage {
    String make = likeliest(looks, looks.has("make_model") ? "make_model" : "model_make", "make");
    String color = likeliest(looks, "color", "color");
    Optional<JsonObject> vehicle = result.optionalObject("vehicle");
    String body = vehicle.isPresent() ? text(vehicle.get(), "type", 64) : "";
    return Optional.of(
        result.checked(
            () ->
                new PlateRead(
                    plate, region, confidence, candidates, make, color, body, Optional.empty())));
  }

  private static Optional<String> plate(JsonObject from, String field) throws MalformedMessage {
    Optional<String> plate = AsWritten.plate(from.optionalText(field).orElse(""));
    if (plate.isPresent() && plate.get().length() > AsWritten.MAX) {
      throw from.fault(field, "must have 1 to " + AsWritten.MAX + " characters");
    }
    return plate;
  }

  private static Optional<Double> score(JsonObject from) throws MalformedMessage {
    Optional<Double> score = from.optionalNumber("score");
    if (score.isPresent() && !(score.get() >= 0 && score.get() <= 1)) {
      throw from.fault("score", "must be within 0 to 1");
    }
    return score;
  }

  /** Other readings, best first. One that cannot be a plate is left out; the read is kept. */
  private static List<PlateRead.Candidate> candidates(
      List<JsonObject> readings, String field, String plate) throws MalformedMessage {
    List<PlateRead.Candidate> candidates = new ArrayList<>();
    for (JsonObject reading : readings) {
      Optional<String> other = AsWritten.plate(reading.optionalText(field).orElse(""));
      if (other.isPresent()
          && other.get().length() <= AsWritten.MAX
          && !other.get().equals(plate)) {
        candidates.add(new PlateRead.Candidate(other.get(), score(reading).orElse(0.0)));
      }
    }
    candidates.sort(Comparator.comparingDouble(PlateRead.Candidate::confidence).reversed());
    return candidates.subList(0, Math.min(MAX_CANDIDATES, candidates.size()));
  }

  /** Name of the likeliest of several guesses; empty where there is none. */
  private static String likeliest(JsonObject looks, String field, String name)
      throws MalformedMessage {
    String likeliest = "";
    double best = -1;
    for (JsonObject guess : looks.objects(field)) {
      double score = guess.optionalNumber("score").orElse(0.0);
      if (score > best) {
        best = score;
        likeliest = text(guess, guess.has(name) ? name : "value", 64);
      }
    }
    return likeliest;
  }

  /** In lower case; empty where it is missing or too long to be a name. */
  private static String text(JsonObject from, String field, int max) throws MalformedMessage {
    String text = from.optionalText(field).orElse("").toLowerCase(Locale.ROOT);
    return text.length() > max ? "" : text;
  }
}
