package org.watchfloor.console.rest.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.watchfloor.core.api.json.Json;

/** What a handler answers with. */
public sealed interface Answer {
  /** An answer as it goes out; holds the bytes given. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, written once
  record Ready(int status, String contentType, byte[] body, Map<String, String> headers)
      implements Answer {
    public Ready header(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Ready(status, contentType, body, more);
    }
  }

  /** An answer that comes later, on a thread of somebody else. No thread waits for it. */
  record Later(CompletionStage<Ready> ready) implements Answer {}

  /** The handler writes the response itself, or has taken it over for a stream. */
  record Taken() implements Answer {}

  static Ready json(int status, JsonNode node) {
    return new Ready(status, Route.JSON, Json.bytes(node), Map.of());
  }

  static Ready json(JsonNode node) {
    return json(200, node);
  }

  static Ready empty(int status) {
    return new Ready(status, "", new byte[0], Map.of());
  }

  /** {@code {"items":[…]}} without a next page. */
  static <T> Ready items(List<T> items, Function<T, ? extends JsonNode> writer) {
    return items(items, writer, Optional.empty());
  }

  /** {@code {"items":[…],"next":"…"}}. */
  static <T> Ready items(
      List<T> items, Function<T, ? extends JsonNode> writer, Optional<String> next) {
    ObjectNode node = Json.object();
    ArrayNode array = node.putArray("items");
    items.forEach(item -> array.add(writer.apply(item)));
    next.ifPresent(cursor -> node.put("next", cursor));
    return json(node);
  }
}
