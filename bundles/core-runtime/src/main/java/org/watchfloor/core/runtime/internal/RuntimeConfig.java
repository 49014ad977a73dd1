package org.watchfloor.core.runtime.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.runtime.cfg}. */
@ObjectClassDefinition(name = "Runtime", description = "How sources are supervised.")
@interface RuntimeConfig {
  @AttributeDefinition(
      name = "Start deadline",
      description = "Milliseconds that a source may take to connect.",
      min = "100")
  long start_deadline_ms() default 30_000;

  @AttributeDefinition(
      name = "Call deadline",
      description = "Milliseconds that any other call into a plugin may take, decoding included.",
      min = "10")
  long call_deadline_ms() default 5_000;

  @AttributeDefinition(
      name = "Close deadline",
      description = "Milliseconds that a source may take to close.",
      min = "10")
  long close_deadline_ms() default 5_000;

  @AttributeDefinition(
      name = "Shortest back-off",
      description = "Milliseconds before the first new attempt; doubled with each further one.",
      min = "10")
  long backoff_min_ms() default 1_000;

  @AttributeDefinition(
      name = "Longest back-off",
      description = "Milliseconds between two attempts at most.",
      min = "10")
  long backoff_max_ms() default 300_000;

  @AttributeDefinition(
      name = "Quarantine after",
      description = "Crashes and hangs within the window after which a source is quarantined.",
      min = "1",
      max = "1000")
  int quarantine_crashes() default 5;

  @AttributeDefinition(
      name = "Quarantine window",
      description = "Minutes in which crashes and hangs are counted.",
      min = "1")
  long quarantine_minutes() default 10;

  @AttributeDefinition(
      name = "Update grace",
      description =
          "Milliseconds that the way in of a source stays open, and answers that it is unavailable,"
              + " after its plugin has gone: an update is over by then.",
      min = "0")
  long update_grace_ms() default 30_000;
}
