package org.watchfloor.rtcc.plates.internal.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.plates.cfg}; every key has a working default. */
@ObjectClassDefinition(
    id = PlatesConfig.PID,
    name = "Plates",
    description = "How a read of a hot plate becomes an alert, and how long reads are kept.")
public @interface PlatesConfig {
  String PID = "org.watchfloor.plates";

  @AttributeDefinition(
      name = "Critical words",
      description =
          "Comma-separated; a hit whose reason has a word that begins with one of them is CRITICAL,"
              + " any other HIGH.")
  String critical_words() default
      "armed,weapon,dangerous,felony,homicide,murder,kidnap,abduct,missing,endangered,amber,"
          + "carjack,officer safety,terror";

  @AttributeDefinition(
      name = "Late after",
      description = "Minutes since capture after which the alert's title says how long ago it was.",
      min = "1")
  int late_minutes() default 60;

  @AttributeDefinition(
      name = "Possible hits from",
      description =
          "Probability, 0.05 to 1, that the vehicle bears the listed plate, from which a read that"
              + " is not exactly the plate is shown as a possible hit; for lists that have no"
              + " setting of their own. 1 for exact hits only.")
  double possible_from() default 0.5;

  /** N.C.G.S. 20-183.32: not longer than 90 days after the capture. */
  @AttributeDefinition(
      name = "Retention of reads",
      description =
          "Days after the capture until a read is deleted, within the hour; one dated in the"
              + " future counts from when it was recorded. 0 for no limit.",
      min = "0",
      max = "36500")
  int read_retention_days() default 90;

  /** The same: the law has no longer period for a read that was a hit. */
  @AttributeDefinition(
      name = "Retention of hits",
      description =
          "Days after the capture until a hit is deleted, within the hour; the queue and the"
              + " incidents keep their alerts. 0 for no limit.",
      min = "0",
      max = "36500")
  int hit_retention_days() default 90;
}
