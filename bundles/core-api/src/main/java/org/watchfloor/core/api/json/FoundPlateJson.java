package org.watchfloor.core.api.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.watchfloor.plugin.api.plate.FoundPlate;
import org.watchfloor.plugin.api.signal.PlateRead;

/** The documented JSON of the plates that were found in a picture file. Stateless. */
public final class FoundPlateJson {
  private FoundPlateJson() {}

  /**
   * {@code {file, plates: [{text, confidence, candidates, characters, box}]}}; the candidates begin
   * with the text itself.
   */
  public static ObjectNode write(String file, List<FoundPlate> plates) {
    ObjectNode node = Json.object().put("file", file);
    ArrayNode array = node.putArray("plates");
    for (FoundPlate plate : plates) {
      PlateRead read = plate.read();
      ObjectNode one = array.addObject().put("text", read.plate());
      read.confidence().ifPresent(c -> one.put("confidence", rounded(c)));
      ArrayNode candidates = one.putArray("candidates");
      read.confidence().ifPresent(c -> candidate(candidates, read.plate(), c));
      read.candidates().forEach(c -> candidate(candidates, c.plate(), c.confidence()));
      ArrayNode characters = one.putArray("characters");
      read.characters().forEach(c -> characters.add(PlateReadJson.write(c)));
      one.putObject("box")
          .put("x", plate.x())
          .put("y", plate.y())
          .put("width", plate.width())
          .put("height", plate.height());
    }
    return node;
  }

  private static void candidate(ArrayNode candidates, String text, double confidence) {
    candidates.addObject().put("text", text).put("confidence", rounded(confidence));
  }

  private static double rounded(double confidence) {
    return Math.round(confidence * 10_000) / 10_000.0;
  }
}
