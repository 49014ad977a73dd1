package org.watchfloor.plugin.plate.axis.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for one camera. */
@ObjectClassDefinition(
    name = "AXIS License Plate Verifier",
    description =
        "Plate reads of one camera with AXIS License Plate Verifier, which pushes events to"
            + " /hooks/<source id>/<secret>.")
@interface PlateAxisConfig {
  @AttributeDefinition(
      name = "Secret",
      description =
          "Last part of the URL that the camera pushes to, at least 8 characters; use letters,"
              + " digits and hyphens.",
      type = AttributeType.PASSWORD)
  String _secret();

  @AttributeDefinition(
      name = "Final readings only",
      description =
          "true keeps only the last reading of each vehicle, which comes about 10 s after it has"
              + " left the picture; false keeps each reading at once, and a corrected one besides.")
  boolean finalOnly() default false;

  @AttributeDefinition(
      name = "Latitude",
      description =
          "Degrees north of the camera, for cameras whose events hold no position; only together"
              + " with longitude.",
      min = "-90",
      max = "90",
      required = false)
  double latitude() default Double.NaN;

  @AttributeDefinition(
      name = "Longitude",
      description =
          "Degrees east of the camera, for cameras whose events hold no position; only together"
              + " with latitude.",
      min = "-180",
      max = "180",
      required = false)
  double longitude() default Double.NaN;

  @AttributeDefinition(
      name = "Least confidence",
      description =
          "Percent; reads below it are acknowledged to the camera and not kept. 0 keeps all.",
      min = "0",
      max = "100")
  int minConfidence() default 0;
}
