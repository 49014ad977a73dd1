package org.watchfloor.console.shell.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.watchfloor.replay}. */
@ObjectClassDefinition(
    id = ReplayConfig.PID,
    name = "Replay",
    description = "Where rtcc:replay --into sandbox sends to.")
@interface ReplayConfig {
  String PID = "org.watchfloor.replay";

  @AttributeDefinition(
      name = "Address",
      description = "Address of the sandbox, https://127.0.0.1:9443; empty for none.",
      required = false)
  String url() default "";

  @AttributeDefinition(
      name = "Token file",
      description = "File that holds an API token of the sandbox with the role sensor.",
      required = false)
  String token_file() default "";
}
