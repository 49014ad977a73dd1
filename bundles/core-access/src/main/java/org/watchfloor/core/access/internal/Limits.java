package org.watchfloor.core.access.internal;

import java.time.Duration;

/**
 * How costly passwords and how long sessions are.
 *
 * @param iterations of PBKDF2 for new passwords
 * @param idle a session ends when it was not used for so long
 * @param absolute a session ends when it is so old
 */
record Limits(int iterations, Duration idle, Duration absolute) {
  static Limits of(AccessConfig config) {
    return new Limits(
        Math.max(config.password_iterations(), Passwords.MIN_ITERATIONS),
        Duration.ofMinutes(config.session_idle_minutes()),
        Duration.ofHours(config.session_max_hours()));
  }
}
