package org.watchfloor.core.access.internal;

import java.security.Principal;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;

/** What a user is to Karaf: the center's role words, and Karaf's own for an administrator. */
final class ShellPrincipals {
  /** The roles of people; a sensor has no business in a shell. */
  private static final Set<Role> PEOPLE = EnumSet.complementOf(EnumSet.of(Role.SENSOR));

  private ShellPrincipals() {}

  static Set<Principal> of(Identity identity) {
    Set<String> words = new TreeSet<>();
    identity.roles().forEach(role -> words.add(role.word()));
    if (identity.roles().stream().anyMatch(PEOPLE::contains)) {
      words.add("ssh"); // sshRole in org.apache.karaf.shell.cfg
    }
    if (identity.may(Role.ADMIN)) {
      // What Karaf's own commands ask for, org.apache.karaf.command.acl.*.cfg.
      words.addAll(Set.of("manager", "viewer", "systembundles"));
    }
    Set<Principal> principals = new LinkedHashSet<>();
    principals.add(new UserPrincipal(identity.name()));
    words.forEach(word -> principals.add(new RolePrincipal(word)));
    return principals;
  }
}
