package org.watchfloor.rtcc.plates.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.plates.cfg}; every key has a working default. */
@ObjectClassDefinition(
    id = PlatesConfig.PID,
    name = "Plates",
    description = "How a read of a hot plate becomes an alert.")
@interface PlatesConfig {
  String PID = "org.watchfloor.plates";

  @AttributeDefinition(
      name = "Critical words",
      description =
          "Comma-separated; a hit whose reason has a word that begins with one of them is CRITICAL,"
              + " any other HIGH.")
  String critical_words() default
      "armed,weapon,dangerous,felony,homicide,murder,kidnap,abduct,missing,endangered,amber,"
          + "carjack,officer safety,terror";

  @AttributeDefinition(
      name = "Late after",
      description = "Minutes since capture after which the alert's title says how long ago it was.",
      min = "1")
  int late_minutes() default 60;
}
