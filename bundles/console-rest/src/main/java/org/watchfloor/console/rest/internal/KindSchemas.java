package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/**
 * What plugins say of the fields of their kinds, as parts of the description of the interface. A
 * schema comes from outside: one that is none would make the whole document one that no tool reads,
 * so it is looked through, and left out with the reason where it does not hold. Keywords are those
 * of JSON Schema, draft 2020-12; others are left as they are.
 */
final class KindSchemas {
  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "object", "array", "null");

  private static final Set<String> SCHEMA =
      Set.of(
          "items",
          "additionalProperties",
          "unevaluatedProperties",
          "unevaluatedItems",
          "propertyNames",
          "contains",
          "contentSchema",
          "not",
          "if",
          "then",
          "else");

  private static final Set<String> SCHEMAS_BY_NAME =
      Set.of("properties", "patternProperties", "dependentSchemas", "$defs");

  private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
  private static final Set<String> TEXT =
      Set.of("title", "description", "pattern", "format", "$comment", "contentMediaType");

  private static final Set<String> NUMBER =
      Set.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  private final JsonNode root;
  private final String place;

  private KindSchemas(JsonNode root, String place) {
    this.root = root;
    this.place = place;
  }

  static String name(KindDescriptor kind) {
    return "kind." + kind.kind().name();
  }

  static boolean has(KindDescriptor kind) {
    return !kind.fieldsSchema().replaceAll("\\s", "").equals("{}");
  }

  /** The schema with its references mended for its place in the document. */
  static ObjectNode component(KindDescriptor kind) {
    ObjectNode component = Json.object();
    try {
      JsonNode schema = Json.parse(kind.fieldsSchema().getBytes(StandardCharsets.UTF_8));
      if (!schema.isObject()) {
        throw new JsonFault("", "is no object");
      }
      // what it is called elsewhere is not what it is called here
      ((ObjectNode) schema).remove("$id");
      ((ObjectNode) schema).remove("$schema");
      String place = "#/components/schemas/" + name(kind);
      component = (ObjectNode) new KindSchemas(schema, place).checked(schema, "");
    } catch (JsonFault e) {
      component.put("description", "The schema is left out: " + e.getMessage());
    }
    if (!component.has("title")) {
      component.put("title", kind.title());
    }
    return component;
  }

  private JsonNode checked(JsonNode schema, String path) throws JsonFault {
    if (schema.isBoolean()) {
      return schema;
    }
    if (!schema.isObject()) {
      throw new JsonFault(path, "is no schema");
    }
    ObjectNode copy = Json.object();
    Iterator<Map.Entry<String, JsonNode>> keywords = schema.fields();
    while (keywords.hasNext()) {
      Map.Entry<String, JsonNode> keyword = keywords.next();
      copy.set(
          keyword.getKey(),
          checked(keyword.getKey(), keyword.getValue(), path + "/" + keyword.getKey()));
    }
    return copy;
  }

  private JsonNode checked(String keyword, JsonNode value, String path) throws JsonFault {
    if (SCHEMA.contains(keyword)) {
      return checked(value, path);
    }
    if (SCHEMAS_BY_NAME.contains(keyword)) {
      return byName(value, path);
    }
    if (SCHEMAS.contains(keyword)) {
      return listed(value, path);
    }
    if (keyword.equals("$ref")) {
      return reference(value, path);
    }
    boolean holds =
        switch (keyword) {
          case "type" -> isType(value);
          case "required" -> value.isArray() && allTextual(value);
          case "enum", "examples" -> value.isArray();
          case "$id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary" -> false;
          default ->
              TEXT.contains(keyword)
                  ? value.isTextual()
                  : !NUMBER.contains(keyword) || value.isNumber();
        };
    if (!holds) {
      throw new JsonFault(path, "does not hold what the keyword is for, or cannot be in here");
    }
    return value;
  }

  private JsonNode byName(JsonNode value, String path) throws JsonFault {
    if (!value.isObject()) {
      throw new JsonFault(path, "is no object of schemas");
    }
    ObjectNode copy = Json.object();
    Iterator<Map.Entry<String, JsonNode>> schemas = value.fields();
    while (schemas.hasNext()) {
      Map.Entry<String, JsonNode> schema = schemas.next();
      copy.set(schema.getKey(), checked(schema.getValue(), path + "/" + schema.getKey()));
    }
    return copy;
  }

  private JsonNode listed(JsonNode value, String path) throws JsonFault {
    if (!value.isArray() || value.isEmpty()) {
      throw new JsonFault(path, "is no list of schemas");
    }
    ArrayNode copy = Json.array();
    for (JsonNode schema : value) {
      copy.add(checked(schema, path));
    }
    return copy;
  }

  /** Of the schema's own parts only: the document must not send its reader elsewhere. */
  private JsonNode reference(JsonNode value, String path) throws JsonFault {
    String text = value.asText();
    boolean own = text.equals("#") || (text.startsWith("#/") && text.indexOf('%') < 0);
    if (!value.isTextual() || !own || root.at(text.substring(1)).isMissingNode()) {
      throw new JsonFault(path, "points at nothing in the schema");
    }
    return TextNode.valueOf(place + text.substring(1));
  }

  private static boolean isType(JsonNode value) {
    if (value.isTextual()) {
      return TYPES.contains(value.asText());
    }
    if (!value.isArray() || value.isEmpty()) {
      return false;
    }
    for (JsonNode type : value) {
      if (!type.isTextual() || !TYPES.contains(type.asText())) {
        return false;
      }
    }
    return true;
  }

  private static boolean allTextual(JsonNode values) {
    for (JsonNode value : values) {
      if (!value.isTextual()) {
        return false;
      }
    }
    return true;
  }
}
