package org.watchfloor.core.health.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.health.cfg}. */
@ObjectClassDefinition(name = "Health", description = "When the center calls itself ready.")
@interface HealthConfig {
  @AttributeDefinition(
      name = "Required",
      description = "Names of the parts without which the center is not ready.")
  String[] required() default {"journal", "store", "access", "audit", "rest"};
}
