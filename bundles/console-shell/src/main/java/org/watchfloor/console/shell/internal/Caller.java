package org.watchfloor.console.shell.internal;

import java.security.AccessController;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Set;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;

/**
 * Who runs a command, as JAAS knows it.
 *
 * @param identity name, and those of the principals' roles that are the center's
 * @param origin {@code ssh 127.0.0.1}, or {@code local} for the console of the process
 */
record Caller(Identity identity, String origin) {
  /**
   * Of the current thread.
   *
   * @throws IllegalStateException if nobody is signed in
   */
  static Caller current() {
    return of(subject());
  }

  /**
   * Marked for removal in newer Java, but what Karaf 4.4 keeps the user in; its successor does not
   * exist in Java 17.
   */
  @SuppressWarnings("removal")
  private static @Nullable Subject subject() {
    return Subject.getSubject(AccessController.getContext());
  }

  static Caller of(@Nullable Subject subject) {
    String name = "";
    String origin = "local";
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Principal principal : subject == null ? Set.<Principal>of() : subject.getPrincipals()) {
      // By name: the classes are Karaf's and no API.
      switch (principal.getClass().getSimpleName()) {
        case "UserPrincipal" -> name = principal.getName();
        case "ClientPrincipal" -> origin = origin(principal.getName());
        case "RolePrincipal" -> add(roles, principal.getName());
        default -> {}
      }
    }
    if (name.isEmpty()) {
      throw new IllegalStateException("nobody is signed in to this session");
    }
    return new Caller(new Identity(name, roles), origin);
  }

  /** {@code ssh(/127.0.0.1:40312)} as {@code ssh 127.0.0.1}. */
  private static String origin(String client) {
    return client.replaceFirst("^([a-z]+)\\(.*/(.*):[0-9]+\\)$", "$1 $2");
  }

  private static void add(Set<Role> roles, String word) {
    for (Role role : Role.values()) {
      if (role.word().equals(word)) {
        roles.add(role);
      }
    }
  }

  Actor actor() {
    return new Actor(identity.name(), origin);
  }
}
