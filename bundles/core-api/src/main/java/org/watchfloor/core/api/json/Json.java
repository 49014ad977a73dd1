package org.watchfloor.core.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** JSON trees, with limits on what is read. Thread-safe. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(16 << 20)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** For what was written here: a name that comes twice need not be looked for. */
  private static final JsonMapper OURS =
      MAPPER.rebuild().disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /**
   * @throws JsonFault with line and column where the text is not JSON
   */
  public static JsonNode parse(byte[] json) throws JsonFault {
    return parse(MAPPER, json);
  }

  /**
   * Reads what {@link #bytes} wrote and nobody else touched: the payload of a journal's entry.
   *
   * @throws JsonFault with line and column where the text is not JSON
   */
  public static JsonNode parseOurs(byte[] json) throws JsonFault {
    return parse(OURS, json);
  }

  private static JsonNode parse(JsonMapper mapper, byte[] json) throws JsonFault {
    try {
      JsonNode node = mapper.readTree(json);
      if (node == null || node.isMissingNode()) {
        throw new JsonFault("", "is empty; JSON is expected");
      }
      return node;
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new JsonFault("", "is not JSON" + where + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(JsonNode node) {
    return node.toString();
  }

  /** An enum constant as it stands in JSON: lower case, hyphens. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Puts a String, Boolean, Long or Double. */
  public static void putPlain(ObjectNode node, String name, Object value) {
    if (value instanceof String text) {
      node.put(name, text);
    } else if (value instanceof Boolean flag) {
      node.put(name, flag);
    } else if (value instanceof Long number) {
      node.put(name, number);
    } else if (value instanceof Double number) {
      node.put(name, number);
    } else {
      throw new IllegalArgumentException(name + ": " + value.getClass() + " is not plain");
    }
  }
}
