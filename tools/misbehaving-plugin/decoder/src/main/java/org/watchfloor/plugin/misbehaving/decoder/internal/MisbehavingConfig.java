package org.watchfloor.plugin.misbehaving.decoder.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How one decoder misbehaves. */
@ObjectClassDefinition(
    name = "Misbehaving decoder",
    description = "Does what no decoder may, so that a test can see what becomes of it.")
@interface MisbehavingConfig {
  @AttributeDefinition(
      name = "Secret",
      description = "Last part of the URL that messages are posted to.",
      type = AttributeType.PASSWORD)
  String _secret();

  @AttributeDefinition(
      name = "Mode",
      description = "What it does wrong; none for nothing at all.",
      options = {
        @Option(label = "Nothing", value = "none"),
        @Option(label = "Decode does not return and obeys no interrupt", value = "hang-in-decode"),
        @Option(label = "Each message makes it throw", value = "throw-always")
      })
  String mode() default "none";
}
