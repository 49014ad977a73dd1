package org.watchfloor.core.deadletters.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.deadletters.cfg}; every key has a working default. */
@ObjectClassDefinition(
    id = DeadLettersConfig.PID,
    name = "Dead letters",
    description = "Messages of vendors that no decoder understood.")
@interface DeadLettersConfig {
  String PID = "org.watchfloor.deadletters";

  @AttributeDefinition(
      name = "Letters",
      description = "How many are kept at most; beyond it the oldest of the fullest source goes.",
      min = "1",
      max = "1000000")
  int max_count() default Settings.COUNT;

  @AttributeDefinition(
      name = "Size",
      description = "MiB of bodies and headers that are kept at most.",
      min = "1",
      max = "65536")
  int max_mib() default Settings.MIB;

  @AttributeDefinition(
      name = "Days",
      description = "Days after which a letter is deleted; 0 keeps it until there are too many.",
      min = "0",
      max = "36500")
  int keep_days() default Settings.DAYS;

  @AttributeDefinition(
      name = "Share of a source",
      description = "Percent of the letters and of their size that one source may take.",
      min = "1",
      max = "100")
  int source_share_percent() default Settings.SHARE;
}
