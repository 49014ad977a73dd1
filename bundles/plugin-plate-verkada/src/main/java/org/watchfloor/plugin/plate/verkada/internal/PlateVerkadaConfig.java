package org.watchfloor.plugin.plate.verkada.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for one webhook of Verkada Command. */
@ObjectClassDefinition(
    name = "Verkada license plates",
    description =
        "Plate reads of an organisation, which Verkada Command posts to"
            + " /hooks/<source id>/<secret>.")
@interface PlateVerkadaConfig {
  @AttributeDefinition(
      name = "Secret",
      description =
          "Last part of the URL that Command posts to, at least 8 characters; use letters, digits"
              + " and hyphens.",
      type = AttributeType.PASSWORD)
  String _secret();

  @AttributeDefinition(
      name = "Signing secret",
      description =
          "The shared secret that Command shows for the webhook, with which it signs each message;"
              + " empty to take messages without looking at their signature.",
      type = AttributeType.PASSWORD,
      required = false)
  String _signing_secret() default "";

  @AttributeDefinition(
      name = "Latitude",
      description =
          "Degrees north of the camera, because messages hold no position; only together with"
              + " longitude.",
      min = "-90",
      max = "90",
      required = false)
  double latitude() default Double.NaN;

  @AttributeDefinition(
      name = "Longitude",
      description =
          "Degrees east of the camera, because messages hold no position; only together with"
              + " latitude.",
      min = "-180",
      max = "180",
      required = false)
  double longitude() default Double.NaN;

  @AttributeDefinition(
      name = "Camera",
      description =
          "Identifier of the one camera whose reads this source takes, as messages give it in"
              + " camera_id; empty to take those of every camera.",
      required = false)
  String camera() default "";

  @AttributeDefinition(
      name = "Least confidence",
      description =
          "Percent; reads below it are acknowledged to Command and not kept. 0 keeps all.",
      min = "0",
      max = "100")
  int minConfidence() default 0;
}
