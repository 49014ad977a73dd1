package org.watchfloor.plugin.plate.dahua.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for one camera. */
@ObjectClassDefinition(
    name = "Dahua ANPR",
    description =
        "Plate reads of one Dahua camera, or one built by Dahua for others, whose stream of events"
            + " is read.")
@interface PlateDahuaConfig {
  @AttributeDefinition(
      name = "Address",
      description = "http or https address of the camera, without a path.")
  String address();

  @AttributeDefinition(
      name = "User",
      description = "User name at the camera; empty for a camera without sign-in.",
      required = false)
  String user() default "";

  @AttributeDefinition(
      name = "Password",
      description = "Password at the camera.",
      type = AttributeType.PASSWORD,
      required = false)
  String _password() default "";

  @AttributeDefinition(
      name = "Trusted certificate",
      description =
          "SHA-256 fingerprint (64 hexadecimal digits, colons allowed) of the camera's own"
              + " certificate, for https with a self-signed one; empty to trust public authorities.",
      required = false)
  String trust_certificate() default "";

  @AttributeDefinition(
      name = "Silence",
      description =
          "Seconds without a byte of the stream after which the camera is taken for lost; it sends a"
              + " sign of life every 5 s.",
      min = "10",
      max = "600")
  int silence_seconds() default 30;

  @AttributeDefinition(
      name = "Pictures",
      description =
          "Whether to ask for the pictures too (snapManager); false for firmware that gives events"
              + " only (eventManager).")
  boolean pictures() default true;

  @AttributeDefinition(
      name = "Events",
      description =
          "Codes of the events that hold plates, with commas between them; letters and digits only.")
  String codes() default "TrafficJunction";

  @AttributeDefinition(
      name = "Time zone",
      description =
          "Zone of the camera's clock, for instance America/Chicago, for firmware that sends no"
              + " RealUTC: its UTC is local time. Empty refuses such reads.",
      required = false)
  String timeZone() default "";

  @AttributeDefinition(
      name = "Latitude",
      description = "Degrees north of the camera; only together with longitude.",
      min = "-90",
      max = "90",
      required = false)
  double latitude() default Double.NaN;

  @AttributeDefinition(
      name = "Longitude",
      description = "Degrees east of the camera; only together with latitude.",
      min = "-180",
      max = "180",
      required = false)
  double longitude() default Double.NaN;

  @AttributeDefinition(
      name = "Least confidence",
      description = "Percent; reads below it are not kept. 0 keeps all.",
      min = "0",
      max = "100")
  int minConfidence() default 0;
}
