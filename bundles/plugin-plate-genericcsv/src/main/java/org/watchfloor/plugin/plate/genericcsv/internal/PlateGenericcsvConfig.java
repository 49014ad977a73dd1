package org.watchfloor.plugin.plate.genericcsv.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for one source. */
@ObjectClassDefinition(
    name = "Plate reads in files",
    description = "Sent with POST to /hooks/<source id>.")
@interface PlateGenericcsvConfig {
  @AttributeDefinition(
      name = "Secret",
      description =
          "What the sender proves itself with, at least 8 characters; letters, digits and hyphens"
              + " go into every URL.",
      type = AttributeType.PASSWORD)
  String _secret();

  @AttributeDefinition(
      name = "High from",
      description = "From this value on a signal is high, and an alert.")
  double highFrom() default 10;
}
