package org.watchfloor.console.web.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;

/** Knows the session {@code session-of-vera} and the tokens {@code viewer} and {@code sensor}. */
final class FakeAccess implements Access {
  private static final Identity VERA = new Identity("vera", Set.of(Role.VIEWER));

  @Override
  public Optional<Session> session(String sessionId) {
    return sessionId.equals("session-of-vera")
        ? Optional.of(new Session(sessionId, "csrf", VERA, Instant.MAX))
        : Optional.empty();
  }

  @Override
  public Optional<Session> peek(String sessionId) {
    return session(sessionId);
  }

  @Override
  public Optional<Identity> token(String secret) {
    return switch (secret) {
      case "viewer" -> Optional.of(new Identity("token:viewer", Set.of(Role.VIEWER)));
      case "sensor" -> Optional.of(new Identity("token:sensor", Set.of(Role.SENSOR)));
      default -> Optional.empty();
    };
  }

  @Override
  public Identity authenticate(String user, String password, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Session signIn(String user, String password, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void signOut(String sessionId, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String createToken(
      String name, Set<Role> roles, Duration lifetime, Identity by, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean revokeToken(String name, Identity by, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<org.watchfloor.core.api.access.TokenInfo> tokens() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createUser(
      String name, String password, Set<Role> roles, Identity by, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void changePassword(
      String user, String old, String password, Optional<String> sessionId, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean setPassword(String name, String password, Identity by, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean setRoles(String name, Set<Role> roles, Identity by, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean removeUser(String name, Identity by, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Identity> users() {
    throw new UnsupportedOperationException();
  }
}
