package org.watchfloor.console.rest.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.AccessDenied;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;
import org.watchfloor.core.api.access.TokenInfo;

/** Sign-in from memory; counts how often it is asked who somebody is. */
final class FakeAccess implements Access {
  static final String PASSWORD = "a-password-of-this-test";

  final Map<String, Identity> tokens = new ConcurrentHashMap<>();
  final Map<String, Session> sessions = new ConcurrentHashMap<>();
  final List<Identity> users = new ArrayList<>();
  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger peeked = new AtomicInteger();
  final List<String> passwords = new ArrayList<>();
  volatile boolean locked;

  /** A token that has exactly these roles. */
  String tokenOf(String name, Role... roles) {
    String secret = "wf_" + name + "-secret";
    tokens.put(secret, new Identity("token:" + name, Set.of(roles)));
    return secret;
  }

  Session sessionOf(String name, Role... roles) {
    Session session =
        new Session(
            "session-of-" + name.replaceAll("[^a-z]", "_"),
            "csrf-of-" + name,
            new Identity(name, Set.of(roles)),
            Instant.parse("2026-11-24T20:00:00Z"));
    sessions.put(session.id(), session);
    return session;
  }

  @Override
  public Identity authenticate(String user, String password, String origin) throws AccessDenied {
    if (locked) {
      throw new AccessDenied("too many wrong passwords; try again in 15 minutes", true);
    }
    if (!password.equals(PASSWORD)) {
      throw new AccessDenied("name or password is wrong", false);
    }
    return new Identity(user, Set.of(Role.VIEWER));
  }

  @Override
  public Session signIn(String user, String password, String origin) throws AccessDenied {
    return sessionOf(user, authenticate(user, password, origin).roles().toArray(Role[]::new));
  }

  @Override
  public Optional<Session> session(String sessionId) {
    asked.incrementAndGet();
    return Optional.ofNullable(sessions.get(sessionId));
  }

  @Override
  public Optional<Session> peek(String sessionId) {
    peeked.incrementAndGet();
    return Optional.ofNullable(sessions.get(sessionId));
  }

  @Override
  public void signOut(String sessionId, String origin) {
    sessions.remove(sessionId);
  }

  @Override
  public Optional<Identity> token(String secret) {
    asked.incrementAndGet();
    return Optional.ofNullable(tokens.get(secret));
  }

  @Override
  public String createToken(
      String name, Set<Role> roles, Duration lifetime, Identity by, String origin) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name: is blank");
    }
    return tokenOf(name, roles.toArray(Role[]::new));
  }

  @Override
  public boolean revokeToken(String name, Identity by, String origin) {
    return tokens.values().removeIf(identity -> identity.name().equals("token:" + name));
  }

  @Override
  public List<TokenInfo> tokens() {
    return List.of();
  }

  @Override
  public void createUser(
      String name, String password, Set<Role> roles, Identity by, String origin) {
    if (password.length() < 12) {
      throw new IllegalArgumentException("password: has fewer than 12 characters");
    }
    users.add(new Identity(name, roles));
  }

  @Override
  public void changePassword(
      String user,
      String oldPassword,
      String newPassword,
      Optional<String> sessionId,
      String origin)
      throws AccessDenied {
    if (newPassword.length() < 12) {
      throw new IllegalArgumentException("newPassword: has fewer than 12 characters");
    }
    authenticate(user, oldPassword, origin);
    passwords.add(user + " " + newPassword + " stays " + sessionId.orElse("none"));
  }

  @Override
  public boolean setPassword(String name, String newPassword, Identity by, String origin) {
    if (newPassword.length() < 12) {
      throw new IllegalArgumentException("password: has fewer than 12 characters");
    }
    return known(name) && passwords.add(name + " " + newPassword + " by " + by.name());
  }

  @Override
  public boolean setRoles(String name, Set<Role> roles, Identity by, String origin) {
    if (name.equals("last") && !roles.contains(Role.ADMIN)) {
      throw new IllegalArgumentException("roles: last is the only administrator");
    }
    return users.removeIf(user -> user.name().equals(name)) && users.add(new Identity(name, roles));
  }

  @Override
  public boolean removeUser(String name, Identity by, String origin) {
    if (name.equals("last")) {
      throw new IllegalArgumentException("name: last is the only administrator");
    }
    return users.removeIf(user -> user.name().equals(name));
  }

  private boolean known(String name) {
    return users.stream().anyMatch(user -> user.name().equals(name));
  }

  @Override
  public List<Identity> users() {
    return users;
  }
}
