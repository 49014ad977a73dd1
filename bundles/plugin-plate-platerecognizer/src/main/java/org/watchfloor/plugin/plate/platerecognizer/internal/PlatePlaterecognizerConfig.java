package org.watchfloor.plugin.plate.platerecognizer.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for one webhook of Stream. */
@ObjectClassDefinition(
    name = "Plate Recognizer Stream",
    description =
        "Plate reads of one webhook of Stream, which posts to /hooks/<source id> with the header"
            + " Authorization: Token <secret>.")
@interface PlatePlaterecognizerConfig {
  @AttributeDefinition(
      name = "Secret",
      description =
          "What follows \"Token \" in the header Authorization that Stream sends, at least 8"
              + " characters.",
      type = AttributeType.PASSWORD)
  String _secret();

  @AttributeDefinition(
      name = "Latitude",
      description =
          "Degrees north of the camera, which Stream does not send; only together with longitude.",
      min = "-90",
      max = "90",
      required = false)
  double latitude() default Double.NaN;

  @AttributeDefinition(
      name = "Longitude",
      description =
          "Degrees east of the camera, which Stream does not send; only together with latitude.",
      min = "-180",
      max = "180",
      required = false)
  double longitude() default Double.NaN;

  @AttributeDefinition(
      name = "Least confidence",
      description = "Percent; reads below it are acknowledged to Stream and not kept. 0 keeps all.",
      min = "0",
      max = "100")
  int minConfidence() default 0;
}
