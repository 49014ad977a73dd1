package org.watchfloor.core.isolation.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.osgi.framework.Bundle;
import org.watchfloor.core.api.json.Json;

/**
 * The configuration type of a plugin that runs elsewhere. It is loaded here, because the runtime
 * reads configurations by it; it is made sure that this runs no code of the plugin.
 */
final class ConfigType {
  private ConfigType() {}

  /**
   * Loads it from the plugin's bundle, and does not initialise it.
   *
   * @throws Unfit if it is no plain annotation type
   */
  static Class<Object> load(Bundle bundle, String name) throws Unfit {
    try {
      Class<?> type = bundle.loadClass(name);
      check(type);
      @SuppressWarnings("unchecked") // the runtime makes each configuration of this type
      Class<Object> any = (Class<Object>) type;
      return any;
    } catch (ClassNotFoundException | LinkageError e) {
      throw new Unfit("its configuration type cannot be loaded: " + e);
    }
  }

  static void check(Class<?> type) throws Unfit {
    if (!type.isAnnotation()) {
      throw new Unfit("its configuration type " + type.getName() + " is no annotation type");
    }
    for (Method method : type.getDeclaredMethods()) {
      if (!Modifier.isAbstract(method.getModifiers())) {
        throw new Unfit(type.getName() + "." + method.getName() + " has a body");
      }
      Class<?> value = method.getReturnType();
      Class<?> element = value.isArray() ? value.getComponentType() : value;
      if (!element.isPrimitive() && element != String.class) {
        throw new Unfit(
            type.getName()
                + "."
                + method.getName()
                + " is a "
                + element.getName()
                + ", which would run the plugin's code in the center: use a String with options");
      }
    }
  }

  /** The values of a configuration by method, each an array of texts. They may be secret. */
  static ObjectNode values(Class<?> type, Object config) {
    ObjectNode values = Json.object();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() == 0 && !method.isSynthetic()) {
        put(values.putArray(method.getName()), value(method, config));
      }
    }
    return values;
  }

  private static Object value(Method method, Object config) {
    try {
      method.setAccessible(true); // the type is package-private in most plugins
      return method.invoke(config);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the configuration has no " + method.getName(), e);
    }
  }

  private static void put(ArrayNode texts, Object value) {
    if (!value.getClass().isArray()) {
      texts.add(String.valueOf(value));
      return;
    }
    for (int i = 0; i < Array.getLength(value); i++) {
      texts.add(String.valueOf(Array.get(value, i)));
    }
  }

  /** Why a bundle cannot run isolated; the message says what to change. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    Unfit(String reason) {
      super(reason);
    }
  }
}
