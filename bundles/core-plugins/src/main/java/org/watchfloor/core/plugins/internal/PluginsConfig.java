package org.watchfloor.core.plugins.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.plugins.cfg}. */
@ObjectClassDefinition(
    name = "Plugin packages",
    description = "What packages of plugins may be, and how many of a plugin are kept.")
@interface PluginsConfig {
  @AttributeDefinition(
      name = "Package size",
      description = "MiB that a package may have at most; unpacked, eight times as much.",
      min = "1",
      max = "512")
  int package_max_mib() default 32;

  @AttributeDefinition(
      name = "Versions kept",
      description =
          "Versions of a plugin, besides the one that runs, that it can be rolled back to.",
      min = "0",
      max = "100")
  int versions_kept() default 3;

  @AttributeDefinition(
      name = "Start deadline",
      description =
          "Seconds within which a plugin must be there after its bundle was started; one that runs"
              + " in a JVM of its own has three times as long.",
      min = "1",
      max = "300")
  int start_deadline_seconds() default 10;
}
