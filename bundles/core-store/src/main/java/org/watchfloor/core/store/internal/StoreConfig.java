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
      min = "0",
      max = "600000")
  int busy_timeout_ms() default Settings.BUSY_TIMEOUT_MS;

  @AttributeDefinition(
      name = "Readers",
      description = "Connections for queries, besides the one that writes.",
      min = "1",
      max = "64")
  int readers() default Settings.READERS;

  @AttributeDefinition(
      name = "Free disk space",
      description = "MiB; the health check warns below it, and is critical below an eighth of it.",
      min = "0",
      max = "1073741824")
  long disk_min_free_mib() default Settings.DISK_MIN_FREE_MIB;

  @AttributeDefinition(
      name = "Largest media",
      description = "Bytes; larger pictures and sounds are refused.",
      min = "1",
      max = "2147483647")
  long media_max_bytes() default Settings.MEDIA_MAX_BYTES;

  @AttributeDefinition(
      name = "Media retention",
      description = "Days after which media are deleted unless they came in again; 0 keeps all.",
      min = "0",
      max = "36500")
  int media_retention_days() default Settings.MEDIA_RETENTION_DAYS;
}
