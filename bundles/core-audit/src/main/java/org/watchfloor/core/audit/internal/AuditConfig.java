package org.watchfloor.core.audit.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.watchfloor.audit}; every key has a working default. */
@ObjectClassDefinition(
    id = AuditConfig.PID,
    name = "Audit log",
    description = "Who saw and did what and why, in data/watchfloor/audit. Nothing is deleted.")
public @interface AuditConfig {
  String PID = "org.watchfloor.audit";

  @AttributeDefinition(
      name = "File size",
      description = "Bytes after which a new file is begun.",
      min = "65536")
  long rotate_bytes() default 64L << 20;

  @AttributeDefinition(
      name = "Verification",
      description = "Hours between verifications of the whole chain; 0 turns them off.",
      min = "0")
  int verify_hours() default 24;

  @AttributeDefinition(
      name = "Free disk space",
      description = "MiB; the health check warns below it.",
      min = "0")
  long disk_min_free_mib() default 256;
}
