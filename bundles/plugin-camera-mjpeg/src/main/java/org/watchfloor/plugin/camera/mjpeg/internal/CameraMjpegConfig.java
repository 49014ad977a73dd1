package org.watchfloor.plugin.camera.mjpeg.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for one camera. */
@ObjectClassDefinition(
    name = "HTTP camera (JPEG, MJPEG)",
    description =
        "One camera that serves JPEG snapshots, MJPEG or both over HTTP. One of snapshot.url and"
            + " stream.url must be set.")
@interface CameraMjpegConfig {
  @AttributeDefinition(
      name = "Snapshot address",
      description = "http or https address that answers with one JPEG.",
      required = false)
  String snapshot_url() default "";

  @AttributeDefinition(
      name = "Stream address",
      description = "http or https address that answers with multipart/x-mixed-replace of JPEGs.",
      required = false)
  String stream_url() default "";

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
      name = "Timeout",
      description =
          "Seconds to wait for a connection, for a picture, and for the next picture of a stream.",
      min = "1",
      max = "30")
  int timeout_seconds() default 5;

  @AttributeDefinition(
      name = "Check interval",
      description = "Seconds between two checks that the camera still answers, +-10 %.",
      min = "5",
      max = "3600")
  int check_seconds() default 60;

  @AttributeDefinition(
      name = "Largest picture",
      description = "Bytes; a larger picture is refused.",
      min = "1024",
      max = "67108864")
  int max_bytes() default 4194304;

  @AttributeDefinition(
      name = "Trusted certificate",
      description =
          "SHA-256 fingerprint (64 hexadecimal digits, colons allowed) of the camera's own"
              + " certificate, for https with a self-signed one; empty to trust public authorities.",
      required = false)
  String trust_certificate() default "";
}
