package org.watchfloor.core.config.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What the metatype of one PID allows. Immutable; compared by identity. */
final class PidRules {
  private final Map<String, AttributeDefinition> keys;

  private PidRules(Map<String, AttributeDefinition> keys) {
    this.keys = keys;
  }

  static PidRules of(ObjectClassDefinition definition) {
    Map<String, AttributeDefinition> keys = new TreeMap<>();
    AttributeDefinition @Nullable [] attributes =
        definition.getAttributeDefinitions(ObjectClassDefinition.ALL);
    if (attributes != null) {
      for (AttributeDefinition attribute : attributes) {
        keys.put(attribute.getID(), attribute);
      }
    }
    return new PidRules(keys);
  }

  /** What is wrong with a value, beginning with the key; empty if nothing. */
  Optional<String> fault(String key, Object value) {
    AttributeDefinition rule = keys.get(key);
    if (rule == null) {
      return isForeign(key)
          ? Optional.empty()
          : Optional.of(
              key + " is no key of this file; it has " + String.join(", ", keys.keySet()));
    }
    String text = text(value);
    if (text.isBlank() || text.contains("$[")) {
      return Optional.empty(); // the default, or filled by the Configuration Admin later
    }
    @Nullable String message = rule.validate(text);
    if (message == null || message.isEmpty()) {
      return Optional.empty();
    }
    String shown = rule.getType() == AttributeDefinition.PASSWORD ? "" : " = " + text;
    String why = message.startsWith("%") ? message.substring(1) : message;
    return Optional.of(key + shown + " is not allowed: " + why + "; correct the file");
  }

  private static boolean isForeign(String key) {
    return key.startsWith("service.") || key.startsWith("felix.") || key.startsWith("component.");
  }

  private static String text(Object value) {
    if (value instanceof Object[] many) {
      return String.join(",", Arrays.stream(many).map(String::valueOf).toList());
    } else if (value instanceof Collection<?> many) {
      return String.join(",", List.copyOf(many).stream().map(String::valueOf).toList());
    }
    return String.valueOf(value).strip();
  }
}
