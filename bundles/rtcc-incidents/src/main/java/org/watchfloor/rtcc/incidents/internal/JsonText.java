package org.watchfloor.rtcc.incidents.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.store.StoreException;

/** Values as JSON in columns of text. */
final class JsonText {
  private JsonText() {}

  static String of(Alert alert) {
    return Json.text(AlertJson.write(alert));
  }

  static String of(Change change) {
    return Json.text(AlertJson.write(change));
  }

  static String of(Map<String, String> facts) {
    ObjectNode node = Json.object();
    facts.forEach(node::put);
    return Json.text(node);
  }

  static Alert alert(String json) {
    try {
      return AlertJson.read(parse(json));
    } catch (JsonFault e) {
      throw new StoreException("an alert of the queue cannot be read: " + e.getMessage(), e);
    }
  }

  static Change change(String json) {
    try {
      return AlertJson.readChange(parse(json));
    } catch (JsonFault e) {
      throw new StoreException("a kept change cannot be read: " + e.getMessage(), e);
    }
  }

  static Map<String, String> facts(String json) {
    try {
      Map<String, String> facts = new LinkedHashMap<>();
      parse(json).fields().forEachRemaining(f -> facts.put(f.getKey(), f.getValue().asText()));
      return facts;
    } catch (JsonFault e) {
      throw new StoreException("facts of a timeline cannot be read: " + e.getMessage(), e);
    }
  }

  private static JsonNode parse(String json) throws JsonFault {
    return Json.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
