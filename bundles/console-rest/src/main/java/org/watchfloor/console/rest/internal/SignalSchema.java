package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/** The schema of a signal, as it is with the kinds that are known now. */
final class SignalSchema {
  private SignalSchema() {}

  static ObjectNode of(List<KindDescriptor> kinds) {
    ObjectNode node = Json.object().put("type", "object");
    node.putArray("required").add("vendorKey").add("kind").add("occurredAt");
    ObjectNode properties = node.putObject("properties");
    properties
        .putObject("vendorKey")
        .put("type", "string")
        .put("minLength", 1)
        .put("maxLength", 256)
        .put("description", "The same event sent twice has the same key and is kept once.");
    properties.set("kind", kind(kinds));
    properties.putObject("occurredAt").put("type", "string").put("format", "date-time");
    ArrayNode words = properties.putObject("severity").put("type", "string").putArray("enum");
    List.of("info", "low", "medium", "high", "critical").forEach(words::add);
    properties.putObject("device").put("type", "string").put("maxLength", 128);
    properties.set("location", location());
    properties.putObject("detail").put("type", "object").put("description", "By kind.");
    properties.set("media", media());
    ArrayNode details = Json.array();
    kinds.stream().filter(KindSchemas::has).forEach(kind -> details.add(detail(kind)));
    if (!details.isEmpty()) {
      node.set("allOf", details);
    }
    return node;
  }

  private static ObjectNode kind(List<KindDescriptor> kinds) {
    ObjectNode node = Json.object().put("type", "string");
    node.put("description", "One of the kinds known now, or any other name.");
    ArrayNode either = node.putArray("anyOf");
    if (!kinds.isEmpty()) {
      ArrayNode names = either.addObject().put("title", "Known now").putArray("enum");
      kinds.forEach(kind -> names.add(kind.kind().name()));
    }
    either
        .addObject()
        .put("title", "Any other")
        .put("pattern", "^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*){1,3}$")
        .put("maxLength", 64);
    return node;
  }

  private static ObjectNode detail(KindDescriptor kind) {
    ObjectNode node = Json.object();
    node.putObject("if").putObject("properties").putObject("kind").put("const", kind.kind().name());
    node.putObject("then")
        .putObject("properties")
        .putObject("detail")
        .put("$ref", "#/components/schemas/" + KindSchemas.name(kind));
    return node;
  }

  private static ObjectNode location() {
    ObjectNode node = Json.object().put("type", "object");
    node.put("description", "GeoJSON Point (RFC 7946): longitude before latitude.");
    node.putArray("required").add("type").add("coordinates");
    ObjectNode properties = node.putObject("properties");
    properties.putObject("type").put("const", "Point");
    properties
        .putObject("coordinates")
        .put("type", "array")
        .put("minItems", 2)
        .putObject("items")
        .put("type", "number");
    properties.putObject("accuracyMetres").put("type", "number").put("minimum", 0);
    return node;
  }

  private static ObjectNode media() {
    ObjectNode node = Json.object().put("type", "array").put("maxItems", 16);
    ObjectNode properties = node.putObject("items").put("type", "object").putObject("properties");
    properties.putObject("sha256").put("type", "string").put("pattern", "^[0-9a-f]{64}$");
    properties.putObject("contentType").put("type", "string");
    properties.putObject("role").put("type", "string");
    properties.putObject("length").put("type", "integer").put("minimum", 0);
    return node;
  }
}
