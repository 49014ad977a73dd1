package org.watchfloor.core.access.internal;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.access.internal.Trail.Act;
import org.watchfloor.core.api.access.AccessDenied;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;

/** Users and the check of their passwords. Thread-safe. Held in memory, kept in the store. */
final class Users {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,62}");

  /** Would be taken for somebody else in the audit log. */
  private static final Set<String> RESERVED = Set.of("system", "anonymous", "unknown");

  private static final int MIN_PASSWORD = 12;
  private static final int MAX_NAME = 64;
  private static final int STRIPES = 64;
  private static final int PATIENCE_SECONDS = 5;

  private final Tables tables;
  private final Trail trail;
  private final Clock clock;
  private final Passwords passwords;
  private final Lockout lockout;
  private final Map<String, User> byName = new ConcurrentHashMap<>();

  /** Of one name one password is checked at a time, so that no more than 5 can be tried. */
  private final Object[] stripes = new Object[STRIPES];

  /** Half of the processors at most check passwords; the rest serves those who are in. */
  private final Semaphore checks =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  Users(Tables tables, Trail trail, Clock clock, Passwords passwords) {
    this.tables = tables;
    this.trail = trail;
    this.clock = clock;
    this.passwords = passwords;
    this.lockout = new Lockout(clock);
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Object();
    }
    tables.users().forEach(user -> byName.put(user.name(), user));
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

  /** Checks name and password; tells the audit log of refusals only. */
  User check(String user, String password, String origin, String action) throws AccessDenied {
    String name = plain(user);
    Act act = Act.of(name, origin, action, name);
    synchronized (stripes[Math.floorMod(name.hashCode(), STRIPES)]) {
      refuseLocked(name, act);
      User known = byName.get(name);
      if (!matches(password, known == null ? null : known.password()) || known == null) {
        lockout.wrong(name);
        trail.denied(act, "wrong name or password");
        throw new AccessDenied("The name or the password is wrong.", false);
      }
      lockout.right(name);
      return strengthened(known, password);
    }
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
    byName.put(stronger.name(), stronger);
    return stronger;
  }

  synchronized void create(
      String name, String password, Set<Role> roles, Identity by, String origin) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "name: must have 1 to 63 lower-case letters, digits, dots, hyphens, a letter first, and"
              + " be none of "
              + String.join(", ", RESERVED));
    }
    if (byName.containsKey(name)) {
      throw new IllegalArgumentException("name: there is a user " + name + " already");
    }
    if (password.length() < MIN_PASSWORD || password.length() > Passwords.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "password: must have " + MIN_PASSWORD + " to " + Passwords.MAX_LENGTH + " characters");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("roles: must name at least one");
    }
    User user = make(name, password, roles, by.name());
    Map<String, String> facts = Map.of("roles", Tables.words(roles));
    trail.act(new Act(by.name(), origin, "user.create", name, facts), () -> tables.insert(user));
    added(user);
  }

  User make(String name, String password, Set<Role> roles, String by) {
    return new User(name, passwords.hash(password), roles, by, clock.instant());
  }

  /** The user is in the store now. */
  void added(User user) {
    byName.put(user.name(), user);
  }

  /** Whoever writes a name large means the same person. What is too long is nobody's name. */
  private static String plain(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    return plain.length() > MAX_NAME ? plain.substring(0, MAX_NAME) + "…" : plain;
  }
}
