package org.watchfloor.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Makes a plugin's configuration without a container. */
public final class Configs {
  private Configs() {}

  /**
   * A configuration with some values set and the others at their default.
   *
   * @param values by method name, of the method's type
   * @throws IllegalArgumentException if a value has no method, or a method has neither value nor
   *     default
   */
  public static <C> C of(Class<C> type, Map<String, Object> values) {
    for (String name : values.keySet()) {
      if (method(type, name) == null) {
        throw new IllegalArgumentException(type.getSimpleName() + " has no " + name + "()");
      }
    }
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "hashCode":
              return System.identityHashCode(proxy);
            case "equals":
              return proxy == arguments[0];
            case "annotationType":
              return type;
            case "toString":
              return type.getSimpleName() + values.keySet();
            default:
              return value(method, values);
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), interfaces(type), handler));
  }

  private static Class<?>[] interfaces(Class<?> type) {
    return type.isAnnotation() ? new Class<?>[] {type, Annotation.class} : new Class<?>[] {type};
  }

  private static Object value(Method method, Map<String, Object> values) {
    Object value = values.getOrDefault(method.getName(), method.getDefaultValue());
    if (value == null) {
      throw new IllegalArgumentException(method.getName() + " is required and not set");
    }
    return value;
  }

  private static @org.jspecify.annotations.Nullable Method method(Class<?> type, String name) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    return null;
  }
}
