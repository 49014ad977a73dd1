package org.watchfloor.console.rest.internal.http;

import java.util.Set;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;

/**
 * Who may call a route.
 *
 * @param signedIn whether a session or a token is needed at all
 * @param loopback whether a caller on this machine needs neither
 * @param anyOf roles of which one is enough; empty for everybody who is signed in
 */
public record Need(boolean signedIn, boolean loopback, Set<Role> anyOf) {
  public static final Need NOBODY = new Need(false, false, Set.of());
  public static final Need SIGNED_IN = new Need(true, false, Set.of());

  public Need {
    anyOf = Set.copyOf(anyOf);
  }

  public static Need of(Role... roles) {
    return new Need(true, false, Set.of(roles));
  }

  /** A role, or a caller on this machine. */
  public static Need loopbackOr(Role role) {
    return new Need(true, true, Set.of(role));
  }

  public boolean metBy(Identity identity) {
    return anyOf.isEmpty() || anyOf.stream().anyMatch(identity::may);
  }

  /** The roles in words, for problems and the description. */
  public String words() {
    return String.join(" or ", anyOf.stream().map(Role::word).sorted().toList());
  }
}
