package org.watchfloor.console.rest.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.watchfloor.sandbox}. */
@ObjectClassDefinition(
    id = SandboxConfig.PID,
    name = "Sandbox",
    description = "Whether this center is one for replays and drills.")
@interface SandboxConfig {
  String PID = "org.watchfloor.sandbox";

  @AttributeDefinition(
      name = "Sandbox",
      description =
          "Whether signals of another center may be replayed into this one. Never where people are"
              + " dispatched from.")
  boolean sandbox() default false;
}
