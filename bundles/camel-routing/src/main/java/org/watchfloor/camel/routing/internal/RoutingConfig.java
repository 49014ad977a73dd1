package org.watchfloor.camel.routing.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Limits of the ways in, {@code etc/org.watchfloor.routing.cfg}. */
@ObjectClassDefinition(
    name = "Watchfloor routing",
    description = "Limits of the ways in that the platform opens for sources.")
@interface RoutingConfig {
  @AttributeDefinition(
      name = "Decoder threads",
      description = "Threads that decode messages, for all sources together. A source uses one.",
      min = "1",
      max = "256")
  int threads() default 16;

  @AttributeDefinition(
      name = "Queue",
      description =
          "Messages of one source that may wait for its decoder; more are answered 429, or held back.",
      min = "1",
      max = "100000")
  int queue_max() default 1_000;

  @AttributeDefinition(
      name = "Memory",
      description =
          "MiB of messages that may be held at once; more are answered 429, or held back.",
      min = "1",
      max = "16384")
  int held_max_mib() default 128;

  @AttributeDefinition(
      name = "Time limit",
      description =
          "Milliseconds that a message may take to come whole, a peer to answer, or a webhook's request"
              + " to be answered.",
      min = "1000",
      max = "600000")
  int timeout_ms() default 30_000;

  @AttributeDefinition(
      name = "TCP connections",
      description = "Connections that one source takes at once; more are closed.",
      min = "1",
      max = "10000")
  int tcp_connections_max() default 256;

  @AttributeDefinition(
      name = "TCP silence",
      description = "Seconds after which a connection that nothing came over is closed.",
      min = "1",
      max = "604800")
  int tcp_idle_s() default 3_600;
}
