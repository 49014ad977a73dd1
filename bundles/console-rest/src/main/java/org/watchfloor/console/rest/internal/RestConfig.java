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
      name = "Streams in all",
      description = "Event and picture streams that may be open at a time.",
      min = "1")
  int streams_total() default 2000;

  @AttributeDefinition(
      name = "Entries behind",
      description =
          "Entries of the journal that an event stream may fall behind and still get every signal;"
              + " one that is farther behind gets alerts and changes, and is told which signals it"
              + " did not get.",
      min = "1000")
  int events_behind_max() default 100000;

  @AttributeDefinition(
      name = "Largest upload",
      description =
          "MiB that a plugin's package may have here; package.max.mib of org.watchfloor.plugins"
              + " holds as well.",
      min = "1",
      max = "512")
  int upload_max_mib() default 32;
}
