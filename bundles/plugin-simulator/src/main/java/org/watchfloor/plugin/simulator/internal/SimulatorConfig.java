package org.watchfloor.plugin.simulator.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for the simulated city. */
@ObjectClassDefinition(
    name = "Demo city (simulated)",
    description =
        "Simulated data, not a device: draws the pictures of 24 cameras and sends plate reads and"
            + " gunshots to this center by script.")
@interface SimulatorConfig {
  @AttributeDefinition(
      name = "Center",
      description = "https address of the center that the city sends to, without a path.")
  String center_url() default "https://localhost:8443";

  @AttributeDefinition(
      name = "Key store",
      description =
          "PKCS12 file that holds the center's certificate: this very certificate is trusted, and"
              + " no other.")
  String trust_keystore();

  @AttributeDefinition(
      name = "Key store password",
      description = "Password of the key store.",
      type = AttributeType.PASSWORD)
  String _trustPassword();

  @AttributeDefinition(
      name = "Token file",
      description =
          "JSON file with the field token, of a supervisor or administrator: for the inventory and"
              + " the hot list. Without it both are left as they are.",
      required = false)
  String token_file() default "";

  @AttributeDefinition(
      name = "Webhook secret",
      description = "Secret of the plate readers demo-1 to demo-6 and of the gunshot sensor demo.",
      type = AttributeType.PASSWORD)
  String _secret();

  @AttributeDefinition(
      name = "Picture port",
      description = "Port on 127.0.0.1 that serves the cameras' pictures; 0 for any free one.",
      min = "0",
      max = "65535")
  int picture_port() default 18080;

  @AttributeDefinition(
      name = "Camera user",
      description = "User name that the simulated cameras ask for.")
  String user() default "demo";

  @AttributeDefinition(
      name = "Camera password",
      description = "Password that the simulated cameras ask for, at least 8 characters.",
      type = AttributeType.PASSWORD)
  String _password();
}
