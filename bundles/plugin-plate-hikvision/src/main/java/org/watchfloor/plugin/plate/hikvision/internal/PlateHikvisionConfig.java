package org.watchfloor.plugin.plate.hikvision.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for one camera or recorder. */
@ObjectClassDefinition(
    name = "Hikvision ANPR",
    description =
        "Plate reads of one Hikvision camera or recorder (ISAPI): asked for at address, or posted by"
            + " the device to /hooks/<source id>/<secret>. One of address and .secret must be set.")
@interface PlateHikvisionConfig {
  @AttributeDefinition(
      name = "Address",
      description =
          "http or https address of the device, without a path, whose stream of alerts is read;"
              + " empty if only the device sends.",
      required = false)
  String address() default "";

  @AttributeDefinition(
      name = "User",
      description = "User name at the device, with the right to be notified of events.",
      required = false)
  String user() default "";

  @AttributeDefinition(
      name = "Password",
      description = "Password at the device.",
      type = AttributeType.PASSWORD,
      required = false)
  String _password() default "";

  @AttributeDefinition(
      name = "Trusted certificate",
      description =
          "SHA-256 fingerprint (64 hexadecimal digits, colons allowed) of the device's own"
              + " certificate, for https with a self-signed one; empty to trust public authorities.",
      required = false)
  String trust_certificate() default "";

  @AttributeDefinition(
      name = "Silence",
      description =
          "Seconds without a byte of the stream after which the device is taken for lost; it sends"
              + " a sign of life every 10 s or so.",
      min = "10",
      max = "600")
  int silence_seconds() default 60;

  @AttributeDefinition(
      name = "Secret",
      description =
          "Last part of the URL that the device posts to, at least 8 characters; use letters, digits"
              + " and hyphens. Empty if the device does not send.",
      type = AttributeType.PASSWORD,
      required = false)
  String _secret() default "";

  @AttributeDefinition(
      name = "Time zone",
      description =
          "Zone of the device's clock, for instance America/Chicago, for firmware that sends times"
              + " without an offset; empty refuses such times.",
      required = false)
  String timeZone() default "";

  @AttributeDefinition(
      name = "Latitude",
      description =
          "Degrees north of the camera, in the place of what the device says; only together with"
              + " longitude.",
      min = "-90",
      max = "90",
      required = false)
  double latitude() default Double.NaN;

  @AttributeDefinition(
      name = "Longitude",
      description =
          "Degrees east of the camera, in the place of what the device says; only together with"
              + " latitude.",
      min = "-180",
      max = "180",
      required = false)
  double longitude() default Double.NaN;

  @AttributeDefinition(
      name = "Least confidence",
      description =
          "Percent; reads below it are acknowledged to the device and not kept. 0 keeps all.",
      min = "0",
      max = "100")
  int minConfidence() default 0;
}
