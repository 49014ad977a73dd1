package org.watchfloor.camel.routes.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.routes.cfg}. */
@ObjectClassDefinition(
    name = "Watchfloor routes",
    description = "Routes that integrators write as YAML files in etc/routes.")
@interface RoutesConfig {
  @AttributeDefinition(
      name = "Folder",
      description = "Where the files *.yaml lie; empty for etc/routes.",
      required = false)
  String folder() default "";

  @AttributeDefinition(
      name = "Schemes",
      description = "Components that a route may use, by the scheme of their addresses.")
  String[] schemes() default {
    "alertbus",
    "timer",
    "scheduler",
    "direct",
    "seda",
    "log",
    "file",
    "netty",
    "sftp",
    "kafka",
    "mqtt"
  };

  @AttributeDefinition(
      name = "Look again",
      description = "Milliseconds between two looks at the folder.",
      min = "100",
      max = "3600000")
  int scan_ms() default 2_000;

  @AttributeDefinition(
      name = "Largest file",
      description = "KiB; a larger file is not read.",
      min = "1",
      max = "16384")
  int file_max_kib() default 256;
}
