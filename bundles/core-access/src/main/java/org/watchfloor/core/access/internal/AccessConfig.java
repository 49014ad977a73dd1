package org.watchfloor.core.access.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.watchfloor.access}; every key has a working default. */
@ObjectClassDefinition(
    id = AccessConfig.PID,
    name = "Access",
    description = "How passwords are kept and how long a sign-in lasts.")
public @interface AccessConfig {
  String PID = "org.watchfloor.access";

  @AttributeDefinition(
      name = "Password iterations",
      description =
          "Rounds of PBKDF2-HMAC-SHA256 for new passwords; a lower value than the default is not"
              + " used.",
      min = "600000")
  int password_iterations() default Passwords.MIN_ITERATIONS;

  @AttributeDefinition(
      name = "Idle time",
      description = "Minutes without a request after which a session ends.",
      min = "1",
      max = "1440")
  int session_idle_minutes() default 30;

  @AttributeDefinition(
      name = "Session length",
      description = "Hours after which a session ends even if it is used.",
      min = "1",
      max = "168")
  int session_max_hours() default 12;
}
