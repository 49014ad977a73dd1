package org.watchfloor.core.api.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;

/** The documented JSON of {@link PlateRead}, the detail of its signal. */
final class PlateReadJson {
  private PlateReadJson() {}

  /** Puts what is known of a read into a node. */
  static void write(ObjectNode node, PlateRead read) {
    node.put("plate", read.plate());
    SignalJson.putText(node, "region", read.region());
    read.confidence().ifPresent(c -> node.put("confidence", c));
    SignalJson.putText(node, "make", read.make());
    SignalJson.putText(node, "color", read.color());
    SignalJson.putText(node, "body", read.body());
    read.heading().ifPresent(h -> node.put("heading", h));
    if (!read.candidates().isEmpty()) {
      ArrayNode array = node.putArray("candidates");
      for (PlateRead.Candidate candidate : read.candidates()) {
        array.addObject().put("plate", candidate.plate()).put("confidence", candidate.confidence());
      }
    }
    if (!read.characters().isEmpty()) {
      ArrayNode array = node.putArray("characters");
      read.characters().forEach(character -> array.add(write(character)));
    }
  }

  static ObjectNode write(PlateCharacter character) {
    ObjectNode node = Json.object();
    node.put("value", character.value()).put("confidence", character.confidence());
    if (!character.others().isEmpty()) {
      ObjectNode others = node.putObject("others");
      character.others().forEach(others::put);
    }
    return node;
  }

  /**
   * @throws JsonFault naming the field that is missing or wrong
   */
  static PlateRead read(JsonFields fields) throws JsonFault {
    List<PlateRead.Candidate> candidates = new ArrayList<>();
    for (JsonFields candidate : fields.objects("candidates")) {
      String plate = candidate.text("plate");
      double confidence = candidate.number("confidence");
      candidates.add(candidate.checked("", () -> new PlateRead.Candidate(plate, confidence)));
    }
    List<PlateCharacter> characters = new ArrayList<>();
    for (JsonFields character : fields.objects("characters")) {
      characters.add(readCharacter(character));
    }
    String plate = fields.text("plate");
    String region = fields.optionalText("region").orElse("");
    Optional<Double> confidence = fields.optionalNumber("confidence");
    String make = fields.optionalText("make").orElse("");
    String color = fields.optionalText("color").orElse("");
    String body = fields.optionalText("body").orElse("");
    Optional<Double> heading = fields.optionalNumber("heading");
    return fields.checked(
        "",
        () ->
            new PlateRead(
                plate, region, confidence, candidates, make, color, body, heading, characters));
  }

  private static PlateCharacter readCharacter(JsonFields fields) throws JsonFault {
    String value = fields.text("value");
    double confidence = fields.number("confidence");
    Map<String, Double> others = new LinkedHashMap<>();
    if (fields.has("others")) {
      JsonFields object = fields.object("others");
      for (String name : object.names()) {
        if (name.codePointCount(0, name.length()) != 1) {
          throw fields.fault("others", "each name must be one character");
        }
        others.put(name, object.number(name));
      }
    }
    return fields.checked("", () -> new PlateCharacter(value, confidence, others));
  }
}
