package org.watchfloor.plugin.signal.feed.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Gunshot;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.SignalDetail;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/** Reads what is special to a kind. */
final class Details {
  private Details() {}

  static SignalDetail of(Kind kind, JsonObject signal) throws MalformedMessage {
    Optional<JsonObject> detail = signal.optionalObject("detail");
    if (detail.isEmpty()) {
      return Fields.NONE;
    }
    if (kind.equals(Kind.PLATE_READ)) {
      return plate(detail.get());
    }
    return kind.equals(Kind.GUNSHOT_DETECTED) ? gunshot(detail.get()) : fields(detail.get());
  }

  private static Fields fields(JsonObject detail) throws MalformedMessage {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : detail.names()) {
      if (name.isBlank() || name.length() > 64) {
        throw detail.fault("field name", "must have 1 to 64 characters");
      }
      values.put(name, detail.plain(name));
    }
    return detail.checked(() -> new Fields(values));
  }

  private static Gunshot gunshot(JsonObject detail) throws MalformedMessage {
    Optional<Integer> rounds = detail.optionalWhole("rounds", 1, 10_000).map(Long::intValue);
    Optional<Double> confidence = detail.optionalNumber("confidence");
    boolean reviewed = detail.flag("reviewed");
    String classification = detail.optionalText("classification").orElse("");
    return detail.checked(() -> new Gunshot(rounds, confidence, reviewed, classification));
  }

  private static PlateRead plate(JsonObject detail) throws MalformedMessage {
    List<PlateRead.Candidate> candidates = new ArrayList<>();
    for (JsonObject candidate : detail.objects("candidates")) {
      String plate = candidate.text("plate");
      double confidence = candidate.number("confidence");
      candidates.add(candidate.checked(() -> new PlateRead.Candidate(plate, confidence)));
    }
    List<PlateCharacter> characters = new ArrayList<>();
    for (JsonObject character : detail.objects("characters")) {
      characters.add(character(character));
    }
    String plate = detail.text("plate");
    String region = detail.optionalText("region").orElse("");
    Optional<Double> confidence = detail.optionalNumber("confidence");
    String make = detail.optionalText("make").orElse("");
    String color = detail.optionalText("color").orElse("");
    String body = detail.optionalText("body").orElse("");
    Optional<Double> heading = detail.optionalNumber("heading");
    return detail.checked(
        () ->
            new PlateRead(
                plate, region, confidence, candidates, make, color, body, heading, characters));
  }

  private static PlateCharacter character(JsonObject character) throws MalformedMessage {
    String value = character.text("value");
    double confidence = character.number("confidence");
    Map<String, Double> others = new LinkedHashMap<>();
    Optional<JsonObject> given = character.optionalObject("others");
    if (given.isPresent()) {
      for (String other : given.get().names()) {
        if (other.codePointCount(0, other.length()) != 1) {
          throw character.fault("others", "each name must be one character");
        }
        others.put(other, given.get().number(other));
      }
    }
    return character.checked(() -> new PlateCharacter(value, confidence, others));
  }
}
