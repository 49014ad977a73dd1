package org.watchfloor.rtcc.rules.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.rules.cfg}; every key has a working default. */
@ObjectClassDefinition(
    id = RulesConfig.PID,
    name = "Alerts of kinds",
    description = "Which kinds that ask for alerts get none.")
@interface RulesConfig {
  String PID = "org.watchfloor.rules";

  @AttributeDefinition(
      name = "Muted kinds",
      description =
          "Comma-separated names of kinds, or beginnings such as river; no alert comes of them by"
              + " what their plugin says. Rules of the agency still see them.")
  String muted_kinds() default "";
}
