package org.watchfloor.rtcc.rules.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * {@code etc/org.watchfloor.rule~<name>.cfg}: the keys of a rule, for reading. What stands in a
 * file is read by {@link RuleParser}, so that a wrong value is a fault of one rule with a name.
 */
@ObjectClassDefinition(
    id = RuleConfig.PID,
    name = "Rule",
    description = "Signals of which an alert is made.")
@interface RuleConfig {
  String PID = "org.watchfloor.rule";

  @AttributeDefinition(name = "Title", description = "Of the alerts, 1 to 120 characters.")
  String title();

  @AttributeDefinition(
      name = "Kinds",
      description =
          "Comma-separated names of kinds, or beginnings such as river. Not plate: hot lists"
              + " raise those alerts.")
  String kinds();

  @AttributeDefinition(
      name = "Least severity",
      description = "info, low, medium, high or critical; signals of less are not looked at.",
      required = false)
  String severity_min();

  @AttributeDefinition(
      name = "Where",
      description =
          "Conditions 'field operator value', separated by semicolons; all must hold. Operators: ="
              + " != < <= > >= contains.",
      required = false)
  String where();

  @AttributeDefinition(
      name = "Near: latitude",
      description = "Degrees north of a place that the signal must be near; only with the others.",
      type = AttributeType.DOUBLE,
      required = false)
  String near_latitude();

  @AttributeDefinition(
      name = "Near: longitude",
      description = "Degrees east of that place.",
      type = AttributeType.DOUBLE,
      required = false)
  String near_longitude();

  @AttributeDefinition(
      name = "Near: metres",
      description = "How near, metres.",
      type = AttributeType.DOUBLE,
      required = false)
  String near_metres();

  @AttributeDefinition(
      name = "Severity",
      description =
          "Of the alert: info, low, medium, high or critical; that of the signal if left out.",
      required = false)
  String severity();

  @AttributeDefinition(
      name = "Quiet",
      description =
          "Seconds after an alert in which the rule makes no second one for the same device, at"
              + " most 86400; none if left out.",
      type = AttributeType.INTEGER,
      required = false)
  String quiet_seconds();

  @AttributeDefinition(
      name = "Enabled",
      description = "false switches the rule off; true if left out.",
      type = AttributeType.BOOLEAN,
      required = false)
  String enabled();
}
