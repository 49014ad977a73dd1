package org.watchfloor.core.store.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.watchfloor.store}; every key has a working default. */
@ObjectClassDefinition(
    id = StoreConfig.PID,
    name = "Store",
    description = "Relational data in data/watchfloor/store.db, media in data/watchfloor/media.")
public @interface StoreConfig {
  String PID = "org.watchfloor.store";

  @AttributeDefinition(
      name = "Busy timeout",
      description = "Milliseconds to wait for a lock that another process holds on the file.",
      min = "0")
  int busy_timeout_ms() default 5_000;

  @AttributeDefinition(
      name = "Readers",
      description = "Connections for queries, besides the one that writes.",
      min = "1",
      max = "64")
  int readers() default 4;

  @AttributeDefinition(
      name = "Free disk space",
      description = "MiB; the health check warns below it, and is critical below an eighth of it.",
      min = "0")
  long disk_min_free_mib() default 1_024;

  @AttributeDefinition(
      name = "Largest media",
      description = "Bytes; larger pictures and sounds are refused.",
      min = "1")
  long media_max_bytes() default 8L << 20;

  @AttributeDefinition(
      name = "Media retention",
      description = "Days after which media are deleted unless they came in again; 0 keeps all.",
      min = "0")
  int media_retention_days() default 30;
}
