package org.watchfloor.camel.routing.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Limits of the ways in, {@code etc/org.watchfloor.routing.cfg}. */
@ObjectClassDefinition(
    name = "Watchfloor routing",
    description = "Limits of the webhooks that sources are sent their messages by.")
@interface RoutingConfig {
  @AttributeDefinition(
      name = "Decoder threads",
      description = "Threads that decode messages, for all sources together. A source uses one.",
      min = "1",
      max = "256")
  int threads() default 16;

  @AttributeDefinition(
      name = "Queue",
      description = "Messages of one source that may wait for its decoder; more are answered 429.",
      min = "1",
      max = "100000")
  int queue_max() default 1_000;

  @AttributeDefinition(
      name = "Memory",
      description = "MiB of messages that may be held at once; more are answered 429.",
      min = "1",
      max = "16384")
  int held_max_mib() default 128;

  @AttributeDefinition(
      name = "Time limit",
      description =
          "Milliseconds from a request's first byte to its answer; then it is answered 503.",
      min = "1000",
      max = "600000")
  int timeout_ms() default 30_000;
}
