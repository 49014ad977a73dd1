package org.watchfloor.core.isolation.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.isolation.cfg}. */
@ObjectClassDefinition(
    name = "Isolation",
    description = "JVMs of plugins that run in one of their own. A change starts them anew.")
@interface IsolationConfig {
  @AttributeDefinition(
      name = "Heap",
      description = "MiB of heap that each plugin's JVM may use; it ends when that is not enough.",
      min = "16",
      max = "65536")
  int heap_mb() default 128;

  @AttributeDefinition(
      name = "Start deadline",
      description = "Milliseconds that a JVM may take until its plugin answers.",
      min = "1000")
  long start_deadline_ms() default 30_000;

  @AttributeDefinition(
      name = "Silence",
      description = "Milliseconds without an answer after which a JVM is ended and replaced.",
      min = "800",
      max = "60000")
  long silence_ms() default 4_000;

  @AttributeDefinition(
      name = "Shortest pause",
      description = "Milliseconds until a JVM that ended is replaced; doubled each time.",
      min = "100")
  long restart_min_ms() default 500;

  @AttributeDefinition(
      name = "Longest pause",
      description = "Milliseconds until a JVM that ended is replaced, at most.",
      min = "100")
  long restart_max_ms() default 60_000;

  @AttributeDefinition(
      name = "JVM options",
      description = "Further options of each JVM, parted by commas; may not hold secrets.",
      required = false)
  String[] jvm_options() default {};

  @AttributeDefinition(
      name = "Command prefix",
      description =
          "Program and arguments, parted by commas, put before each JVM's command line, to confine"
              + " it further: it must run the rest in its own place and pass standard input on.",
      required = false)
  String[] command_prefix() default {};
}
