package org.watchfloor.core.runtime.internal;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns a source's configuration into its plugin's annotation type, checked against the plugin's
 * metatype first. Stateless but for the environment.
 */
final class ConfigReader {
  private final Placeholders placeholders;

  ConfigReader(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  /**
   * A configuration as the plugin sees it.
   *
   * @param secrets values that must never be shown
   */
  record Read<C>(C config, Set<String> secrets) {}

  /**
   * @throws ConfigFault naming every key that is missing, wrong or unknown
   */
  <C> Read<C> read(Class<C> type, Schema schema, Map<String, Object> given) throws ConfigFault {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, String> faults = new TreeMap<>();
    Set<String> known = new TreeSet<>();
    Set<String> secrets = new HashSet<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() > 0 || method.isSynthetic()) {
        continue;
      }
      String key = KeyNames.ofMethod(method.getName());
      known.add(key);
      Optional<Schema.Key> described = schema.key(key);
      try {
        Object value = value(key, method, described, given);
        values.put(method.getName(), value);
        if (secret(key, described)) {
          elements(value).forEach(element -> secrets.add(String.valueOf(element)));
        }
      } catch (ConfigFault e) {
        faults.putAll(e.faults());
      }
    }
    for (String key : given.keySet()) {
      if (!known.contains(key)) {
        faults.put(key, "is not a key of this plugin; it has " + join(known));
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigFault(faults);
    }
    return new Read<>(proxy(type, values), secrets);
  }

  private static String join(Set<String> keys) {
    return keys.isEmpty() ? "none" : String.join(", ", keys);
  }

  private static boolean secret(String key, Optional<Schema.Key> described) {
    return key.startsWith(".") || described.map(Schema.Key::secret).orElse(false);
  }

  private Object value(
      String key, Method method, Optional<Schema.Key> described, Map<String, Object> given)
      throws ConfigFault {
    Object raw = given.get(key);
    Object fallback = method.getDefaultValue();
    if (raw == null || (raw instanceof String text && text.isBlank())) {
      if (fallback != null) {
        return fallback;
      }
      throw new ConfigFault(key, raw == null ? "is missing" : "is empty");
    }
    Object filled = placeholders.fill(key, raw);
    // what stands in a file or in the environment is nothing to show to whoever names it
    boolean secret = secret(key, described) || !filled.equals(raw);
    List<Object> parts = parts(filled, method.getReturnType());
    Object converted = convert(key, parts, method.getReturnType(), secret);
    for (Object part : parts) {
      check(key, String.valueOf(part).strip(), secret, described);
    }
    return converted;
  }

  private static void check(String key, String text, boolean secret, Optional<Schema.Key> described)
      throws ConfigFault {
    if (described.isEmpty()) {
      return;
    }
    Schema.Key rule = described.get();
    if (!rule.options().isEmpty() && !rule.options().contains(text)) {
      throw new ConfigFault(
          key, shown(text, secret) + " is none of " + String.join(", ", rule.options()));
    }
    Optional<String> fault = rule.check().fault(text);
    if (fault.isPresent()) {
      throw new ConfigFault(
          key,
          shown(text, secret) + " is not allowed: " + (secret ? "see its limits" : fault.get()));
    }
  }

  private static List<Object> elements(Object value) {
    List<Object> elements = new ArrayList<>();
    if (value instanceof Collection<?> many) {
      elements.addAll(many);
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(Array.get(value, i));
      }
    } else {
      elements.add(value);
    }
    return elements;
  }

  /** In a file, the elements of an array are parted by commas. */
  private static List<Object> parts(Object value, Class<?> type) {
    return type.isArray() && value instanceof String text
        ? List.of((Object[]) text.trim().split("\\s*,\\s*"))
        : elements(value);
  }

  private static Object convert(String key, List<Object> elements, Class<?> type, boolean secret)
      throws ConfigFault {
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), elements.size());
      for (int i = 0; i < elements.size(); i++) {
        Array.set(array, i, one(key, elements.get(i), type.getComponentType(), secret));
      }
      return array;
    }
    if (elements.size() != 1) {
      throw new ConfigFault(key, "has " + elements.size() + " values, one is expected");
    }
    return one(key, elements.get(0), type, secret);
  }

  private static Object one(String key, Object value, Class<?> type, boolean secret)
      throws ConfigFault {
    if (type == String.class) {
      // blanks at the end are a slip of the hand in a file, those in front were escaped on purpose
      return String.valueOf(value).stripTrailing();
    }
    String text = String.valueOf(value).trim();
    if (type == boolean.class) {
      if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
        return Boolean.valueOf(text);
      }
      throw new ConfigFault(key, shown(text, secret) + " is neither true nor false");
    }
    if (type.isEnum()) {
      return constant(key, text, type, secret);
    }
    try {
      return number(text, type);
    } catch (NumberFormatException e) {
      throw new ConfigFault(
          key, shown(text, secret) + " is not a number of type " + type.getName());
    }
  }

  private static Object number(String text, Class<?> type) {
    if (type == int.class) {
      return Integer.valueOf(text);
    } else if (type == long.class) {
      return Long.valueOf(text);
    } else if (type == double.class) {
      return Double.valueOf(text);
    } else if (type == float.class) {
      return Float.valueOf(text);
    } else if (type == short.class) {
      return Short.valueOf(text);
    } else if (type == byte.class) {
      return Byte.valueOf(text);
    }
    throw new NumberFormatException();
  }

  private static Object constant(String key, String text, Class<?> type, boolean secret)
      throws ConfigFault {
    Object[] constants = type.getEnumConstants();
    List<String> names = new ArrayList<>();
    for (Object constant : constants == null ? new Object[0] : constants) {
      String name = ((Enum<?>) constant).name();
      if (name.equalsIgnoreCase(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new ConfigFault(key, shown(text, secret) + " is none of " + String.join(", ", names));
  }

  private static String shown(String text, boolean secret) {
    return secret ? "the value" : "\"" + text + "\"";
  }

  /** Defined by the plugin's own class loader: its annotation type is package-private there. */
  private static <C> C proxy(Class<C> type, Map<String, Object> values) {
    InvocationHandler handler =
        (self, method, arguments) ->
            switch (method.getName()) {
              case "annotationType" -> type;
              case "toString" -> "@" + type.getSimpleName(); // values may be secret
              case "hashCode" -> System.identityHashCode(self);
              case "equals" -> arguments != null && self == arguments[0];
              default -> copy(values.get(method.getName()));
            };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** As annotations do: whoever changes an array changes a copy. */
  private static @Nullable Object copy(@Nullable Object value) {
    if (value == null || !value.getClass().isArray()) {
      return value;
    }
    int length = Array.getLength(value);
    Object copy = Array.newInstance(value.getClass().getComponentType(), length);
    System.arraycopy(value, 0, copy, 0, length);
    return copy;
  }
}
