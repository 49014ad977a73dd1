package org.watchfloor.console.shell.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;
import org.watchfloor.core.api.access.TokenInfo;

/** Users and tokens by hand; what is done to them is told in words. */
final class MemoryAccess implements Access {
  String made = "";
  final List<String> done = new ArrayList<>();
  final List<Identity> users = new ArrayList<>();
  final List<TokenInfo> tokens = new ArrayList<>();

  @Override
  public Identity authenticate(String user, String password, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Session signIn(String user, String password, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Session> session(String sessionId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Session> peek(String sessionId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void signOut(String sessionId, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Identity> token(String secret) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String createToken(
      String name, Set<Role> roles, Duration lifetime, Identity by, String origin) {
    made = name + " " + roles + " " + lifetime + " by " + by.name() + by.roles() + " " + origin;
    return "wf_secret";
  }

  @Override
  public boolean revokeToken(String name, Identity by, String origin) {
    return tokens.removeIf(token -> token.name().equals(name))
        && done.add("revoke " + name + " by " + by.name() + " " + origin);
  }

  @Override
  public List<TokenInfo> tokens() {
    return tokens;
  }

  @Override
  public void createUser(
      String name, String password, Set<Role> roles, Identity by, String origin) {
    users.add(new Identity(name, roles));
    done.add("create " + name + " " + password + " by " + by.name() + " " + origin);
  }

  @Override
  public void changePassword(
      String user, String old, String password, Optional<String> sessionId, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean setPassword(String name, String password, Identity by, String origin) {
    return known(name)
        && done.add("password " + name + " " + password + " by " + by.name() + " " + origin);
  }

  @Override
  public boolean setRoles(String name, Set<Role> roles, Identity by, String origin) {
    return users.removeIf(user -> user.name().equals(name))
        && users.add(new Identity(name, roles))
        && done.add("roles " + name + " by " + by.name() + " " + origin);
  }

  @Override
  public boolean removeUser(String name, Identity by, String origin) {
    if (known(name) && users.size() == 1) {
      throw new IllegalArgumentException("name: " + name + " is the only administrator");
    }
    return users.removeIf(user -> user.name().equals(name))
        && done.add("remove " + name + " by " + by.name() + " " + origin);
  }

  private boolean known(String name) {
    return users.stream().anyMatch(user -> user.name().equals(name));
  }

  @Override
  public List<Identity> users() {
    return users;
  }
}
