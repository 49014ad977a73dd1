package org.watchfloor.core.isolation.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/** The configuration of a source as the plugin's annotation type, from the values sent. */
final class ConfigProxy {
  private ConfigProxy() {}

  /**
   * @param values by method name, each an array of texts
   * @throws JsonFault naming the value that is missing or of another type
   */
  static Object of(Class<?> type, JsonFields values) throws JsonFault {
    Map<String, Object> read = new HashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() == 0 && !method.isSynthetic()) {
        read.put(method.getName(), value(method, values));
      }
    }
    InvocationHandler handler =
        (self, method, arguments) ->
            switch (method.getName()) {
              case "annotationType" -> type;
              case "toString" -> "@" + type.getSimpleName(); // values may be secret
              case "hashCode" -> System.identityHashCode(self);
              case "equals" -> arguments != null && self == arguments[0];
              default -> copy(read.get(method.getName()));
            };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static Object value(Method method, JsonFields values) throws JsonFault {
    JsonNode texts = values.node(method.getName());
    Class<?> type = method.getReturnType();
    if (!type.isArray()) {
      return one(method, type, texts.path(0).asText(), values);
    }
    Object array = Array.newInstance(type.getComponentType(), texts.size());
    for (int i = 0; i < texts.size(); i++) {
      Array.set(array, i, one(method, type.getComponentType(), texts.get(i).asText(), values));
    }
    return array;
  }

  private static Object one(Method method, Class<?> type, String text, JsonFields values)
      throws JsonFault {
    try {
      return switch (type.getName()) {
        case "java.lang.String" -> text;
        case "boolean" -> Boolean.valueOf(text);
        case "int" -> Integer.valueOf(text);
        case "long" -> Long.valueOf(text);
        case "double" -> Double.valueOf(text);
        case "float" -> Float.valueOf(text);
        case "short" -> Short.valueOf(text);
        case "byte" -> Byte.valueOf(text);
        default -> throw new NumberFormatException();
      };
    } catch (NumberFormatException e) {
      throw values.fault(method.getName(), "is no " + type.getName());
    }
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
