package org.watchfloor.plugin.plate.openalpr.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/** The fields of a read, which groups and results have in common. */
final class Plates {
  private static final int MAX_PLATE = 16;
  private static final int MAX_CANDIDATES = 50;

  /** What stands for a vehicle whose plate was not read. */
  private static final Set<String> NO_PLATE = Set.of("", "UNKNOWN", "NOPLATE", "NONE", "NULL");

  private Plates() {}

  /** Upper case; empty for a vehicle whose plate was not read. */
  static Optional<String> plate(JsonObject from, String field) throws MalformedMessage {
    if (!from.names().contains(field)) {
      throw from.fault(field, "is missing");
    }
    String plate = from.optionalText(field).orElse("").strip().toUpperCase(Locale.ROOT);
    if (plate.length() > MAX_PLATE) {
      throw from.fault(field, "must have at most " + MAX_PLATE + " characters");
    }
    return NO_PLATE.contains(plate) ? Optional.empty() : Optional.of(plate);
  }

  /** Percent in the message; a rounding error above 100 is 100. */
  static Optional<Double> confidence(JsonObject from, String field) throws MalformedMessage {
    Optional<Double> percent = from.optionalNumber(field);
    if (percent.isPresent() && !(percent.get() >= 0 && percent.get() < 101)) {
      throw from.fault(field, "must be within 0 to 100 percent");
    }
    return percent.map(p -> Math.min(1, p / 100));
  }

  static String region(JsonObject from, String field) throws MalformedMessage {
    String region = from.optionalText(field).orElse("");
    if (region.length() > 32) {
      throw from.fault(field, "must have at most 32 characters");
    }
    return region;
  }

  /** Degrees; what is not within a circle, -1 for instance, is unknown. */
  static Optional<Double> heading(JsonObject from) throws MalformedMessage {
    return from.optionalNumber("travel_direction").filter(d -> d >= 0 && d <= 360);
  }

  static PlateRead read(
      JsonObject from,
      String plate,
      String region,
      Optional<Double> confidence,
      JsonObject vehicle,
      Optional<Double> heading)
      throws MalformedMessage {
    List<PlateRead.Candidate> candidates = candidates(from, plate);
    String make = likeliest(vehicle, "make");
    String color = likeliest(vehicle, "color");
    String body = likeliest(vehicle, "body_type");
    return from.checked(
        () -> new PlateRead(plate, region, confidence, candidates, make, color, body, heading));
  }

  /** Other readings, best first. One that cannot be a plate is left out; the read is kept. */
  private static List<PlateRead.Candidate> candidates(JsonObject from, String plate)
      throws MalformedMessage {
    List<PlateRead.Candidate> candidates = new ArrayList<>();
    for (JsonObject candidate : from.objects("candidates")) {
      String other = candidate.optionalText("plate").orElse("").trim().toUpperCase(Locale.ROOT);
      Optional<Double> confidence = confidence(candidate, "confidence");
      if (!other.isEmpty() && other.length() <= MAX_PLATE && !other.equals(plate)) {
        candidates.add(new PlateRead.Candidate(other, confidence.orElse(0.0)));
      }
    }
    candidates.sort(Comparator.comparingDouble(PlateRead.Candidate::confidence).reversed());
    return candidates.subList(0, Math.min(MAX_CANDIDATES, candidates.size()));
  }

  /** Name of the likeliest of {@code [{"name":…,"confidence":…}]}; empty where there is none. */
  static String likeliest(JsonObject vehicle, String field) throws MalformedMessage {
    String name = "";
    double best = -1;
    for (JsonObject guess : vehicle.objects(field)) {
      double confidence = guess.optionalNumber("confidence").orElse(0.0);
      if (confidence > best) {
        best = confidence;
        name = guess.optionalText("name").orElse("");
      }
    }
    return name.length() > 64 ? "" : name.toLowerCase(Locale.ROOT);
  }
}
