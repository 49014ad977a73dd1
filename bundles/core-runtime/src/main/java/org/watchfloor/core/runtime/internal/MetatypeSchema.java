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
    List<Schema.Key> keys = new ArrayList<>();
    for (AttributeDefinition attribute : attributes) {
      keys.add(key(attribute));
    }
    return new Schema(keys);
  }

  private static Schema.Key key(AttributeDefinition attribute) {
    String @Nullable [] options = attribute.getOptionValues();
    return new Schema.Key(
        attribute.getID(),
        attribute.getType() == AttributeDefinition.PASSWORD,
        options == null ? List.of() : List.of(options),
        value -> fault(attribute, value));
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
