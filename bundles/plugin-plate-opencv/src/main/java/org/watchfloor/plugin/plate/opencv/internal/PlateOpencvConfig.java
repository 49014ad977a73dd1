package org.watchfloor.plugin.plate.opencv.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for one camera whose plates are read. */
@ObjectClassDefinition(
    name = "Plate reader (own, OpenCV)",
    description = "Reads the plates in the pictures of one camera of the inventory.")
@interface PlateOpencvConfig {
  @AttributeDefinition(name = "Camera", description = "Id of a live camera of the inventory.")
  String camera();

  @AttributeDefinition(
      name = "Region",
      description = "Whose plates pass: us or eu; empty for both, which reads a little worse.",
      required = false)
  String region() default "";

  @AttributeDefinition(
      name = "Interval",
      description =
          "Milliseconds from one picture that is read to the next; each takes about 100 ms of one"
              + " processor.",
      min = "50",
      max = "60000")
  int interval_millis() default 250;

  @AttributeDefinition(
      name = "Least pictures",
      description = "A plate that was seen in fewer pictures is dropped.",
      min = "1",
      max = "20")
  int looks_min() default 2;

  @AttributeDefinition(
      name = "Least confidence",
      description = "Percent; a plate that is less sure is dropped.",
      min = "0",
      max = "100")
  int confidence_min() default 40;
}
