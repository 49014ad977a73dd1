package org.watchfloor.core.access.internal;

import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.access.internal.Trail.Act;
import org.watchfloor.core.api.access.AccessDenied;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;

/** Users and the check of their passwords. Thread-safe. Held in memory, kept in the store. */
final class Users {
  private static final int MAX_NAME = 64;
  private static final int STRIPES = 64;
  private static final int PATIENCE_SECONDS = 5;

  private final Tables tables;
  private final Mirror mirror;
  private final Trail trail;
  private final Clock clock;
  private final Passwords passwords;
  private final Lockout lockout;
  private final Map<String, User> byName = new ConcurrentHashMap<>();
  private final Set<String> removed = ConcurrentHashMap.newKeySet();

  /**
   * Of one name one password is checked at a time, so that no more than 5 can be tried, and not
   * while the user is being changed.
   */
  private final Object[] stripes = new Object[STRIPES];

  /** Half of the processors at most check passwords; the rest serves those who are in. */
  private final Semaphore checks =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  Users(Tables tables, Mirror mirror, Trail trail, Clock clock, Passwords passwords) {
    this.tables = tables;
    this.mirror = mirror;
    this.trail = trail;
    this.clock = clock;
    this.passwords = passwords;
    this.lockout = new Lockout(clock);
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Object();
    }
    reload();
  }

  /** Takes what is in the store, where other nodes may have changed it. */
  void reload() {
    long before = mirror.changes();
    Map<String, User> users = new HashMap<>();
    tables.users().forEach(user -> users.put(user.name(), user));
    List<String> names = tables.removedNames();
    mirror.replace(
        before,
        () -> {
          byName.putAll(users);
          byName.keySet().retainAll(users.keySet());
          removed.addAll(names);
        });
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  @Nullable User find(String name) {
    return byName.get(name);
  }

  List<Identity> all() {
    return byName.values().stream()
        .sorted(Comparator.comparing(User::name))
        .map(User::identity)
        .toList();
  }

  /** What is done with a user whose password was right. */
  interface Then<T> {
    T with(User known);
  }

  /**
   * Checks name and password, and does something before the user can be changed or removed. Tells
   * the audit log of refusals only.
   */
  <T> T checked(String user, String password, String origin, String action, Then<T> then)
      throws AccessDenied {
    String name = plain(user);
    Act act = Act.of(name, origin, action, name);
    synchronized (lock(name)) {
      refuseLocked(name, act);
      User known = byName.get(name);
      if (!matches(password, known == null ? null : known.password()) || known == null) {
        lockout.wrong(name);
        trail.denied(act, "wrong name or password");
        throw new AccessDenied("The name or the password is wrong.", false);
      }
      lockout.right(name);
      return then.with(strengthened(known, password));
    }
  }

  /** To be held by whoever changes a user. Whoever holds this object as well took it before. */
  Object lock(String name) {
    return stripes[Math.floorMod(name.hashCode(), STRIPES)];
  }

  /** Forgets wrong passwords of a name. */
  void unlock(String name) {
    lockout.right(name);
  }

  private void refuseLocked(String name, Act act) throws AccessDenied {
    if (lockout.locked(name)) {
      if (lockout.firstRefusal(name)) {
        trail.denied(act, "locked after " + Lockout.WRONG + " wrong passwords");
      }
      throw new AccessDenied(
          "Too many wrong passwords. Try again in "
              + Lockout.WINDOW.toMinutes()
              + " minutes, or ask an administrator.",
          true);
    }
  }

  private boolean matches(String password, @Nullable String kept) throws AccessDenied {
    try {
      if (!checks.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AccessDenied("Too many sign-ins at once. Try again in a few seconds.", true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AccessDenied("The center is stopping.", true);
    }
    try {
      return passwords.matches(password, kept);
    } finally {
      checks.release();
    }
  }

  /** A password can be kept in a costlier form only while it is known. */
  private User strengthened(User user, String password) {
    if (!passwords.isWeaker(user.password())) {
      return user;
    }
    User stronger = user.withPassword(passwords.hash(password));
    tables.updatePassword(stronger);
    added(stronger);
    return stronger;
  }

  synchronized void create(
      String name, String password, Set<Role> roles, Identity by, String origin) {
    Rules.name(name);
    if (byName.containsKey(name)) {
      throw new IllegalArgumentException("name: there is a user " + name + " already");
    }
    if (removed.contains(name)) {
      throw new IllegalArgumentException(
          "name: was that of a user who has been removed, and stays theirs in the audit log; take"
              + " another");
    }
    Rules.password("password", name, password);
    Rules.roles(roles);
    User user = make(name, password, roles, by.name());
    Map<String, String> facts = Map.of("roles", Tables.words(roles));
    trail.act(new Act(by.name(), origin, "user.create", name, facts), () -> tables.insert(user));
    added(user);
  }

  User make(String name, String password, Set<Role> roles, String by) {
    return new User(name, passwords.hash(password), roles, by, clock.instant());
  }

  /** The user is in the store now, or is so changed. */
  void added(User user) {
    mirror.change(() -> byName.put(user.name(), user));
  }

  /** The user is in the store no more. */
  void removed(User user) {
    mirror.change(
        () -> {
          byName.remove(user.name());
          removed.add(user.name());
        });
  }

  /** Whoever writes a name large means the same person. What is too long is nobody's name. */
  static String plain(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    return plain.length() > MAX_NAME ? plain.substring(0, MAX_NAME) + "…" : plain;
  }
}
