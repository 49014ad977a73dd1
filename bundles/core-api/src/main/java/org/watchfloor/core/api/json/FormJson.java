package org.watchfloor.core.api.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import org.watchfloor.core.api.runtime.ConfigField;
import org.watchfloor.core.api.runtime.ConfigForm;
import org.watchfloor.core.api.runtime.SourceTest;

/** The documented JSON of forms of configurations, and of what came of trying one. */
public final class FormJson {
  private FormJson() {}

  public static ObjectNode write(ConfigForm form) {
    ObjectNode node = Json.object();
    node.put("pluginId", form.pluginId());
    node.put("title", form.title());
    node.put("help", form.help());
    ArrayNode fields = node.putArray("fields");
    form.fields().forEach(field -> fields.add(write(field)));
    return node;
  }

  private static ObjectNode write(ConfigField field) {
    ObjectNode node = Json.object();
    node.put("key", field.key());
    node.put("name", field.name());
    node.put("help", field.help());
    node.put("type", Json.word(field.type()));
    node.put("many", field.many());
    node.put("required", field.required());
    ArrayNode defaults = node.putArray("defaults");
    field.defaults().forEach(defaults::add);
    node.put("min", field.min());
    node.put("max", field.max());
    ArrayNode options = node.putArray("options");
    for (ConfigField.Option option : field.options()) {
      options.addObject().put("value", option.value()).put("label", option.label());
    }
    return node;
  }

  public static ObjectNode write(SourceTest test) {
    ObjectNode node = Json.object();
    node.put("works", test.works());
    node.put("state", Json.word(test.state()));
    node.put("reason", test.reason());
    node.put("signals", test.signals());
    ObjectNode diagnostics = node.putObject("diagnostics");
    new TreeMap<>(test.diagnostics()).forEach(diagnostics::put);
    node.put("tookMillis", test.took().toMillis());
    return node;
  }
}
