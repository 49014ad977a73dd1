package org.watchfloor.core.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Typed access to a JSON object; every failure names the path of the field. */
public final class JsonFields {
  private final JsonNode node;
  private final String path;

  private JsonFields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * @param path of the object within its document; empty for the document itself
   * @throws JsonFault if the node is not an object
   */
  public static JsonFields of(JsonNode node, String path) throws JsonFault {
    if (!node.isObject()) {
      throw new JsonFault(path, "must be an object");
    }
    return new JsonFields(node, path);
  }

  public JsonFault fault(String field, String reason) {
    return new JsonFault(at(field), reason);
  }

  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  public JsonNode node(String field) throws JsonFault {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw fault(field, "is missing");
    }
    return value;
  }

  public String text(String field) throws JsonFault {
    JsonNode value = node(field);
    if (!value.isTextual()) {
      throw fault(field, "must be a string");
    }
    return value.asText();
  }

  public Optional<String> optionalText(String field) throws JsonFault {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  public double number(String field) throws JsonFault {
    JsonNode value = node(field);
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw fault(field, "must be a number");
    }
    return value.asDouble();
  }

  public Optional<Double> optionalNumber(String field) throws JsonFault {
    return has(field) ? Optional.of(number(field)) : Optional.empty();
  }

  public Optional<Boolean> optionalFlag(String field) throws JsonFault {
    if (!has(field)) {
      return Optional.empty();
    }
    JsonNode value = node(field);
    if (!value.isBoolean()) {
      throw fault(field, "must be true or false");
    }
    return Optional.of(value.asBoolean());
  }

  /** RFC 3339 with any offset. */
  public Instant instant(String field) throws JsonFault {
    String text = text(field);
    try {
      return Rfc3339.parse(text);
    } catch (DateTimeException e) {
      throw fault(field, "\"" + text + "\" is not an RFC 3339 time like 2026-11-24T14:05:09Z");
    }
  }

  /** A constant from its word in JSON: lower case, hyphens. */
  public <E extends Enum<E>> E word(String field, Class<E> type, String word) throws JsonFault {
    E[] constants = type.getEnumConstants();
    for (E constant : constants) {
      if (Json.word(constant).equals(word)) {
        return constant;
      }
    }
    String all = Arrays.stream(constants).map(Json::word).collect(Collectors.joining(", "));
    throw fault(field, "\"" + word + "\" is none of " + all);
  }

  public JsonFields object(String field) throws JsonFault {
    return of(node(field), at(field));
  }

  /** The objects of an array; none where the field is absent. */
  public List<JsonFields> objects(String field) throws JsonFault {
    if (!has(field)) {
      return List.of();
    }
    JsonNode array = node(field);
    if (!array.isArray()) {
      throw fault(field, "must be an array");
    }
    List<JsonFields> objects = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      objects.add(of(array.get(i), at(field) + "[" + i + "]"));
    }
    return objects;
  }

  /** A String, Boolean, Long or Double. */
  public Object plain(String field) throws JsonFault {
    JsonNode value = node(field);
    if (value.isTextual()) {
      return value.asText();
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.asLong();
    }
    if (value.isNumber() && Double.isFinite(value.asDouble())) {
      return value.asDouble();
    }
    throw fault(field, "must be a string, a number, true or false");
  }

  /** Builds a value whose constructor checks it; a refusal becomes a fault of the field. */
  public <T> T checked(String field, Supplier<T> build) throws JsonFault {
    try {
      return build.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      int colon = message.indexOf(": ");
      if (field.isEmpty() && colon > 0 && message.indexOf(' ') > colon) {
        throw fault(message.substring(0, colon), message.substring(colon + 2));
      }
      throw fault(field, message.startsWith(field + ": ") ? message.substring(colon + 2) : message);
    }
  }

  private String at(String field) {
    if (field.isEmpty()) {
      return path;
    }
    return path.isEmpty() ? field : path + "." + field;
  }
}
