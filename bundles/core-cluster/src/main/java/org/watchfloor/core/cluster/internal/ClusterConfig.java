package org.watchfloor.core.cluster.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keys of {@code etc/org.watchfloor.cluster.cfg}. */
@ObjectClassDefinition(
    id = "org.watchfloor.cluster",
    name = "Cluster",
    description = "Two or three nodes that are one center.")
@interface ClusterConfig {
  @AttributeDefinition(
      name = "Enabled",
      description = "Whether this center is one of several nodes.")
  boolean enabled() default false;

  @AttributeDefinition(
      name = "Node",
      description = "Name of this node, one of those in members.",
      required = false)
  String node() default "";

  @AttributeDefinition(
      name = "Members",
      description = "All nodes, two or three, each name@host:port; the same on every node.",
      required = false)
  String[] members() default {};

  @AttributeDefinition(
      name = "Bind",
      description = "Address of this machine to listen at; empty for the host in members.",
      required = false)
  String bind() default "";

  @AttributeDefinition(
      name = "Secret",
      description = "What the nodes prove to each other that they know; at least 32 characters.",
      type = AttributeType.PASSWORD,
      required = false)
  String secret() default "";

  @AttributeDefinition(
      name = "Failure, ms",
      description = "Milliseconds without an answer after which a node counts as gone.",
      min = "300",
      max = "60000")
  int failure_ms() default 1_500;

  @AttributeDefinition(
      name = "Receipt copies",
      description = "Disks that a signal is on before its sender gets a receipt.",
      min = "2",
      max = "3")
  int receipt_copies() default 2;

  @AttributeDefinition(
      name = "Alone",
      description = "What the preferred one of two nodes does while the other is gone.",
      options = {
        @org.osgi.service.metatype.annotations.Option("refuse"),
        @org.osgi.service.metatype.annotations.Option("accept")
      })
  String alone() default "refuse";

  @AttributeDefinition(
      name = "Prefer",
      description = "Node that goes on alone, of two; needed with alone = accept.",
      required = false)
  String prefer() default "";
}
