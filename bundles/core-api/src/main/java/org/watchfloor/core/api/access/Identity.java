package org.watchfloor.core.api.access;

import java.util.Set;

/**
 * Who is asking, once known.
 *
 * @param name user name, or {@code token:<name>}
 * @param roles what they may do
 */
public record Identity(String name, Set<Role> roles) {
  public Identity {
    roles = Set.copyOf(roles);
  }

  public boolean may(Role role) {
    return roles.contains(role);
  }
}
