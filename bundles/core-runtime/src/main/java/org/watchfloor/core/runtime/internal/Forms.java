package org.watchfloor.core.runtime.internal;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.watchfloor.core.api.runtime.ConfigField;
import org.watchfloor.core.api.runtime.ConfigForm;

/**
 * Makes the form of a plugin's configuration of its annotation type and its metatype. Stateless.
 */
final class Forms {
  private Forms() {}

  /** Empty if the plugin's configuration has no keys that can be told. */
  static Optional<ConfigForm> of(Plugin plugin) {
    Schema schema = plugin.schema();
    List<ConfigField> fields = new ArrayList<>();
    try {
      Map<String, Method> methods = methods(plugin.configType());
      for (Schema.Key key : schema.keys()) {
        Method method = methods.remove(key.id());
        if (method != null) { // the plugin is never given what its type does not have
          fields.add(field(key, method));
        }
      }
      methods.forEach(
          (key, method) ->
              fields.add(
                  field(
                      new Schema.Key(
                          key, key.startsWith("."), List.of(), value -> Optional.empty()),
                      method)));
    } catch (LinkageError e) { // the plugin is being updated
      return Optional.empty();
    }
    String title = schema.title().isEmpty() ? plugin.info().name() : schema.title();
    return Optional.of(new ConfigForm(plugin.id(), title, schema.help(), fields));
  }

  /** By key; those that no metatype describes come in this order. */
  private static Map<String, Method> methods(Class<?> type) {
    Map<String, Method> methods = new TreeMap<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() == 0 && !method.isSynthetic()) {
        methods.put(KeyNames.ofMethod(method.getName()), method);
      }
    }
    return new LinkedHashMap<>(methods);
  }

  private static ConfigField field(Schema.Key key, Method method) {
    boolean secret = key.secret() || key.id().startsWith(".");
    boolean many = method.getReturnType().isArray();
    Class<?> type = many ? method.getReturnType().getComponentType() : method.getReturnType();
    Object fallback = method.getDefaultValue();
    return new ConfigField(
        key.id(),
        key.text().name(),
        key.text().help(),
        secret ? ConfigField.Type.PASSWORD : type(type),
        many,
        fallback == null,
        secret || fallback == null ? List.of() : texts(fallback),
        key.text().min(),
        key.text().max(),
        key.text().options().isEmpty() ? constants(type) : key.text().options());
  }

  private static ConfigField.Type type(Class<?> type) {
    if (type == boolean.class) {
      return ConfigField.Type.BOOLEAN;
    } else if (type == double.class || type == float.class) {
      return ConfigField.Type.DECIMAL;
    }
    return type.isPrimitive() && type != char.class
        ? ConfigField.Type.INTEGER
        : ConfigField.Type.TEXT;
  }

  private static List<String> texts(Object value) {
    if (!value.getClass().isArray()) {
      return List.of(text(value));
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      texts.add(text(Array.get(value, i)));
    }
    return texts;
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
  }

  private static List<ConfigField.Option> constants(Class<?> type) {
    List<ConfigField.Option> options = new ArrayList<>();
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        String name = ((Enum<?>) constant).name();
        String label = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        options.add(new ConfigField.Option(name, label));
      }
    }
    return options;
  }
}
