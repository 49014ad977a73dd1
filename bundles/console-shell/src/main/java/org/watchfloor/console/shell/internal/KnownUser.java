package org.watchfloor.console.shell.internal;

import org.watchfloor.core.api.access.Access;

/** Whether there is a user of a name, and what is said if not. */
final class KnownUser {
  private KnownUser() {}

  /**
   * @throws IllegalArgumentException if there is none
   */
  static void check(Access access, String name) {
    if (access.users().stream().noneMatch(user -> user.name().equals(name))) {
      throw unknown(name);
    }
  }

  static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "name: there is no user \"" + name + "\"; see rtcc:user-list");
  }
}
