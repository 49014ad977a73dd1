package org.watchfloor.console.web.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.console.cfg}. */
@ObjectClassDefinition(name = "Screens", description = "What the operators' screens say.")
@interface ConsoleConfig {
  @AttributeDefinition(name = "Name", description = "Of the center, on top of every screen.")
  String name() default "Watchfloor";

  @AttributeDefinition(
      name = "Time zone",
      description =
          "In which the screens show time, for instance America/Chicago. Empty: the machine's.")
  String time_zone() default "";
}
