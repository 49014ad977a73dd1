package org.watchfloor.console.rest.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.watchfloor.rest}; every key has a working default. */
@ObjectClassDefinition(
    id = RestConfig.PID,
    name = "REST",
    description = "REST, server-sent events and live pictures.")
public @interface RestConfig {
  String PID = "org.watchfloor.rest";

  @AttributeDefinition(
      name = "Streams per identity",
      description = "Event and picture streams that one user or token may have open at a time.",
      min = "1")
  int streams_per_identity() default 50;

  @AttributeDefinition(
      name = "Largest upload",
      description =
          "MiB that a plugin's package may have here; package.max.mib of org.watchfloor.plugins"
              + " holds as well.",
      min = "1",
      max = "512")
  int upload_max_mib() default 32;
}
