package com.example.watchfloor.rivergauge.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for one broker. */
@ObjectClassDefinition(name = "River gauge", description = "Levels of rivers from an MQTT broker.")
@interface RiverGaugeConfig {
  @AttributeDefinition(
      name = "Broker",
      description = "Address of the MQTT broker, tcp://host:1883 or ssl://host:8883.")
  String broker();

  @AttributeDefinition(
      name = "Topic",
      description = "What is subscribed to; + stands for one level, # at the end for all below.")
  String topic() default "river/+/level";

  @AttributeDefinition(
      name = "User",
      description = "Name to sign in at the broker; empty where it asks for none.")
  String user() default "";

  @AttributeDefinition(
      name = "Password",
      description = "Password to sign in at the broker; used only with a user.",
      type = AttributeType.PASSWORD)
  String _password() default "";

  @AttributeDefinition(
      name = "Authority",
      description = "PEM file of the authority that signed an ssl broker's certificate.")
  String caFile() default "";

  @AttributeDefinition(
      name = "High from",
      description = "Metres: from this level on a signal is high, and an alert.")
  double highMetres() default 3;

  @AttributeDefinition(
      name = "Critical from",
      description = "Metres: from this level on a signal is critical; above the high one.")
  double criticalMetres() default 4;
}
