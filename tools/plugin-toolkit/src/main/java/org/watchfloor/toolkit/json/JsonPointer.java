package org.watchfloor.toolkit.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.MalformedMessage;

/** A place in a JSON document (RFC 6901). Immutable. */
public final class JsonPointer {
  private static final int MAX_TOKENS = 64;

  private final String text;
  private final List<String> tokens;

  private JsonPointer(String text, List<String> tokens) {
    this.text = text;
    this.tokens = List.copyOf(tokens);
  }

  /**
   * Reads {@code /results/0/plate}; the empty pointer is the whole document.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static JsonPointer parse(String text) {
    if (!text.isEmpty() && !text.startsWith("/")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no JSON pointer (RFC 6901); it must begin with /");
    }
    String[] parts = text.split("/", -1);
    if (parts.length > MAX_TOKENS) {
      throw new IllegalArgumentException("the pointer has more than " + MAX_TOKENS + " parts");
    }
    List<String> tokens = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].replaceAll("~[01]", "").indexOf('~') >= 0) {
        throw new IllegalArgumentException(
            "\"" + text + "\" has a ~ without 0 or 1 behind it (RFC 6901, section 3)");
      }
      tokens.add(parts[i].replace("~1", "/").replace("~0", "~"));
    }
    return new JsonPointer(text, tokens);
  }

  /**
   * What stands there: text, number, truth value, list or map as they were read; null where there
   * is nothing.
   */
  public @Nullable Object find(JsonObject from) {
    Object at = from.values();
    for (String token : tokens) {
      if (at instanceof Map<?, ?> map) {
        at = map.get(token);
      } else if (at instanceof List<?> list && token.matches("0|[1-9]\\d{0,8}")) {
        int index = Integer.parseInt(token);
        at = index < list.size() ? list.get(index) : null;
      } else {
        return null;
      }
    }
    return at;
  }

  /** Whether something stands there, be it a null. */
  public boolean isPresent(JsonObject from) {
    if (tokens.isEmpty()) {
      return true;
    }
    int last = tokens.size() - 1;
    Object parent = new JsonPointer("", tokens.subList(0, last)).find(from);
    return parent instanceof Map<?, ?> map && map.containsKey(tokens.get(last))
        || find(from) != null;
  }

  /**
   * The objects there: those of a list, or the one; none where there is nothing.
   *
   * @throws MalformedMessage if something else stands there
   */
  public List<JsonObject> objects(JsonObject from) throws MalformedMessage {
    return JsonObject.objectsAt(find(from), from.path() + text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonPointer pointer && pointer.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
