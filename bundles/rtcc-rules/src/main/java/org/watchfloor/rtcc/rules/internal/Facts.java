package org.watchfloor.rtcc.rules.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/** The fields of a signal as an analyst reads them: by title, with unit, in the schema's order. */
final class Facts {
  private static final int MAX_FACTS = 30;
  private static final int MAX_VALUE = 300;
  private static final int MAX_TITLE = 64;

  private final JsonNode properties;
  private final Map<String, String> facts = new LinkedHashMap<>();

  private Facts(JsonNode properties) {
    this.properties = properties;
  }

  static Map<String, String> of(SignalEntry entry, Optional<KindDescriptor> descriptor) {
    Facts facts = new Facts(descriptor.map(Facts::properties).orElseGet(Json::object));
    facts.addAll(Values.fields(entry));
    if (!entry.signal().device().isBlank()) {
      facts.facts.put("device", entry.signal().device());
    }
    facts.facts.put("source", entry.sourceId());
    return facts.facts;
  }

  /** A schema comes from a plugin; one that cannot be read is no reason to raise no alert. */
  private static JsonNode properties(KindDescriptor descriptor) {
    try {
      byte[] schema = descriptor.fieldsSchema().getBytes(StandardCharsets.UTF_8);
      return Json.parse(schema).path("properties");
    } catch (JsonFault e) {
      return Json.object();
    }
  }

  private void addAll(Map<String, Object> values) {
    Set<String> order = new LinkedHashSet<>();
    properties.fieldNames().forEachRemaining(order::add);
    order.retainAll(values.keySet());
    order.addAll(values.keySet());
    for (String name : order) {
      if (facts.size() < MAX_FACTS) {
        add(name, String.valueOf(values.get(name)));
      }
    }
  }

  private void add(String name, String value) {
    JsonNode property = properties.path(name);
    String title = property.path("title").asText("").strip();
    String unit = property.path("unit").asText("").strip();
    String shown = title.isEmpty() || title.length() > MAX_TITLE ? name : title;
    // two fields of one title, or one called source: the name tells them apart
    boolean taken = facts.containsKey(shown) || shown.equals("source") || shown.equals("device");
    String key = taken ? shown + " (" + name + ")" : shown;
    String whole = unit.isEmpty() || unit.length() > MAX_TITLE ? value : value + " " + unit;
    facts.put(key, whole.length() > MAX_VALUE ? whole.substring(0, MAX_VALUE - 1) + "…" : whole);
  }
}
