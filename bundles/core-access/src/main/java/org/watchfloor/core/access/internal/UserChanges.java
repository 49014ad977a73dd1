package org.watchfloor.core.access.internal;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.core.access.internal.Trail.Act;
import org.watchfloor.core.api.access.AccessDenied;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;

/**
 * Changes of users that exist. Each is audited, then in the store, then in memory, while nobody can
 * sign in by that name; a sign-in is before it, and ends with it, or is checked against what is
 * new. Thread-safe.
 */
final class UserChanges {
  private final Tables tables;
  private final Trail trail;
  private final Clock clock;
  private final Passwords passwords;
  private final Users users;
  private final Sessions sessions;

  UserChanges(
      Tables tables,
      Trail trail,
      Clock clock,
      Passwords passwords,
      Users users,
      Sessions sessions) {
    this.tables = tables;
    this.trail = trail;
    this.clock = clock;
    this.passwords = passwords;
    this.users = users;
    this.sessions = sessions;
  }

  /**
   * @return the name of the user
   */
  String ownPassword(
      String user, String old, String password, Optional<String> sessionId, String origin)
      throws AccessDenied {
    Rules.password("newPassword", Users.plain(user), password);
    Rules.otherPassword("newPassword", old, password);
    String stays = sessionId.map(Secrets::kept).orElse("");
    return users.checked(
        user,
        old,
        origin,
        "user.password",
        known -> {
          String name = known.name();
          replace(
              known.withPassword(passwords.hash(password)),
              Act.of(name, origin, "user.password", name),
              stays);
          return name;
        });
  }

  boolean password(String name, String password, Identity by, String origin) {
    if (users.find(name) == null) {
      return false;
    }
    Rules.password("password", name, password);
    String kept = passwords.hash(password);
    synchronized (users.lock(name)) {
      User known = users.find(name);
      if (known == null) {
        return false;
      }
      replace(known.withPassword(kept), Act.of(by.name(), origin, "user.password", name), "");
      users.unlock(name);
      return true;
    }
  }

  private void replace(User user, Act act, String stays) {
    trail.act(act, () -> tables.updatePassword(user, stays));
    users.added(user);
    sessions.removed(user.name(), stays);
  }

  boolean roles(String name, Set<Role> roles, Identity by, String origin) {
    Rules.roles(roles);
    // of all changes of roles one at a time: two administrators must not take each other's away
    synchronized (users) {
      synchronized (users.lock(name)) {
        User known = users.find(name);
        if (known == null) {
          return false;
        }
        if (!roles.contains(Role.ADMIN)) {
          refuseLast(known, "roles", "must have admin");
        }
        User changed = known.withRoles(Set.copyOf(roles));
        Map<String, String> facts =
            Map.of("roles", Tables.words(roles), "before", Tables.words(known.roles()));
        trail.act(
            new Act(by.name(), origin, "user.roles", name, facts),
            () -> tables.updateRoles(changed));
        users.added(changed);
        return true;
      }
    }
  }

  boolean remove(String name, Identity by, String origin) {
    synchronized (users) {
      synchronized (users.lock(name)) {
        User known = users.find(name);
        if (known == null) {
          return false;
        }
        refuseLast(known, "name", "cannot be removed");
        Map<String, String> facts = Map.of("roles", Tables.words(known.roles()));
        trail.act(
            new Act(by.name(), origin, "user.remove", name, facts),
            () -> tables.remove(known, by.name(), clock.instant()));
        users.removed(known);
        sessions.removed(name, "");
        return true;
      }
    }
  }

  private void refuseLast(User user, String field, String what) {
    boolean last =
        user.roles().contains(Role.ADMIN)
            && users.all().stream().filter(other -> other.may(Role.ADMIN)).count() == 1;
    if (last) {
      throw new IllegalArgumentException(
          field
              + ": "
              + user.name()
              + " is the only administrator and "
              + what
              + "; give another user the role admin first");
    }
  }
}
