package org.watchfloor.plugin.api.signal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a kind that has no record of its own; what they mean stands in the kind's {@link
 * KindDescriptor}.
 *
 * @param values at most 100 entries; a value is a {@code String} of at most 4,000 characters, a
 *     {@code Boolean}, a {@code Long} or a finite {@code Double}
 */
public record Fields(Map<String, Object> values) implements SignalDetail {
  public static final Fields NONE = new Fields(Map.of());

  public Fields {
    if (values.size() > 100) {
      throw new IllegalArgumentException("fields: " + values.size() + " entries, at most 100");
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(checkName(name), checked(name, value)));
    values = Collections.unmodifiableMap(copy);
  }

  private static String checkName(String name) {
    Checks.required("field name", name, 64);
    return name;
  }

  private static Object checked(String name, Object value) {
    if (value instanceof String text) {
      Checks.text(name, text, 4_000);
      return text;
    }
    if (value instanceof Boolean || value instanceof Long) {
      return value;
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return number;
    }
    throw new IllegalArgumentException(
        name + ": a " + value.getClass().getSimpleName() + " cannot be the value of a field");
  }
}
