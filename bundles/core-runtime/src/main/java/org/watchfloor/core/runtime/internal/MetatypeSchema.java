package org.watchfloor.core.runtime.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.watchfloor.core.api.runtime.ConfigField;

/** Reads a {@link Schema} from the metatype resources of a plugin's bundle. */
final class MetatypeSchema {
  private MetatypeSchema() {}

  static Schema of(MetaTypeService metatype, Bundle bundle, String pid) {
    @Nullable MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
    if (information == null || !Arrays.asList(information.getFactoryPids()).contains(pid)) {
      return Schema.NONE;
    }
    ObjectClassDefinition definition = information.getObjectClassDefinition(pid, null);
    AttributeDefinition @Nullable [] attributes =
        definition.getAttributeDefinitions(ObjectClassDefinition.ALL);
    if (attributes == null) {
      return Schema.NONE;
    }
    MetatypeBounds bounds = MetatypeBounds.of(bundle, pid);
    List<Schema.Key> keys = new ArrayList<>();
    for (AttributeDefinition attribute : attributes) {
      keys.add(key(attribute, bounds));
    }
    return new Schema(words(definition.getName()), words(definition.getDescription()), keys);
  }

  private static Schema.Key key(AttributeDefinition attribute, MetatypeBounds bounds) {
    String @Nullable [] options = attribute.getOptionValues();
    String id = attribute.getID();
    String name = words(attribute.getName());
    return new Schema.Key(
        id,
        attribute.getType() == AttributeDefinition.PASSWORD,
        options == null ? List.of() : List.of(options),
        value -> fault(attribute, value),
        new Schema.Text(
            name.isEmpty() ? id : name,
            words(attribute.getDescription()),
            bounds.min(id),
            bounds.max(id),
            options(options, attribute.getOptionLabels())));
  }

  private static List<ConfigField.Option> options(
      String @Nullable [] values, String @Nullable [] labels) {
    List<ConfigField.Option> options = new ArrayList<>();
    for (int i = 0; values != null && i < values.length; i++) {
      String label = labels != null && i < labels.length ? words(labels[i]) : "";
      options.add(new ConfigField.Option(values[i], label.isEmpty() ? values[i] : label));
    }
    return options;
  }

  private static String words(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static Optional<String> fault(AttributeDefinition attribute, String value) {
    @Nullable String message = attribute.validate(value);
    if (message == null || message.isEmpty()) {
      return Optional.empty();
    }
    // A leading % marks a key of localised text, which Felix's own messages are not.
    return Optional.of(message.startsWith("%") ? message.substring(1) : message);
  }
}
