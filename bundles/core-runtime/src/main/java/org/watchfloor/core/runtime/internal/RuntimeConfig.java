package org.watchfloor.core.runtime.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.runtime.cfg}. */
@ObjectClassDefinition(name = "Runtime", description = "How sources are supervised.")
@interface RuntimeConfig {
  @AttributeDefinition(
      name = "Start deadline",
      description =
          "Milliseconds that a source may take to connect; then it is interrupted, and given up a"
              + " second later.",
      min = "100")
  long start_deadline_ms() default 8_000;

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
      name = "Notice",
      description =
          "Milliseconds after which a call into a plugin that has not returned is reported, though"
              + " not yet given up.",
      min = "10")
  long hung_notice_ms() default 4_000;

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

  @AttributeDefinition(
      name = "Threads",
      description =
          "Threads that a source's plugin may make itself, beyond those that the platform calls it"
              + " on.",
      min = "1",
      max = "10000")
  int threads_max() default 64;

  @AttributeDefinition(
      name = "Signals a second",
      description = "Signals that a source may hand in each second, in the long run.",
      min = "1",
      max = "1000000")
  int signals_per_second_max() default 1_000;

  @AttributeDefinition(
      name = "Signals at once",
      description = "Signals that a source may hand in at once after a pause.",
      min = "1",
      max = "1000000")
  int signals_burst_max() default 1_000;

  @AttributeDefinition(
      name = "Heap",
      description =
          "Percent of the heap still used after a collection above which the source that has"
              + " allocated most since there was room is quarantined. 100 for never.",
      min = "50",
      max = "100")
  int heap_percent_max() default 80;
}
