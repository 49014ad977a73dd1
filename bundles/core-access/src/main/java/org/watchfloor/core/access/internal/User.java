package org.watchfloor.core.access.internal;

import java.time.Instant;
import java.util.Set;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;

/**
 * A row of {@code access_user}.
 *
 * @param password as {@link Passwords#hash} made it
 */
record User(String name, String password, Set<Role> roles, String createdBy, Instant createdAt) {
  Identity identity() {
    return new Identity(name, roles);
  }

  User withPassword(String other) {
    return new User(name, other, roles, createdBy, createdAt);
  }

  User withRoles(Set<Role> others) {
    return new User(name, password, others, createdBy, createdAt);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "User[" + name + "]";
  }
}
