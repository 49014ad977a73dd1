package org.watchfloor.rtcc.incidents.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.incidents.cfg}; every key has a working default. */
@ObjectClassDefinition(
    id = IncidentsConfig.PID,
    name = "Incidents",
    description = "How alerts become rows of the queue and incidents.")
@interface IncidentsConfig {
  String PID = "org.watchfloor.incidents";

  @AttributeDefinition(
      name = "Reactivation window",
      description =
          "Seconds; an alert with the correlation key of an open row that is no farther from it in"
              + " time is counted on that row. 0 makes each alert a row of its own.",
      min = "0",
      max = "86400")
  int reactivation_window_seconds() default 120;

  /** The journal's 30 days, after which nothing is delivered again, and half of them more. */
  @AttributeDefinition(
      name = "Retention of what was seen",
      description =
          "Days after which the ids of alerts that are counted on another's row, and pictures of"
              + " alerts without an incident, are deleted. Must be more than retention.days of the"
              + " journal. Rows of the queue and incidents stay. 0 for no limit.",
      min = "0",
      max = "36500")
  int seen_retention_days() default 45;
}
