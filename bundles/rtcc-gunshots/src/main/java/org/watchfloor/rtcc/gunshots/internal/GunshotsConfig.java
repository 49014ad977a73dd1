package org.watchfloor.rtcc.gunshots.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.gunshots.cfg}; every key has a working default. */
@ObjectClassDefinition(
    id = GunshotsConfig.PID,
    name = "Gunshots",
    description = "How gunshot signals become alerts.")
@interface GunshotsConfig {
  String PID = "org.watchfloor.gunshots";

  @AttributeDefinition(
      name = "Critical confidence",
      description =
          "0 to 1; a gunshot of at least this confidence, or of none given, is CRITICAL, any other"
              + " HIGH.",
      min = "0",
      max = "1")
  double critical_confidence() default 0.5;

  @AttributeDefinition(
      name = "Cell",
      description =
          "Metres; gunshots within one square of this size within the reactivation window are one"
              + " row in the queue. 0 makes each a row of its own.",
      min = "0",
      max = "1000")
  int cell_metres() default 200;
}
