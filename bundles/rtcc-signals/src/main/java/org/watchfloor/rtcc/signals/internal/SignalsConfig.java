package org.watchfloor.rtcc.signals.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.signals.cfg}; every key has a working default. */
@ObjectClassDefinition(
    id = SignalsConfig.PID,
    name = "Signals",
    description = "How long the history of signals is kept.")
@interface SignalsConfig {
  String PID = "org.watchfloor.signals";

  @AttributeDefinition(
      name = "Retention",
      description =
          "Days after it was received until a signal is deleted from the history, within the hour;"
              + " the queue and the incidents keep their alerts. 0 for no limit.",
      min = "0",
      max = "36500")
  int retention_days() default 30;

  @AttributeDefinition(
      name = "Most signals",
      description =
          "Signals that the history holds; the oldest above it are deleted, within the hour. Saves"
              + " the disk from a device that never stops. 0 for no limit.",
      min = "0",
      max = "1000000000")
  long retention_signals() default 5_000_000;
}
